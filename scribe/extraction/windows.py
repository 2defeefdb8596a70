"""Parts of a visit that is longer than the model's context: cut between segments, with overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from scribe.schema.transcript import Segment

OVERLAP = 4
"""Segments that two parts share, so that no question is parted from its answer."""


@dataclass(frozen=True, slots=True)
class Window:
    """Segments ``first`` (a position) and on, small enough for one call."""

    first: int
    segments: tuple[Segment, ...]


def windows(segments: Sequence[Segment], longest: int) -> tuple[Window, ...]:
    """The visit in parts of at most ``longest`` characters, every segment in one of them; one part if it fits.

    A single segment that is longer than that is a part of its own: the server says whether it takes it.
    """
    parts = []
    first = 0
    while first < len(segments):
        end = _end(segments, first, longest)
        parts.append(Window(first, tuple(segments[first:end])))
        if end == len(segments):
            break
        first = max(first + 1, end - OVERLAP)
    return tuple(parts)


def _end(segments: Sequence[Segment], first: int, longest: int) -> int:
    length = 0
    for at in range(first, len(segments)):
        length += len(segments[at].text)
        if length > longest and at > first:
            return at
    return len(segments)
