"""Windows: sound is parted at pauses, nothing is lost, and no window is longer than the engine hears."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.decode import SAMPLE_RATE
from audio.spans import Span
from audio.windows import windows

LONGEST = 29.5


def sound(seconds: float) -> np.ndarray:
    return np.ones(round(seconds * SAMPLE_RATE), np.float32)


@given(
    seconds=st.floats(0.0, 300.0),
    pauses=st.lists(st.tuples(st.floats(0.0, 299.0), st.floats(0.05, 3.0)), max_size=60),
)
def test_windows_cover_the_sound_without_overlap_and_are_short_enough(
    seconds: float, pauses: list[tuple[float, float]]
) -> None:
    found = windows(sound(seconds), [Span(start, start + length) for start, length in sorted(pauses)], LONGEST)

    assert sum(window.length for window in found) == pytest.approx(round(seconds * SAMPLE_RATE) / SAMPLE_RATE)
    assert all(before.end == after.start for before, after in pairwise(found))
    assert all(0 < window.length <= LONGEST + 1e-6 for window in found)


def test_what_is_short_enough_stays_whole() -> None:
    assert windows(sound(29.0), [Span(10.0, 12.0)], LONGEST) == (Span(0.0, 29.0),)


def test_the_cut_lies_in_the_long_pause_rather_than_in_the_short_one_nearer_the_middle() -> None:
    first, second = windows(sound(40.0), [Span(20.0, 20.3), Span(23.0, 24.0)], LONGEST)

    assert (first.end, second.start) == (23.5, 23.5)


def test_who_talks_without_a_pause_is_cut_at_the_quietest_moment() -> None:
    talk = sound(40.0)
    talk[27 * SAMPLE_RATE : 27 * SAMPLE_RATE + 1600] = 0.0

    first, _ = windows(talk, [], LONGEST)

    assert first.end == pytest.approx(27.05, abs=0.06)
