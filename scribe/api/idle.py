"""Idle: the speech model is let go when nobody has used it for a while. A service has a clock, the engine none."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from scribe.logs import log
from scribe.schema.errors import as_scribe_error

_LOOKS_A_WAIT = 10
_SHORTEST_BETWEEN_LOOKS_S, _LONGEST_BETWEEN_LOOKS_S = 1.0, 30.0


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

    @property
    def between_looks_s(self) -> float:
        """How long it waits from one look to the next."""
        wanted = self._after_s / _LOOKS_A_WAIT or _LONGEST_BETWEEN_LOOKS_S
        return max(_SHORTEST_BETWEEN_LOOKS_S, min(wanted, _LONGEST_BETWEEN_LOOKS_S))

    async def watch(self) -> None:
        """Looks now and then, until cancelled; a look that fails is logged, and the next one tries again."""
        while True:
            await asyncio.sleep(self.between_looks_s)
            try:
                await asyncio.to_thread(self.look)  # the engine may be busy loading, and answers then
            except Exception as error:  # noqa: BLE001  # a watch that ends would keep the model for good
                log("the speech model could not be let go", code=as_scribe_error(error).code)
