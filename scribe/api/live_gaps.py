"""Live gaps: the checklist of a running visit, read anew by the deterministic reader when words become final."""

import asyncio
from collections.abc import Callable, Sequence

from anyio import CapacityLimiter, to_thread

from audio.heard import HeardWord
from audio.roles import assign_roles
from audio.segments import as_segments
from audio.utterances import Utterance
from scribe.api.live_pace import Pace
from scribe.clock import today
from scribe.extraction.checklist import checklist
from scribe.extraction.reader import Reader
from scribe.logs import log
from scribe.schema.checklist import Checklist
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.errors import as_scribe_error
from scribe.schema.transcript import Segment, Transcript


def gaps_of(finals: Sequence[Segment]) -> Checklist:
    """The checklist of all that was said. Roles are given by wording, as in the transcript at the end.

    Pure, and some tenths of a second of computing for an hour of talk.
    """
    said = [Utterance(tuple(_words(segment))) for segment in finals if segment.words]
    transcript = Transcript(segments=as_segments(assign_roles(said)))
    encounter = Encounter(id="live", date_of_service=today())  # the reader asks nothing of it
    until = max((segment.end or 0.0 for segment in finals), default=0.0)
    return checklist(Reader().extract(encounter, transcript), until)


class LiveGaps:
    """One visit's checklist so far in ``latest``."""

    def __init__(
        self, encounter_id: str, reader: CapacityLimiter, pace: Pace, changed: Callable[[Checklist], None]
    ) -> None:
        """changed: told of a checklist in which a state is another than before."""
        self._id, self._reader, self._pace, self._changed = encounter_id, reader, pace, changed
        self.latest = checklist(Documentation(), 0.0)
        self._finals: list[Segment] = []
        self._arrived = asyncio.Event()

    def hear(self, finals: Sequence[Segment]) -> None:
        """More final words."""
        self._finals += finals
        if finals:
            self._arrived.set()

    async def run(self) -> None:
        """Reads what was said whenever more was, until cancelled."""
        while True:
            await self._arrived.wait()
            await self.read()
            await asyncio.sleep(self._pace.checklist_every)

    async def read(self) -> None:
        """Reads all that was said once; one that fails is logged, and more words are read anew."""
        self._arrived.clear()
        try:
            found = await to_thread.run_sync(gaps_of, tuple(self._finals), limiter=self._reader)
        except Exception as error:  # noqa: BLE001  # its text may hold words of the visit
            log("the live checklist failed", encounter_id=self._id, code=as_scribe_error(error).code)
            return
        is_new = found.items != self.latest.items
        self.latest = found
        if is_new:
            self._changed(found)


def _words(segment: Segment) -> list[HeardWord]:
    return [HeardWord(one.start, one.end, f" {one.text}", one.probability, one.original) for one in segment.words]
