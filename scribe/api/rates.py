"""Rates: how often somebody may come within a minute, by a moving window."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from time import monotonic

WINDOW_S = 60.0
_MOST_CALLERS = 10_000
"""Remembered at a time; of more, those that came longest ago are forgotten."""


class Rate:
    """``most`` within a minute for each caller; 0: without a bound. Its methods belong to one event loop."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._clock = most, clock
        self._came: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, caller: str) -> int:
        """Whole seconds until the caller may come again; 0 where it may now."""
        came = self._lately(caller)
        if not self._most or len(came) < self._most:
            return 0
        return max(1, math.ceil(came[0] + WINDOW_S - self._clock()))

    def count(self, caller: str) -> None:
        """It came."""
        if not self._most:
            return
        came = self._lately(caller)
        came.append(self._clock())
        self._came[caller] = came
        self._came.move_to_end(caller)
        if len(self._came) > _MOST_CALLERS:
            self._came.popitem(last=False)

    def _lately(self, caller: str) -> deque[float]:
        came = self._came.get(caller) or deque()
        while came and self._clock() - came[0] >= WINDOW_S:
            came.popleft()
        return came
