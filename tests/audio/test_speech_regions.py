"""Finding speech: noise is none, a stream is judged like a whole, and too little is too little."""

import numpy as np
import pytest

from audio.decode import SAMPLE_RATE, decode
from audio.spans import Span, total
from audio.speech_regions import SpeechDetector, is_enough_speech, speech_regions
from tests.conftest import RECORDINGS

VISIT, ROOM_NOISE = RECORDINGS / "low-back-pain.opus", RECORDINGS / "room-noise.opus"


def regions(*pieces: np.ndarray) -> tuple[Span, ...]:
    detector = SpeechDetector()
    for piece in pieces:
        detector.hear(piece.astype(np.float32))
    return speech_regions(detector.finish())


def seconds_of(time: np.ndarray) -> dict[str, np.ndarray]:
    noise = np.random.default_rng(1).standard_normal(len(time))
    return {
        "silence": np.zeros(len(time)),
        "hiss": 0.1 * noise,
        "hum": 0.1 * np.sin(2 * np.pi * 120 * time),
        "coughs": 0.8 * noise * np.exp(-(time % 3) * 15),
    }


SOUNDS = seconds_of(np.arange(20 * SAMPLE_RATE) / SAMPLE_RATE)


@pytest.mark.parametrize("sound", SOUNDS)
def test_sound_that_is_no_voice_is_not_enough_speech(sound: str) -> None:
    assert not is_enough_speech(regions(SOUNDS[sound]))


def test_the_bundled_room_noise_is_not_enough_speech() -> None:
    assert not is_enough_speech(regions(*(block.samples for block in decode(ROOM_NOISE))))


def test_the_bundled_visit_is_mostly_speech() -> None:
    found = regions(*(block.samples for block in decode(VISIT)))

    assert is_enough_speech(found)
    assert total(found) > 100


def test_a_stream_is_judged_like_the_whole() -> None:
    sound = np.concatenate([block.samples for block in decode(VISIT)])[: 70 * SAMPLE_RATE]

    assert regions(*np.array_split(sound, 97)) == regions(sound)


def test_a_fifth_of_a_second_is_not_enough_speech() -> None:
    sound = np.concatenate([block.samples for block in decode(VISIT)])[2 * SAMPLE_RATE :]

    assert not is_enough_speech(regions(sound[: SAMPLE_RATE // 5]))


def probabilities(*runs: tuple[float, int]) -> np.ndarray:
    """Runs of one probability, each so many windows of 32 ms long, with pauses between."""
    pause = [0.0] * 20
    return np.array([p for value, count in runs for p in (*pause, *[value] * count)], np.float32)


def windows(found: tuple[Span, ...]) -> list[tuple[int, int]]:
    return [(round(span.start / 0.032), round(span.end / 0.032)) for span in found]


def test_doubtful_stretches_alone_are_no_speech() -> None:
    assert speech_regions(probabilities((0.6, 40), (0.6, 40), (0.9, 20))) == (Span(140 * 0.032, 160 * 0.032),)


def test_beside_enough_clear_speech_a_soft_answer_is_speech_too() -> None:
    assert windows(speech_regions(probabilities((0.9, 40), (0.6, 10)))) == [(20, 60), (80, 90)]


def test_a_pause_parts_two_stretches() -> None:
    assert windows(speech_regions(probabilities((0.9, 20), (0.9, 20)))) == [(20, 40), (60, 80)]


ANSWERS = {17.5: 17.95, 41.05: 41.5, 47.9: 48.3, 54.2: 54.7, 60.8: 61.2, 107.0: 107.5, 145.4: 145.8}
"""The seven answers of the visit that begin with "no": when the word begins and ends, in seconds."""


def test_a_no_alone_in_a_pause_and_20_db_softer_than_the_talk_is_speech() -> None:
    sound = np.concatenate([block.samples for block in decode(VISIT)])
    hiss = np.random.default_rng(0)
    pieces, said, position = [sound[: 14 * SAMPLE_RATE]], [], 14.0
    for start, end in ANSWERS.items():
        pause = 5e-4 * hiss.standard_normal(3 * SAMPLE_RATE)
        pieces += [pause, 0.1 * sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]]
        said.append(Span(position + 3.0, position + 3.0 + end - start))
        position = said[-1].end

    found = regions(*pieces)

    assert [word for word in said if not any(r.start < word.end and word.start < r.end for r in found)] == []
