"""Time left: how long a piece of work will still take, judged by its speed so far."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

_LEAST_ELAPSED_SECONDS = 3.0
_LEAST_SHARE_DONE = 0.03
_SAME_MOMENT_SECONDS = 0.25
_STEPS = ((60.0, 5), (600.0, 15), (float("inf"), 60))
"""Up to so many seconds left, so many seconds between two values shown: nobody can tell it more exactly."""


@dataclass(frozen=True, slots=True)
class _Mark:
    at: float
    done: float


class TimeLeft:
    """Estimates from all that was done since the first report, so that one slow or quick stretch changes little.

    What is reported comes in bursts (a speech engine gives all passages of half a minute at once), and only the end
    of a burst tells what its time has brought: speed is measured between the first report and the last such end.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._first: _Mark | None = None
        self._last = self._measured = _Mark(0.0, 0.0)

    def __call__(self, done: float, total: float) -> float | None:
        """Seconds still to go at ``done`` of ``total``; None while there are no grounds to say."""
        here = _Mark(self._now(), done)
        if self._first is None:
            self._first = self._last = self._measured = here
        if here.at - self._last.at > _SAME_MOMENT_SECONDS:
            self._measured = self._last
        self._last = here
        elapsed, gained = self._measured.at - self._first.at, self._measured.done - self._first.done
        if elapsed < _LEAST_ELAPSED_SECONDS or gained <= 0 or gained < _LEAST_SHARE_DONE * total:
            return None
        return max(0.0, (total - done) * elapsed / gained)


def rounded(seconds: float) -> int:
    """Seconds as coarse as they are known: to 5 up to a minute, to 15 up to ten, beyond that to whole minutes."""
    step = next(step for limit, step in _STEPS if seconds <= limit)
    return max(step, round(seconds / step) * step) if seconds > 0 else 0
