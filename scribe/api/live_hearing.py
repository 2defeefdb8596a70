"""Live hearing: the words of a running visit, of the sound that is kept. Its failures cost no sound."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread

from scribe.api.live_pace import BYTES_A_SECOND, MOST_BEHIND_S, Pace
from scribe.logs import log
from scribe.schema.errors import EngineBusy, ScribeError, as_scribe_error
from scribe.schema.transcript import Transcript

if TYPE_CHECKING:
    from audio import Transcriber
    from audio.live import LiveTranscriber, LiveUpdate
    from audio.live_segments import LiveSegment

_HEARD_BETTER_LATER = frozenset({"not_delivered", "engine_failed"})
"""Gaps that a hearing of the whole recording would not have."""


class LiveHearing:
    """One visit's words so far in ``shown``, by id. The engine is asked in a thread, few visits at a time."""

    def __init__(
        self,
        transcriber: "Callable[[], Transcriber]",
        encounter_id: str,
        engine: CapacityLimiter,
        pace: Pace,
        changed: "Callable[[Sequence[LiveSegment]], None]",
        failed: Callable[[ScribeError], None],
    ) -> None:
        """changed: told of what is new or otherwise than before. failed: told once of the first failure."""
        self._transcriber, self._id, self._engine, self._pace = transcriber, encounter_id, engine, pace
        self._changed, self._failed = changed, failed
        self.shown: dict[str, LiveSegment] = {}
        self.failure: ScribeError | None = None
        self.end = 0
        """The byte up to which sound was fed."""
        self.is_whole = True
        """Nothing was left out of it."""
        self._live: LiveTranscriber | None = None
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._arrived = asyncio.Event()
        self._working = Lock()  # of threads: one that was abandoned may still be at work
        self._is_over = self._is_ending = False

    def feed(self, start: int, sound: bytes) -> None:
        """Sound that is kept. start: its first byte in the recording; what never came before it is a gap."""
        if self._is_over:
            return
        self.is_whole = self.is_whole and start == self.end
        self.end = start + len(sound)
        self._waiting.append((start, sound))
        if self._seconds_behind() > MOST_BEHIND_S:
            self._give_up(EngineBusy("The speech engine is too slow for this visit.", "Its words come afterwards."))
        self._arrived.set()

    async def run(self) -> None:
        """Hears what arrives, until cancelled or given up."""
        while not self._is_over:
            await self._arrived.wait()
            self._arrived.clear()
            while await self._step():
                pass

    async def finish(self) -> Transcript | None:
        """The transcript of all that was fed, or None where the recording must be heard as a whole."""
        self._is_ending = True
        while await self._step():
            pass
        live = self._live
        if self._is_over or live is None or not self.is_whole:
            return None
        transcript = await to_thread.run_sync(live.finish, limiter=self._engine, abandon_on_cancel=True)
        if any(gap.reason in _HEARD_BETTER_LATER for gap in transcript.coverage.gaps):
            return None
        return transcript

    def stop(self) -> None:
        """Lets go of the sound and of the engine. What is shown stays."""
        self._is_over = True
        self._waiting.clear()
        self._arrived.set()
        if self._live is not None:
            self._live.cancel()

    async def _step(self) -> bool:
        """One piece of work; whether there may be more."""
        if self._is_over:
            return False
        try:
            update = await to_thread.run_sync(self._work, limiter=self._engine, abandon_on_cancel=True)
        except Exception as error:  # noqa: BLE001  # whatever fails, the recording is heard later
            if not self._is_over:
                self._give_up(as_scribe_error(error))
            return False
        if self._is_over:
            return False
        self._show(update.changed)
        if update.failure is not None:
            self._tell(update.failure)
            await asyncio.sleep(self._pace.again_after)
        return update.worked or bool(self._waiting)

    def _work(self) -> "LiveUpdate":
        with self._working:
            live = self._live = self._live or self._transcriber().live()
            while self._waiting:
                _feed(live, *self._waiting.popleft())
            if self._is_over:
                live.cancel()
            elif self._is_ending:
                live.end()
            return live.step()

    def _show(self, changed: "Sequence[LiveSegment]") -> None:
        for one in changed:
            if one.state.value == "withdrawn":
                self.shown.pop(one.id, None)
            else:
                self.shown[one.id] = one
        if changed:
            self._changed(changed)

    def _seconds_behind(self) -> float:
        waiting = sum(len(sound) for _, sound in tuple(self._waiting)) / BYTES_A_SECOND
        return waiting + (self._live.seconds_behind if self._live else 0.0)

    def _tell(self, error: ScribeError) -> None:
        if self.failure is None:
            log("live hearing failed", encounter_id=self._id, code=error.code)
            self.failure = error
            self._failed(error)

    def _give_up(self, error: ScribeError) -> None:
        self._tell(error)
        self.stop()


def _feed(live: "LiveTranscriber", start: int, sound: bytes) -> None:
    """Fed by the byte where it begins; a sample of which the first half never came is left out."""
    heard = round(live.seconds_received * BYTES_A_SECOND)
    if start - heard <= 1:  # what goes on, perhaps in the middle of a sample
        live.feed(sound)
        return
    odd = start % 2
    live.feed(sound[odd:], (start + odd) / BYTES_A_SECOND)
