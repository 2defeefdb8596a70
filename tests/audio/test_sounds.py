"""Sounds in which nobody speaks give no word: what engines wrote on them, recorded, and some of them heard anew."""

import json
from pathlib import Path

import numpy as np
import pytest

from audio import Transcriber
from audio.doubts import believed
from audio.heard import HeardPassage, HeardWord
from audio.spans import Span
from audio.speech_regions import SpeechDetector, is_enough_speech, speech_regions
from eval.sounds import SOUNDS
from eval.sounds.parts import RATE, write_wav

INVENTED = json.loads(Path(__file__).with_name("invented.json").read_text(encoding="utf-8"))
"""What base and tiny.en wrote on the sounds of eval/sounds: ten minutes of what the detector let through, and half
a minute each that they had to hear in full."""

FOOLED = {"room noise": 8, "tones": 8, "typing": 11, "breathing": 6, "throats": 10}
"""Sounds with a seed whose first 20 s the detector takes for enough speech, so that the engine is asked."""


def passages(recorded: list) -> list[HeardPassage]:
    return [
        HeardPassage(tuple(HeardWord(*word) for word in words), window, likely, silent, ratio)
        for window, likely, silent, ratio, words in recorded
    ]


@pytest.mark.parametrize("case", INVENTED)
def test_nothing_an_engine_invented_is_believed_and_all_of_it_is_a_gap(case: str) -> None:
    invented = passages(INVENTED[case]["passages"])

    kept, dropped = believed(invented, tuple(Span(*region) for region in INVENTED[case]["regions"]))

    assert kept == ()
    assert bool(dropped) == any(passage.words for passage in invented)


@pytest.mark.parametrize("sound", SOUNDS)
def test_the_same_seed_gives_the_same_sound(sound: str) -> None:
    first, again = SOUNDS[sound](2.0, 3), SOUNDS[sound](2.0, 3)

    assert len(first) == 2 * RATE
    assert np.abs(first).max() <= 1.0
    assert np.array_equal(first, again)


@pytest.mark.parametrize(("sound", "seed"), FOOLED.items())
def test_the_sounds_are_lifelike_enough_to_fool_the_detector(sound: str, seed: int) -> None:
    detector = SpeechDetector()
    detector.hear(SOUNDS[sound](20.0, seed))

    assert is_enough_speech(speech_regions(detector.finish()))


@pytest.mark.speech
@pytest.mark.parametrize("sound", ["room noise", "tones", "throats"])
def test_a_sound_that_fools_the_detector_still_gives_no_word(
    sound: str, transcriber: Transcriber, tmp_path: Path
) -> None:
    transcript = transcriber.transcribe(write_wav(SOUNDS[sound](20.0, FOOLED[sound]), tmp_path / "sound.wav"))

    coverage = transcript.coverage
    assert (coverage.seconds_speech or 0.0) >= 0.8
    assert transcript.segments == ()
    assert sum(gap.end - gap.start for gap in coverage.gaps) == pytest.approx(20.0, abs=0.1)
