"""``/v1/encounters/{id}/events``: how far an encounter is, as server-sent events, from its present state on.

It holds ids, counts and codes. A client that lost the stream opens it again and is told the present state at once.
"""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from time import monotonic

import anyio
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter
from starlette.responses import StreamingResponse

from scribe.api.described import refusals
from scribe.api.encounters import EncounterId
from scribe.api.keeping import Keeping
from scribe.api.principals import Caller
from scribe.schema.errors import ScribeError, StoreUnavailable
from scribe.schema.job import Job

EVENTS = "text/event-stream"
LOOK_EVERY_S = 0.5
HEARTBEAT_EVERY_S = 15.0
_LOOKS_AT_ONCE = 4
"""However many follow: uploads and all other requests have threads and connections left."""


@dataclass(frozen=True)
class Seen:
    """What is to be told at a moment."""

    job: Job | None
    state: str
    bytes_received: int

    @property
    def event(self) -> str:
        """As one server-sent event."""
        if self.job is not None:
            return _event("job", self.job.model_dump_json())
        return _event("encounter", json.dumps({"state": self.state, "bytes_received": self.bytes_received}))


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}", tags=["jobs"])
    looking = CapacityLimiter(_LOOKS_AT_ONCE)

    @router.get(
        "/events",
        summary="Follow an encounter",
        response_class=StreamingResponse,
        responses={200: {"content": {EVENTS: {}}, "description": "Events until the job is over"}, **refusals(404)},
    )
    async def follow(caller: Caller, encounter_id: EncounterId) -> StreamingResponse:
        """``encounter`` while it is open, then ``job`` at each change; it ends when the job is over."""
        first = await to_thread.run_sync(_look, keeping, caller.tenant, encounter_id, limiter=looking)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        events = _events(keeping, caller.tenant, encounter_id, first, looking)
        return StreamingResponse(events, media_type=EVENTS, headers=headers)

    return router


async def _events(
    keeping: Keeping, tenant: str, encounter_id: str, first: Seen, looking: CapacityLimiter
) -> AsyncIterator[str]:
    seen, told_at = first, monotonic()
    yield seen.event
    while not (keeping.stopping or (seen.job and seen.job.state.is_over)):
        await anyio.sleep(LOOK_EVERY_S)
        before = seen
        try:
            seen = await to_thread.run_sync(_look, keeping, tenant, encounter_id, limiter=looking)
        except StoreUnavailable:
            pass  # it is told when it is back
        except ScribeError as error:  # deleted meanwhile, or damaged
            yield _event("end", json.dumps({"code": error.code}))
            return
        for text in _news(before, seen, monotonic() - told_at):
            told_at = monotonic()
            yield text


def _news(before: Seen, seen: Seen, silent_s: float) -> Iterator[str]:
    """The event where something changed; after a long silence a comment, that nobody takes the stream for dead."""
    if seen != before:
        yield seen.event
    elif silent_s >= HEARTBEAT_EVERY_S:
        yield ": still there\n\n"


def _look(keeping: Keeping, tenant: str, encounter_id: str) -> Seen:
    """Raises UnknownEncounter. The job's row alone where there is one: it is cheap, and it tells all."""
    keeping.store.encounters.check(encounter_id, tenant)
    job = keeping.store.jobs.latest(encounter_id)
    if job is not None:
        return Seen(job, "finalized", 0)
    stored = keeping.store.encounters.get(encounter_id, tenant)
    return Seen(stored.job, stored.state, stored.bytes_received)


def _event(kind: str, document: str) -> str:
    return f"event: {kind}\ndata: {document}\n\n"
