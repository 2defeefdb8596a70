"""Live cuts: where the sound that is still arriving is parted into pieces for the engine.

A piece ends in a pause wherever somebody pauses. Whisper hears worse with less sound around a word (measured:
docs/decisions/0013-live-transcription.md), so a piece grows to 22-26 s, also of one who never pauses.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.speech_regions import LEAVE, WINDOW_SECONDS, Probabilities

LONGEST_SECONDS = 26.0
"""The most sound in one piece; with what is heard twice beside its cuts it is less than the 30 s of one call."""

_ENOUGH_SECONDS = 22.0
"""From here on any clear pause ends the piece at once."""
_CLEAR_PAUSE_SECONDS = 0.5
_LONG_PAUSE_SECONDS = 2.0
"""Such a pause ends any piece: it would be cut out anyway (audio.blocks), and words should not wait for more."""
_SHORTEST_PAUSE_SECONDS = 0.2
_LEAST_SECONDS = 14.0
_LONGER_IS_NO_BETTER_SECONDS = 0.8
_WORTH_OF_LENGTH = 0.3
"""Seconds of pause that a cut at the very end of the piece is worth more than one at its start."""
_KNOWN_AFTER_SECONDS = 1.0
"""A cut in the middle of speech leaves so much after it, so that the word it lies in is heard whole."""
_SMOOTHED_WINDOWS = 5
_STEP_WINDOWS = 16
"""Probabilities come so many at a time (audio.live_speech): the last chance before a piece gets too long."""

_HEARD_BEFORE_SECONDS = 2.0
_HEARD_AFTER_SECONDS = 1.5
_BOUNDARY_SECONDS = 3.0
"""So far back a pause is looked for: what follows the boundary is what would be left to decode."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to cut, in windows from the first one given. ``in_speech``: nobody pauses there."""

    window: int
    in_speech: bool = False


def find_cut(probabilities: Probabilities) -> Cut | None:
    """Where the piece whose windows these are ends; None where it may go on. The first window holds speech."""
    length, quiet = len(probabilities), _trailing(probabilities < LEAVE)
    pause = quiet * WINDOW_SECONDS
    if pause >= _LONG_PAUSE_SECONDS or (length >= _windows(_ENOUGH_SECONDS) and pause >= _CLEAR_PAUSE_SECONDS):
        return Cut(length - quiet // 2)
    if length + _STEP_WINDOWS <= _windows(LONGEST_SECONDS):
        return None
    return _best(probabilities, _windows(_LEAST_SECONDS), length - _windows(_KNOWN_AFTER_SECONDS))


def find_boundary(probabilities: Probabilities) -> Cut | None:
    """Up to where the words of a piece that goes on can be relied on: what follows needs more sound after it."""
    last = len(probabilities) - _windows(_HEARD_AFTER_SECONDS)
    first = max(_windows(_HEARD_BEFORE_SECONDS), last - _windows(_BOUNDARY_SECONDS))
    return _best(probabilities, first, last) if last > first + _SMOOTHED_WINDOWS else None


def _best(probabilities: Probabilities, first: int, last: int) -> Cut:
    """The best pause with its middle between two windows, else the least likely speech of the later half there."""
    best, found = 0.0, None
    for start, end in _runs(probabilities < LEAVE):
        seconds, middle = (end - start) * WINDOW_SECONDS, (start + end) // 2
        worth = min(seconds, _LONGER_IS_NO_BETTER_SECONDS) + _WORTH_OF_LENGTH * middle / len(probabilities)
        if seconds >= _SHORTEST_PAUSE_SECONDS and first <= middle <= last and worth > best:
            best, found = worth, Cut(middle)
    return found or _weakest(probabilities, (first + last) // 2, last)


def _weakest(probabilities: Probabilities, first: int, last: int) -> Cut:
    smooth = np.convolve(probabilities, np.ones(_SMOOTHED_WINDOWS) / _SMOOTHED_WINDOWS, mode="same")
    return Cut(first + int(smooth[first:last].argmin()), in_speech=True)


def _runs(quiet: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of each run of quiet windows."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], quiet, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _trailing(quiet: npt.NDArray[np.bool_]) -> int:
    loud = np.flatnonzero(~quiet)
    return len(quiet) - (int(loud[-1]) + 1 if len(loud) else 0)


def _windows(seconds: float) -> int:
    return round(seconds / WINDOW_SECONDS)
