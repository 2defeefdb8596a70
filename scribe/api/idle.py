"""Idle: the speech model is let go when nobody has used it for a while. A service has a clock, the engine none."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

_LOOKS_A_WAIT = 10
_LONGEST_BETWEEN_LOOKS_S = 30.0


class IdleWatch:
    """Remembers when the engine was last used, and lets it go after so many seconds."""

    def __init__(self, unload: Callable[[], bool], after_s: float, now: Callable[[], float] = monotonic) -> None:
        """unload: lets go where nobody uses it, and says whether it did. after_s: 0 never lets go."""
        self._unload = unload
        self._after_s = after_s
        self._now = now
        self._last = now()

    @contextmanager
    def used(self) -> Iterator[None]:
        """While the engine is used."""
        try:
            yield
        finally:
            self._last = self._now()

    def look(self) -> bool:
        """Lets the engine go where it is time, and says whether it did."""
        if not self._after_s or self._now() - self._last < self._after_s:
            return False
        return self._unload()

    async def watch(self) -> None:
        """Looks now and then, until cancelled."""
        between = min(self._after_s / _LOOKS_A_WAIT or _LONGEST_BETWEEN_LOOKS_S, _LONGEST_BETWEEN_LOOKS_S)
        while True:
            await asyncio.sleep(between)
            await asyncio.to_thread(self.look)  # the engine may be busy loading, and answers then
