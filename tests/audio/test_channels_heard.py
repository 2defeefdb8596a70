"""What one of two channels lost is told, also while the other speaks; with an engine that says what it shall."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from audio.decode import SAMPLE_RATE, Samples
from audio.engine import SharedEngine
from audio.heard import HeardPassage
from audio.spans import Span
from audio.speech import EngineSettings, SpeechTranscriber
from tests.audio.sound import encode
from tests.audio.talk import passage


class DeafInTheSecond:
    """An engine that gives a word for every second of the first channel, and none for the second."""

    def __init__(self) -> None:
        self._blocks = 0

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        self._blocks += not again
        if self._blocks == 1 and not again:
            lines = ("My back hurts when I sit down.", "It began in spring.", "I walk every day with the dog.")
            for start in np.arange(0.3, len(samples) / SAMPLE_RATE - 3, 3.0):
                yield passage(lines[int(start) % 3], start=float(start))


def test_speech_that_one_channel_lost_is_a_gap_while_the_other_talks(
    opening: np.ndarray, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sound = opening.astype(np.float64)
    path = encode(tmp_path / "a.wav", "pcm_s16le", sound, np.roll(sound, len(sound) // 2), rate=SAMPLE_RATE)
    monkeypatch.setattr(SharedEngine, "hear", DeafInTheSecond().hear)
    settings = EngineSettings(None, "cpu", None, tmp_path, "en", 1, "off")

    transcript = SpeechTranscriber(settings, pytest.fail).transcribe(path)

    missed = [gap.end - gap.start for gap in transcript.coverage.gaps if gap.reason == "speech_not_transcribed"]
    told = sum(gap.end - gap.start for gap in transcript.coverage.gaps)
    assert {segment.speaker_label for segment in transcript.segments} == {"channel_0"}
    assert sum(missed) > 6.0
    assert told + (transcript.coverage.seconds_decoded or 0.0) == pytest.approx(transcript.duration, abs=0.1)
