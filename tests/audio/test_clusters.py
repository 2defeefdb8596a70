"""Clusters: the number of voices is found, from one to four; what is too little to be a person is none."""

import numpy as np
import pytest

from audio.clusters import blur, voices_of
from audio.embedder import Vectors

DIMENSIONS = 64


def spoken_by(*counts: int, likeness: float = 0.0, seed: int = 1) -> tuple[Vectors, np.ndarray]:
    """Unit vectors of so many windows per voice, and who spoke each. Pairs of one voice: cosine about 0.5."""
    chance = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(chance.standard_normal((DIMENSIONS, DIMENSIONS)))
    shared, own = basis[0] * np.sqrt(likeness), basis[1 : 1 + len(counts)] * np.sqrt(1 - likeness)
    who = np.repeat(np.arange(len(counts)), counts)
    drawn = (shared + own)[who] + chance.standard_normal((len(who), DIMENSIONS)) / np.sqrt(DIMENSIONS)
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32), who


def found(vectors: Vectors, stretches: list[int] | None = None) -> Vectors:
    seconds = np.full(len(vectors), 0.5)
    return voices_of(vectors, seconds, stretches or list(range(len(vectors))))


@pytest.mark.parametrize("counts", [(40,), (40, 25), (60, 30, 12), (40, 40, 30, 20)])
def test_as_many_voices_are_found_as_speak(counts: tuple[int, ...]) -> None:
    vectors, who = spoken_by(*counts)

    voices = found(vectors)

    nearest = (vectors @ voices.T).argmax(axis=1)
    assert len(voices) == len(counts)
    assert all(len(set(nearest[who == one])) == 1 for one in range(len(counts)))


def test_blur_is_small_between_voices_and_near_one_within_a_voice() -> None:
    two, _ = spoken_by(40, 25)
    one, _ = spoken_by(65)
    halves = np.stack([one[:30].mean(axis=0), one[30:].mean(axis=0)])

    assert blur(two, found(two)) < 0.15
    assert blur(one, halves / np.linalg.norm(halves, axis=1, keepdims=True)) > 0.75


def test_the_voice_that_speaks_most_comes_first() -> None:
    vectors, who = spoken_by(15, 60)

    voices = found(vectors)

    assert ((vectors @ voices.T).argmax(axis=1) == 0).tolist() == (who == 1).tolist()


def test_two_voices_as_alike_as_those_of_one_person_are_one() -> None:
    vectors, _ = spoken_by(40, 40, likeness=0.8)

    assert len(found(vectors)) == 1


def test_a_fifth_voice_is_not_named() -> None:
    vectors, _ = spoken_by(40, 40, 30, 20, 15)

    assert len(found(vectors)) == 4


def test_less_than_four_seconds_are_no_voice() -> None:
    vectors, _ = spoken_by(40, 7)

    assert len(found(vectors)) == 1


def test_one_odd_stretch_however_long_is_no_voice() -> None:
    vectors, _ = spoken_by(40, 12)

    assert len(found(vectors, [*range(40), *[99] * 12])) == 1


def test_no_speech_has_no_voice() -> None:
    assert len(found(np.zeros((0, DIMENSIONS), np.float32))) == 0


def test_three_hours_of_speech_are_clustered_by_a_sample() -> None:
    vectors, who = spoken_by(9000, 5000)

    voices = found(vectors)

    assert len(voices) == 2
    assert float(((vectors @ voices.T).argmax(axis=1) == who).mean()) > 0.99
