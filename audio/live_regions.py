"""Live regions: where somebody speaks, told while the probabilities still arrive.

The same stretches as ``audio.speech_regions.speech_regions`` finds in all probabilities at once (a property in the
tests holds them together), each known as soon as the pause after it is long enough.
"""

from dataclasses import dataclass

from audio.spans import Span
from audio.speech_regions import (
    CONVINCING,
    ENTER,
    LEAVE,
    SHORTEST_PAUSE_SECONDS,
    SHORTEST_SPEECH_SECONDS,
    WINDOW_SECONDS,
    Probabilities,
    is_enough_speech,
)


@dataclass(slots=True)
class _Stretch:
    """Likely speech from window ``first`` up to window ``end``, and the highest probability in it."""

    first: int
    end: int
    highest: float

    @property
    def span(self) -> Span:
        return Span(self.first * WINDOW_SECONDS, self.end * WINDOW_SECONDS)

    @property
    def is_long_enough(self) -> bool:
        return self.span.length >= SHORTEST_SPEECH_SECONDS

    @property
    def convinces(self) -> bool:
        return self.highest >= CONVINCING


class LiveRegions:
    """Takes probabilities window by window and gives the regions of speech so far."""

    def __init__(self) -> None:
        self._closed: list[Span] = []
        self._convincing: list[Span] = []
        self._open: _Stretch | None = None  # the pause after it is still too short to part it from what follows
        self._speaking = False
        self._count = 0

    def take(self, probabilities: Probabilities) -> None:
        """The probabilities of the next windows."""
        for probability in probabilities.tolist():
            self._take(probability)
            self._count += 1

    def closed(self) -> tuple[Span, ...]:
        """The regions that have ended, in order. Those that do not convince count beside enough that do."""
        return _counted(self._closed, self._convincing)

    def all(self) -> tuple[Span, ...]:
        """The regions if the recording ended here."""
        last = self._open
        if last is None or not last.is_long_enough:
            return self.closed()
        return _counted([*self._closed, last.span], [*self._convincing, *([last.span] if last.convinces else [])])

    def between(self, start: float, end: float) -> tuple[Span, ...]:
        """The regions of a stretch of seconds, cut to it; one still open counts though it may yet be noise."""
        found: list[Span] = [self._open.span] if self._open else []
        for span in reversed(self._closed):
            if span.end <= start:
                break
            found.append(span)
        cut = (Span(max(span.start, start), min(span.end, end)) for span in reversed(found))
        return tuple(span for span in cut if span.length > 0)

    def _take(self, probability: float) -> None:
        stretch = self._open
        if self._speaking and stretch:
            if probability >= LEAVE:
                stretch.end, stretch.highest = self._count + 1, max(stretch.highest, probability)
            else:
                self._speaking = False
        elif probability >= ENTER:
            if stretch and (self._count - stretch.end) * WINDOW_SECONDS <= SHORTEST_PAUSE_SECONDS:
                stretch.end, stretch.highest = self._count + 1, max(stretch.highest, probability)
            else:
                self._close()
                self._open = _Stretch(self._count, self._count + 1, probability)
            self._speaking = True
        elif stretch and (self._count + 1 - stretch.end) * WINDOW_SECONDS > SHORTEST_PAUSE_SECONDS:
            self._close()

    def _close(self) -> None:
        if self._open and self._open.is_long_enough:
            self._closed.append(self._open.span)
            if self._open.convinces:
                self._convincing.append(self._open.span)
        self._open = None


def _counted(long_enough: list[Span], convincing: list[Span]) -> tuple[Span, ...]:
    return tuple(long_enough if is_enough_speech(tuple(convincing)) else convincing)
