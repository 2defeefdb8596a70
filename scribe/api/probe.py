"""Probe: a look at one part of the installation that is bounded in time and asked for rarely.

What hangs (a database behind a dead network) holds one thread of its own and no answer: until it returns, the part
counts as not working and is not looked at again.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from threading import Lock, Thread
from time import monotonic

LONGEST_LOOK_S = 2.0


class Probe:
    """Whether a part works. ``look`` gives that, or raises."""

    def __init__(
        self, look: Callable[[], bool], fresh_s: float = 2.0, now: Callable[[], float] = monotonic
    ) -> None:
        """fresh_s: how long an answer stands."""
        self._look, self._fresh_s, self._now = look, fresh_s, now
        self._lock = Lock()
        self._last: Future[bool] | None = None
        self._answered_at = float("-inf")

    def begin(self) -> Future[bool]:
        """The answer, or the look that is under way."""
        with self._lock:
            last = self._last
            if last is not None and (not last.done() or self._now() - self._answered_at < self._fresh_s):
                return last
            asked: Future[bool] = Future()
            self._last = asked
        asked.set_running_or_notify_cancel()
        Thread(target=self._run, args=(asked,), daemon=True, name="scribe-probe").start()
        return asked

    def _run(self, asked: Future[bool]) -> None:
        try:
            works = self._look()
        except Exception:  # noqa: BLE001  # whatever it is: the part does not work
            works = False
        self._answered_at = self._now()
        asked.set_result(works)


async def answers(probes: Mapping[str, Probe], longest_s: float = LONGEST_LOOK_S) -> dict[str, bool]:
    """Whether each part works, all looked at at once; what does not answer in time does not work."""
    asked = {name: asyncio.wrap_future(probe.begin()) for name, probe in probes.items()}
    if asked:
        await asyncio.wait(asked.values(), timeout=longest_s)
    works = {name: one.done() and one.result() for name, one in asked.items()}
    for one in asked.values():
        one.cancel()
    return works
