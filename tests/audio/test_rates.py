"""Rates: a header that states a wrong sample rate is found out by ear; a right one is never doubted."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import soxr

from audio.decode import SAMPLE_RATE, Samples
from audio.heard import HeardPassage
from audio.rates import at_true_rate
from audio.spans import Span
from audio.speech_regions import SpeechDetector, speech_regions
from audio.survey import survey
from scribe.schema.errors import EngineUnavailable
from scribe.schema.transcript import NoticeKind
from tests.audio.conftest import VISIT
from tests.audio.sound import encode
from tests.audio.talk import passage
from tests.conftest import RECORDINGS


class PitchBlind:
    """An engine that is sure of sound in which nearly every window is speech, and unsure of any other."""

    def language_of(self, samples: Samples) -> str:
        return "en"

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        detector = SpeechDetector()
        detector.hear(samples)
        share = sum(span.length for span in speech_regions(detector.finish())) / (len(samples) / SAMPLE_RATE)
        yield passage("one two three four five six seven eight", probability=0.95 if share > 0.6 else 0.5)


def no_engine() -> PitchBlind:
    pytest.fail("the engine was asked for words")


@pytest.mark.parametrize(("true", "stated"), [(16_000, 48_000), (16_000, 44_100), (8_000, 16_000)])
def test_speech_at_a_wrong_rate_is_heard_at_the_right_one_and_said_to_be(
    tmp_path: Path, opening: np.ndarray, true: int, stated: int
) -> None:
    sound = soxr.resample(opening, SAMPLE_RATE, true).astype(np.float64)
    path = encode(tmp_path / "a.wav", "pcm_s16le", sound, rate=stated)

    found, notices = at_true_rate(path, survey(path), PitchBlind, "en")

    assert found.seconds == pytest.approx(14.0, abs=0.1)
    assert [notice.kind for notice in notices] == [NoticeKind.SAMPLE_RATE_DOUBTED]
    assert str(stated) in notices[0].detail


def test_the_bundled_visit_is_not_doubted() -> None:
    assert not survey(VISIT).is_rate_doubtful


def test_noise_asks_no_engine_at_any_rate() -> None:
    path = RECORDINGS / "room-noise.opus"
    found = survey(path)

    assert at_true_rate(path, found, no_engine, "en") == (found, ())


def test_where_no_engine_can_be_had_the_recording_stays_as_it_is(tmp_path: Path, opening: np.ndarray) -> None:
    def missing() -> PitchBlind:
        raise EngineUnavailable("no engine", "install one")

    path = encode(tmp_path / "a.wav", "pcm_s16le", opening.astype(np.float64), rate=48_000)
    found = survey(path)

    assert found.is_rate_doubtful
    assert at_true_rate(path, found, missing, "en") == (found, ())


@pytest.mark.shared
@pytest.mark.parametrize("name", ["RES0198.mp3", "RES0201.mp3", "RES0205.mp3", "RES0209.mp3", "RES0217.mp3"])
def test_no_interview_is_doubted(shared_data: Path, tmp_path: Path, name: str) -> None:
    whole = (shared_data / "audio" / "interviews" / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) // 8])

    assert not survey(path).is_rate_doubtful
