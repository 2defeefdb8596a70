"""Keeping: the store behind the routes, opened when it is first needed and shared by all threads."""

from asyncio import AbstractEventLoop, run_coroutine_threadsafe
from collections.abc import Callable, Coroutine
from threading import Lock
from time import monotonic
from typing import Any, Protocol

from scribe.assembly import open_liveness, open_store
from scribe.jobs.liveness import Liveness
from scribe.logs import log
from scribe.schema.errors import ScribeError, as_scribe_error
from scribe.settings import Settings
from scribe.store.store import Store

_NOT_AGAIN_WITHIN_S = 1.0
_LIVE_ENDS_WITHIN_S = 60.0
"""More than a live session gives itself (scribe.api.live_pace)."""


class RunningVisits(Protocol):
    """The visits that are heard live in this process (scribe.api.live_sessions)."""

    async def before_finalize(self, encounter_id: str) -> None:
        """Stores and hears what is left of a visit."""
        ...

    async def forget(self, encounter_id: str) -> None:
        """Ends a visit whose encounter is deleted."""
        ...


class Keeping:
    """Making one opens nothing, so that an app can be described without a database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.before_finalize: list[Callable[[str], None]] = []
        """Called with the encounter's id before its recording ends: what is heard live is put down first."""
        self.after_delete: list[Callable[[str], None]] = []
        """Called with the encounter's id once it is deleted."""
        self.stopping = False
        """Set by whoever stops the service: streams to clients end then, by themselves."""
        self._opening = Lock()
        self._store: Store | None = None
        self._liveness: Liveness | None = None
        self._failed: tuple[float, ScribeError] | None = None

    @property
    def store(self) -> Store:
        """Raises StoreUnavailable, SettingsError, KeyUnavailable.

        While a database is away, those who wait for the lock are told what the first one found: else each would
        wait for it anew, one after the other.
        """
        with self._opening:
            if self._store is None:
                if self._failed and monotonic() - self._failed[0] < _NOT_AGAIN_WITHIN_S:
                    raise self._failed[1].with_traceback(None)
                try:
                    self._store = open_store(self.settings)
                except ScribeError as error:
                    self._failed = (monotonic(), error)
                    raise
            return self._store

    def workers_alive(self) -> int:
        """How many workers hold their lock. Raises StoreUnavailable, SettingsError."""
        with self._opening:
            if self._liveness is None:
                self._liveness = open_liveness(self.settings)
            liveness = self._liveness
        return liveness.alive()

    def hears_live(self, live: RunningVisits, loop: AbstractEventLoop) -> None:
        """Has visits that run end before their recording does, and be let go when they are deleted."""

        def within(call: Callable[[str], Coroutine[Any, Any, None]]) -> Callable[[str], None]:
            return lambda encounter_id: run_coroutine_threadsafe(call(encounter_id), loop).result(
                _LIVE_ENDS_WITHIN_S
            )

        self.before_finalize.append(within(live.before_finalize))
        self.after_delete.append(within(live.forget))

    def open(self) -> None:
        """Opens the store at the start of the service; where it is away, a later request tries again."""
        try:
            _ = self.store
        except ScribeError as error:
            log("the store could not be opened", code=error.code)

    def close(self) -> None:
        """Lets the store go."""
        self.stopping = True
        with self._opening:
            if self._store is not None:
                self._store.close()
            self._store = None
            if self._liveness is not None:
                self._liveness.release()
            self._liveness = None

    def about_to_finalize(self, encounter_id: str) -> None:
        """Calls those who asked for it; one that fails holds nothing up: the recording itself is kept."""
        _each(self.before_finalize, encounter_id)

    def deleted(self, encounter_id: str) -> None:
        """Calls those who asked for it; one that fails holds nothing up."""
        _each(self.after_delete, encounter_id)


def _each(calls: list[Callable[[str], None]], encounter_id: str) -> None:
    for call in calls:
        try:
            call(encounter_id)
        except Exception as error:  # noqa: BLE001  # named by its code: its text may hold words of the visit
            log("something before the end failed", encounter_id=encounter_id, code=as_scribe_error(error).code)
