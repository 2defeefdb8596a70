"""Live sound: the bytes of a running visit on their way to the store, acknowledged when they are kept there."""

import asyncio
import contextlib
import hashlib
from collections.abc import Callable

from anyio import CapacityLimiter, to_thread

from scribe.api.live_pace import BYTES_A_SECOND, MOST_CAUGHT_UP_S, MOST_PENDING_BYTES, Pace
from scribe.api.uploads import takes_sound, too_large
from scribe.logs import log
from scribe.schema.errors import (
    OffsetMismatch,
    RecordingEnded,
    ScribeError,
    StepError,
    WrongAudioFormat,
    as_scribe_error,
)
from scribe.schema.stored import AudioFormat
from scribe.store.recordings import Piece
from scribe.store.store import Store

_WRITE_BYTES = BYTES_A_SECOND
"""So much is stored without waiting for more."""


class LiveSound:
    """One recording. ``offset`` bytes of it are kept, and some more may wait."""

    def __init__(
        self,
        store: Callable[[], Store],
        encounter_id: str,
        threads: CapacityLimiter,
        pace: Pace,
        most_bytes: int,
        kept: Callable[[int, bytes], None],
        failed: Callable[[ScribeError], None],
    ) -> None:
        """most_bytes: of the whole recording; more is refused.

        kept: told of each stretch that is on disk, and where it begins. failed: of an error, once an outage.

        A failed store is tried again; after any other error (``broken``) no more is taken.
        """
        self._store, self._id, self._threads, self._pace = store, encounter_id, threads, pace
        self._most, self._kept, self._failed = most_bytes, kept, failed
        self.offset = 0
        self.broken: ScribeError | None = None
        self._digest: hashlib._Hash | None = None
        self._piece: Piece | None = None
        self._flushing: set[asyncio.Task[None]] = set()
        self._pending = bytearray()
        self._arrived, self._hurry, self._room = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._room.set()
        self._storing = asyncio.Lock()
        self._is_failing = False

    @property
    def sha256(self) -> str | None:
        """Of what is kept; None where it began too far back to be read again."""
        return None if self._digest is None else self._digest.hexdigest()

    async def open(self) -> None:
        """Finds out where the recording stands; what is stored of a short one is told to ``kept``.

        Raises UnknownEncounter, WrongAudioFormat, EncounterConflict, ConsentMissing, AlreadyFinalized, StoreError.
        """
        self.offset, stored = await to_thread.run_sync(self._look, limiter=self._threads)
        if stored is not None:
            self._digest = hashlib.sha256(stored)
            if stored:
                self._kept(0, stored)

    async def check(self) -> None:
        """Whether the recording still stands where it stood. Raises as ``open``, and OffsetMismatch."""
        recordings = self._store().recordings
        await to_thread.run_sync(recordings.check_open, self._id, self.offset, limiter=self._threads)

    async def room(self) -> None:
        """Waits until more may be put. Whoever reads from a client waits here, and so does the client."""
        await self._room.wait()

    def put(self, sound: bytes) -> None:
        """The next bytes of the recording."""
        self._pending += sound
        if self._pending:
            self._arrived.set()
        if len(self._pending) >= _WRITE_BYTES:
            self._hurry.set()
        if len(self._pending) >= MOST_PENDING_BYTES:
            self._room.clear()

    async def run(self) -> None:
        """Stores what is put, about once a second, until cancelled or broken."""
        while self.broken is None:
            await self._arrived.wait()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), self._pace.durable_every)
            await self._flush()

    async def flushed(self) -> bool:
        """Whether all that waited is stored, within a time. What is being stored then goes on."""
        task = asyncio.create_task(self._flush())
        self._flushing.add(task)
        task.add_done_callback(self._flushing.discard)
        await asyncio.wait({task}, timeout=self._pace.flush_within)
        return task.done() and self.broken is None

    def stop(self) -> None:
        """Takes no more; what waits was not acknowledged and is let go."""
        self._break(RecordingEnded("The live session has ended.", "Connect again."))

    async def _flush(self) -> None:
        """Stores all that waits, however often the store must be asked, unless it is ``broken``."""
        async with self._storing:
            while self._pending and self.broken is None:
                await self._store_some()
            if not self._pending:
                self._arrived.clear()
                self._hurry.clear()

    async def _store_some(self) -> None:
        sound = bytes(self._pending[: self._piece.length if self._piece else None])
        try:
            await to_thread.run_sync(self._keep, self.offset, sound, limiter=self._threads)
        except Exception as error:  # noqa: BLE001  # whatever fails, nothing was acknowledged
            await self._not_kept(as_scribe_error(error))
            return
        self._is_failing = False
        start, self.offset = self.offset, self.offset + len(sound)
        del self._pending[: len(sound)]
        if len(self._pending) < MOST_PENDING_BYTES:
            self._room.set()
        if self._digest is not None:
            self._digest.update(sound)
        self._kept(start, sound)

    async def _not_kept(self, error: ScribeError) -> None:
        if not (isinstance(error, StepError) and error.retryable):
            self._break(error)
        if not self._is_failing:
            log("live sound is not kept", encounter_id=self._id, code=error.code)
            self._is_failing = True
            self._failed(error)
        if self.broken is None:
            await asyncio.sleep(self._pace.again_after)

    def _break(self, error: ScribeError) -> None:
        self.broken = self.broken or error
        self._pending.clear()
        self._room.set()

    def _keep(self, start: int, sound: bytes) -> None:
        if start + len(sound) > self._most:
            raise too_large()
        recordings = self._store().recordings
        # A piece whose commit gave no answer may be part of the recording: the same one is committed again.
        self._piece = self._piece or recordings.keep(self._id, start, sound)
        recordings.commit(self._id, [self._piece])
        self._piece = None

    def _look(self) -> tuple[int, bytes | None]:
        """The kept bytes, and the sound itself where it is short."""
        store = self._store()
        stored = store.encounters.of_any_tenant(self._id)
        takes_sound(stored)
        if stored.told.audio_format is not AudioFormat.PCM_S16LE_16K:
            raise WrongAudioFormat(
                "The encounter is not made for live sound.",
                f"Make one with audio_format {AudioFormat.PCM_S16LE_16K.value}.",
            )
        offset = store.recordings.received(self._id)
        with contextlib.suppress(OffsetMismatch):  # another request was adding to it; the first commit will tell
            store.recordings.check_open(self._id, offset)
        if offset > MOST_CAUGHT_UP_S * BYTES_A_SECOND:
            return offset, None
        sound = b"".join(store.recordings.stream(self._id))
        return len(sound), sound
