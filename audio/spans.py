"""Span: a stretch of the recording in seconds, and the arithmetic of stretches."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch from ``start`` to ``end``, in seconds from the start of the recording."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds between start and end."""
        return self.end - self.start


def merged(spans: Iterable[Span], bridge: float = 0.0) -> tuple[Span, ...]:
    """The spans in order, those that touch or lie at most ``bridge`` seconds apart joined to one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start - joined[-1].end <= bridge:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def complement(spans: Iterable[Span], whole: Span) -> tuple[Span, ...]:
    """What of ``whole`` no span covers."""
    rest: list[Span] = []
    position = whole.start
    for span in merged(spans):
        if span.start > position:
            rest.append(Span(position, min(span.start, whole.end)))
        position = max(position, span.end)
    if position < whole.end:
        rest.append(Span(position, whole.end))
    return tuple(span for span in rest if span.length > 0)


def common(spans: Sequence[Span], window: Span) -> tuple[Span, ...]:
    """The parts of sorted, disjoint spans that lie in the window."""
    cut = (Span(max(s.start, window.start), min(s.end, window.end)) for s in spans)
    return tuple(span for span in cut if span.length > 0)


def total(spans: Iterable[Span]) -> float:
    """Seconds covered by disjoint spans."""
    return sum(span.length for span in spans)
