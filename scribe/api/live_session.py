"""Live session: one running visit in this process, with one client at a time or, for some minutes, with none."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter, to_thread

from scribe.api import live_messages as messages
from scribe.api.live_client import LiveClient
from scribe.api.live_gaps import LiveGaps
from scribe.api.live_hearing import LiveHearing
from scribe.api.live_pace import Pace
from scribe.api.live_sound import LiveSound
from scribe.clock import now
from scribe.jobs.kept import KeptTranscript, transcript_key
from scribe.logs import log
from scribe.schema.checklist import Checklist
from scribe.schema.errors import ScribeError, StoreUnavailable, as_scribe_error
from scribe.schema.transcript import Transcript
from scribe.store.store import Store

if TYPE_CHECKING:
    from audio import Transcriber
    from audio.live_segments import LiveSegment


@dataclass(frozen=True)
class Means:
    """What all visits of a process share. The limiters say how many threads may do what."""

    store: Callable[[], Store]
    transcriber: "Callable[[], Transcriber]"
    pace: Pace
    storing: CapacityLimiter
    engine: CapacityLimiter
    reader: CapacityLimiter
    most_bytes: int


class LiveSession:
    """See the module. Its methods belong to one event loop."""

    def __init__(self, encounter_id: str, means: Means) -> None:
        self.encounter_id, self._means = encounter_id, means
        self._client: LiveClient | None = None
        self._sound = LiveSound(
            means.store, encounter_id, means.storing, means.pace, means.most_bytes, self._kept, self._not_kept
        )
        self._hearing = LiveHearing(
            means.transcriber, encounter_id, means.engine, means.pace, self._changed, self._say_failure
        )
        self._gaps = LiveGaps(encounter_id, means.reader, means.pace, self._ticked)
        self._door = asyncio.Lock()
        self._is_open = False
        self._tasks: list[asyncio.Task[None]] = []
        self._end: asyncio.Task[bool] | None = None
        self.is_over = False
        """Nothing more can be done with it; the next connection needs another."""

    @property
    def has_client(self) -> bool:
        """Whether somebody is connected."""
        return self._client is not None

    @property
    def is_worth_holding(self) -> bool:
        """Whether there is anything that a client who connects again would miss."""
        return bool(self._tasks) and not self.is_over

    async def attach(self, client: LiveClient) -> None:
        """Gives the visit to this client, takes it from another, and says where it stands.

        Raises OffsetMismatch where the recording has gone on elsewhere, which needs a new session, and whatever
        speaks against live sound of this encounter.
        """
        async with self._door:
            if self._client is not None:
                self._client.hang_up(messages.TAKEN_OVER)
                self._client = None
            if not self._is_open:
                await self._sound.open()
                self._is_open = True
                if self._sound.offset:
                    self._begin()
            else:
                await self._stand()
            if self.is_over:
                raise StoreUnavailable("The live session has just ended.", "Connect again.")
            client.say(messages.ready(self._sound.offset, self._hearing.shown.values()))
            client.say(messages.checklist(self._gaps.latest))
            if self._hearing.failure is not None:
                client.say(messages.failure(self._hearing.failure))
            self._client = client

    async def _stand(self) -> None:
        """What the last client sent is stored first, so that the next one need not send it again."""
        is_stored = await self._sound.flushed()
        if self._sound.broken is not None:
            raise self._sound.broken
        if not is_stored:
            raise StoreUnavailable("The store does not answer.", "Connect again.")
        await self._sound.check()

    def detach(self, client: LiveClient) -> None:
        """The client is gone."""
        if self._client is client:
            self._client = None

    async def receive(self, client: LiveClient, sound: bytes) -> None:
        """Takes the client's next bytes, once there is room for them."""
        await self._sound.room()
        if client is not self._client or self.is_over:
            return
        if self._end is not None:
            if self._end.done():  # the recording goes on after all: a new session hears it with what is stored
                self._stop(messages.RESTARTING)
            return
        self._begin()
        self._sound.put(sound)

    async def end(self) -> None:
        """Stores and hears what is left, keeps the transcript for the job, and tells the client. Repeatable.

        Never fails: what could not be done here, the job does.
        """
        if self._end is None and not self.is_over:
            self._begin()
            self._end = asyncio.create_task(self._to_the_end())
        if self._end is None:
            return
        is_ended = await asyncio.shield(self._end)  # it goes on where the one who asked is gone
        if not is_ended:
            self._end = None
        if self._client is not None:
            if is_ended:
                self._client.say(messages.ended(self._sound.offset))
            self._client.hang_up(messages.FINISHED if is_ended else messages.TRY_AGAIN)

    async def close(self, code: int = messages.RESTARTING) -> None:
        """Stores what waits and lets everything go."""
        await self._sound.flushed()
        self._stop(code)

    def _stop(self, code: int) -> None:
        self.is_over = True
        if self._client is not None:
            self._client.hang_up(code)
            self._client = None
        self._sound.stop()
        self._hearing.stop()
        for task in self._tasks:
            task.cancel()

    def _begin(self) -> None:
        """With the first sound: one who is only connected costs next to nothing."""
        if not self._tasks:
            work = (self._sound.run(), self._hearing.run(), self._gaps.run())
            self._tasks = [asyncio.create_task(one) for one in work]

    async def _to_the_end(self) -> bool:
        """Whether all sound is stored."""
        if not await self._sound.flushed():
            return False
        if not self._sound.offset:
            return True
        try:
            async with asyncio.timeout(self._means.pace.finish_within):
                transcript = await self._hearing.finish()
                await self._gaps.read()
                await self._keep(transcript)
        except TimeoutError:
            log("live hearing was not done in time", encounter_id=self.encounter_id)
        except Exception as error:  # noqa: BLE001  # the job hears the recording itself
            log("no live transcript", encounter_id=self.encounter_id, code=as_scribe_error(error).code)
        self._hearing.stop()
        return True

    async def _keep(self, transcript: Transcript | None) -> None:
        """Keeps the transcript where it is that of the recording, every byte of it."""
        sha256 = self._sound.sha256
        if transcript is not None and sha256 is not None and self._hearing.end == self._sound.offset:
            await to_thread.run_sync(self._save, transcript, sha256, limiter=self._means.storing)

    def _save(self, transcript: Transcript, sha256: str) -> None:
        asr = self._means.transcriber().component
        kept = KeptTranscript(transcript=transcript, asr=asr)
        key = transcript_key(self.encounter_id, sha256, asr)
        self._means.store().values.save(key, kept.model_dump_json().encode(), now())

    def _kept(self, start: int, sound: bytes) -> None:
        self._hearing.feed(start, sound)
        self._say(messages.ack, start + len(sound))

    def _not_kept(self, error: ScribeError) -> None:
        self._say_failure(error)
        if self._sound.broken is not None:
            self._stop(messages.close_code(error))

    def _changed(self, changed: "Sequence[LiveSegment]") -> None:
        for one in changed:
            self._say(messages.segment, one)
        self._gaps.hear([one.segment for one in changed if one.state.value == "final"])

    def _ticked(self, found: Checklist) -> None:
        self._say(messages.checklist, found)

    def _say_failure(self, error: ScribeError) -> None:
        self._say(messages.failure, error)

    def _say(self, message: Callable[[Any], str], content: Any) -> None:
        if self._client is not None:
            self._client.say(message(content))
