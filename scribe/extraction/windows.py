"""Parts of a visit that is longer than the model's context: cut between segments, with overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from scribe.extraction.lines import numbered_lines
from scribe.schema.transcript import Segment

OVERLAP = 4
"""Segments that two parts share, so that no question is parted from its answer; long ones share fewer."""
_MOST_OF_OVERLAP = 0.25
_ANY_NUMBER = 1000
"""Of a line: four digits are enough for a long visit."""


@dataclass(frozen=True, slots=True)
class Window:
    """Segments ``first`` (a position) and on, small enough for one call."""

    first: int
    segments: tuple[Segment, ...]


def windows(segments: Sequence[Segment], longest: int) -> tuple[Window, ...]:
    """The visit in parts of at most ``longest`` characters as shown, every segment in one of them; one if it fits.

    A single segment that is longer than that is a part of its own: the server says whether it takes it.
    """
    parts = []
    first = 0
    while first < len(segments):
        end = _end(segments, first, longest)
        parts.append(Window(first, tuple(segments[first:end])))
        if end == len(segments):
            break
        first = max(first + 1, _overlap(segments, end, longest))
    return tuple(parts)


def _overlap(segments: Sequence[Segment], end: int, longest: int) -> int:
    """Where the next part begins: some segments back, but never so far that most of it was read before."""
    first, length = end, 0
    while first > end - OVERLAP and first > 0:
        length += _shown(segments[first - 1])
        if length > longest * _MOST_OF_OVERLAP and first < end:
            break
        first -= 1
    return first


def _end(segments: Sequence[Segment], first: int, longest: int) -> int:
    length = 0
    for at in range(first, len(segments)):
        length += _shown(segments[at])
        if length > longest and at > first:
            return at
    return len(segments)


def _shown(segment: Segment) -> int:
    """Characters of its line, as the model sees it."""
    return len(numbered_lines((segment,), _ANY_NUMBER)) + 1
