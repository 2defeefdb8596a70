"""Whisper: the speech engine, and the only file that imports faster-whisper.

The settings are written out, because the library's defaults differ from class to class. Why each has its value:
docs/decisions/0003-speech-settings.md.
"""

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from audio.decode import Samples
from audio.devices import Device
from audio.heard import HeardPassage, HeardWord
from scribe.schema.errors import EngineFailed, EngineUnavailable

DECODING = MappingProxyType(
    {
        "beam_size": 5,
        "temperature": 0.0,
        "condition_on_previous_text": False,
        "word_timestamps": True,
        "without_timestamps": False,
        "vad_filter": False,
        "no_speech_threshold": 0.6,
        "log_prob_threshold": -1.0,
        "compression_ratio_threshold": 2.4,
    }
)
"""What changes the words. ``vad_filter`` is off because long pauses are cut out before (audio.blocks)."""

ENGINE_VERSION = version("faster-whisper")

_ENGLISH = "en"
_SURE_OF_ANOTHER_LANGUAGE = 0.8
_CONTINUES_A_WORD = re.compile(r"[-'’/.,%\w]", re.ASCII)
"""How a piece of a word begins; a new word brings its space."""


class WhisperEngine:
    """A loaded model. One load serves any number of recordings; calls are not to overlap."""

    def __init__(self, folder: Path, device: Device, cpu_threads: int) -> None:
        """Raises EngineUnavailable where the folder does not hold a model this engine can load."""
        from faster_whisper import WhisperModel

        try:
            self._model = WhisperModel(
                str(folder),
                device=device.name,
                compute_type=device.compute_type,
                cpu_threads=cpu_threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise EngineUnavailable(
                f"The speech model in {folder} cannot be loaded on {device.name} as {device.compute_type} "
                f"({type(error).__name__}).",
                "Check that it is a complete CTranslate2 Whisper model, or choose another one.",
            ) from None

    def language_of(self, samples: Samples) -> str:
        """The language spoken. English is assumed until another one is heard beyond doubt."""
        if not self._model.model.is_multilingual:
            return _ENGLISH
        with _failures_named():
            language, probability, _ = self._model.detect_language(samples, language_detection_segments=2)
        return str(language) if probability >= _SURE_OF_ANOTHER_LANGUAGE else _ENGLISH

    def hear(self, samples: Samples, language: str) -> Iterator[HeardPassage]:
        """The words of the samples, passage by passage, with times in seconds from the first sample.

        Raises EngineUnavailable for a language the model does not know.
        """
        if language not in self._model.supported_languages:
            raise EngineUnavailable(
                f"The speech model does not know the language {language!r}.", "Set SCRIBE_LANGUAGE to one it knows."
            )
        with _failures_named():
            yield from heard_passages(self._model, samples, language)


def heard_passages(model: Any, samples: Samples, language: str, **hints: str) -> Iterator[HeardPassage]:
    """What a loaded model hears. hints: settings that name words to it; only a benchmark gives any."""
    fixed = {"task": "transcribe", "initial_prompt": None, "prefix": None, "hotwords": None}
    passages, _ = model.transcribe(samples, language=language, **{**DECODING, **fixed, **hints})
    return map(_passage, passages)


def _passage(found: Any) -> HeardPassage:
    return HeardPassage(
        words=tuple(_words(found.words or ())),
        window=int(found.seek),
        average_log_probability=float(found.avg_logprob),
        no_speech_probability=float(found.no_speech_prob),
        compression_ratio=float(found.compression_ratio),
    )


def _words(found: Iterable[Any]) -> list[HeardWord]:
    """The words, those put together again that the engine parts at a hyphen ("x", "-ray")."""
    words: list[HeardWord] = []
    for piece in map(_word, found):
        if words and _CONTINUES_A_WORD.match(piece.text):
            before = words.pop()
            sure = (before.probability + piece.probability) / 2
            words.append(HeardWord(before.start, max(before.end, piece.end), before.text + piece.text, sure))
        else:
            words.append(piece)
    return words


def _word(found: Any) -> HeardWord:
    probability = float(found.probability)
    sure = min(1.0, max(0.0, probability)) if math.isfinite(probability) else 0.0
    return HeardWord(float(found.start), max(float(found.start), float(found.end)), str(found.word), sure)


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turns what the engine raises while it works into EngineFailed, without its text."""
    try:
        yield
    except (RuntimeError, ValueError, MemoryError, OSError) as error:
        raise EngineFailed(
            f"The speech engine failed while transcribing ({type(error).__name__}).", "Try again."
        ) from None
