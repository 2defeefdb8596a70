"""Live gaps: the checklist of a running visit, read anew when words become final, off the event loop."""

import asyncio
from collections.abc import Callable, Sequence

from anyio import CapacityLimiter, to_thread

from scribe.api.live_pace import Pace
from scribe.api.live_reading import LiveReading, warm
from scribe.extraction.checklist import checklist
from scribe.logs import log
from scribe.schema.checklist import Checklist
from scribe.schema.documentation import Documentation
from scribe.schema.errors import as_scribe_error
from scribe.schema.transcript import Segment


class LiveGaps:
    """One visit's checklist so far in ``latest``."""

    def __init__(
        self, encounter_id: str, reader: CapacityLimiter, pace: Pace, changed: Callable[[Checklist], None]
    ) -> None:
        """changed: told of a checklist in which a state is another than before."""
        self._id, self._reader, self._pace, self._changed = encounter_id, reader, pace, changed
        self.latest = checklist(Documentation(), 0.0)
        self._reading = LiveReading()
        self._finals: list[Segment] = []
        self._arrived = asyncio.Event()
        self._turn = asyncio.Lock()

    def hear(self, finals: Sequence[Segment]) -> None:
        """More final words."""
        self._finals += finals
        if finals:
            self._arrived.set()

    async def run(self) -> None:
        """Reads what was said whenever more was, until cancelled."""
        await to_thread.run_sync(warm, limiter=self._reader)
        while True:
            await self._arrived.wait()
            await self.read()
            await asyncio.sleep(self._pace.checklist_every)

    async def read(self) -> None:
        """Reads what was said since the last time; where that failed, it is read with what follows."""
        async with self._turn:
            self._arrived.clear()
            finals, self._finals = self._finals, []
            try:
                found = await to_thread.run_sync(self._reading.read, finals, limiter=self._reader)
            except Exception as error:  # noqa: BLE001  # its text may hold words of the visit
                log("the live checklist failed", encounter_id=self._id, code=as_scribe_error(error).code)
                return
            is_new = found.items != self.latest.items
            self.latest = found
            if is_new:
                self._changed(found)
