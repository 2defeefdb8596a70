"""Live sessions: the running visits of this process, by encounter."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from starlette.websockets import WebSocket

from scribe.api import live_messages as messages
from scribe.api.live_client import LiveClient
from scribe.api.live_pace import Pace
from scribe.api.live_session import LiveSession, Means
from scribe.clock import now
from scribe.logs import log
from scribe.schema.audit import event_of
from scribe.schema.errors import OffsetMismatch, ScribeError, as_scribe_error
from scribe.schema.principal import Principal
from scribe.store.store import Store

if TYPE_CHECKING:
    from audio import Transcriber

_STORING_AT_ONCE = 8
_READING_AT_ONCE = 1
"""The reader is Python: two of them would only take turns."""
_GOODBYE_S = 5.0
"""For a client to take what is still to be said to it."""


class LiveSessions:
    """Made once and shared by the routes. All of it belongs to one event loop."""

    def __init__(
        self,
        store: Callable[[], Store],
        transcriber: "Callable[[], Transcriber]",
        hearing_at_once: int = 1,
        pace: Pace | None = None,
        *,
        most_bytes: int,
    ) -> None:
        """store, transcriber: asked in threads, when they are needed. hearing_at_once: visits that the engine hears
        at the same time (audio.recordings_at_once); the others take turns. most_bytes: of one recording.
        """
        self._pace = pace or Pace()
        storing, engine = CapacityLimiter(_STORING_AT_ONCE), CapacityLimiter(hearing_at_once)
        reader = CapacityLimiter(_READING_AT_ONCE)
        self._means = Means(store, transcriber, self._pace, storing, engine, reader, most_bytes)
        self._running: dict[str, LiveSession] = {}
        self._leaving: dict[LiveSession, asyncio.Task[None]] = {}

    @property
    def running(self) -> int:
        """Visits that are held, with a client or without."""
        return len(self._running)

    async def serve(self, encounter_id: str, who: Principal, websocket: WebSocket) -> None:
        """One connection from its beginning to its end."""
        await websocket.accept()
        client = LiveClient(websocket)
        writing = asyncio.create_task(client.write())
        talking = asyncio.create_task(self._talk(encounter_id, who, client))
        try:
            await asyncio.wait({writing, talking}, return_when=asyncio.FIRST_COMPLETED)
            if not writing.done():
                client.hang_up(messages.FINISHED)
                await asyncio.wait({writing}, timeout=_GOODBYE_S)
        finally:
            writing.cancel()
            talking.cancel()
            await asyncio.gather(writing, talking, return_exceptions=True)

    async def before_finalize(self, encounter_id: str) -> None:
        """Stores and hears what a running visit has left, so that its job finds the words. Never fails."""
        if session := self._running.get(encounter_id):
            await session.end()
            await self._let_go(session, messages.FINISHED)

    async def forget(self, encounter_id: str) -> None:
        """Ends a visit whose encounter was deleted."""
        if session := self._running.get(encounter_id):
            await self._let_go(session, messages.GONE)

    async def close(self) -> None:
        """Stores what waits, tells every client to connect again, and lets everything go."""
        sessions = tuple(self._running.values())
        await asyncio.gather(*(self._let_go(session, messages.RESTARTING) for session in sessions))

    async def _talk(self, encounter_id: str, who: Principal, client: LiveClient) -> None:
        session = None
        try:
            await to_thread.run_sync(self._check, encounter_id, who.tenant, limiter=self._means.storing)
            session = await self._attached(encounter_id, client)
            tell_end = partial(self._tell_end, encounter_id, who)
            await _listen(session, client, partial(to_thread.run_sync, tell_end, limiter=self._means.storing))
        except ScribeError as error:
            client.refuse(error)
        except Exception as error:  # noqa: BLE001  # its text may hold words of the visit
            log("unexpected", code=type(error).__name__)
            client.refuse(as_scribe_error(error))
        finally:
            if session is not None:
                session.detach(client)
                self._hold(session)

    def _check(self, encounter_id: str, tenant: str) -> None:
        """Before anything of the visit is touched. Raises UnknownEncounter where it is another tenant's."""
        self._means.store().encounters.check(encounter_id, tenant)

    def _tell_end(self, encounter_id: str, who: Principal) -> None:
        """Before the recording ends by this connection: what is not told of does not happen."""
        self._means.store().audit.record(event_of(who, "visit.end", encounter_id), now())

    async def _attached(self, encounter_id: str, client: LiveClient) -> LiveSession:
        """The session of this visit, given to the client; a new one where there is none that can go on."""
        session = self._running.get(encounter_id)
        if session is not None and not session.is_over:
            try:
                await self._given(session, client)
                return session
            except OffsetMismatch:  # sound came by another way: a new session begins with all that is stored
                await self._let_go(session, messages.RESTARTING)
        session = self._running[encounter_id] = LiveSession(encounter_id, self._means)
        await self._given(session, client)
        return session

    async def _given(self, session: LiveSession, client: LiveClient) -> None:
        self._keep_on(session)
        try:
            await session.attach(client)
        except BaseException:
            self._hold(session)
            raise

    def _keep_on(self, session: LiveSession) -> None:
        if leaving := self._leaving.pop(session, None):
            leaving.cancel()

    def _hold(self, session: LiveSession) -> None:
        """A visit without a client is let go after a while."""
        if not session.has_client and session not in self._leaving:
            self._leaving[session] = asyncio.create_task(self._leave(session))

    async def _leave(self, session: LiveSession) -> None:
        if session.is_worth_holding:
            await asyncio.sleep(self._pace.resume_for)
        self._leaving.pop(session, None)
        await self._let_go(session, messages.RESTARTING)

    async def _let_go(self, session: LiveSession, code: int) -> None:
        if self._running.get(session.encounter_id) is session:
            del self._running[session.encounter_id]
        self._keep_on(session)
        await session.close(code)


async def _listen(session: LiveSession, client: LiveClient, tell_end: Callable[[], Awaitable[None]]) -> None:
    """Takes what the client sends until it is gone. Raises UnreadableMessage, MessageTooLarge, StoreError."""
    while (message := await client.read()) is not None:
        if isinstance(message, bytes):
            await session.receive(client, message)
        elif messages.wants_end(message):
            await tell_end()
            await session.end()
