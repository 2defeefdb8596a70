"""The list of languages is the engine's own."""

from faster_whisper.tokenizer import _LANGUAGE_CODES

from audio.languages import LANGUAGES


def test_every_language_of_the_engine_is_known_and_no_other() -> None:
    assert set(_LANGUAGE_CODES) == LANGUAGES
