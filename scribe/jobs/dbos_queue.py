"""DbosQueue: the queue on DBOS, the only file that knows it. Its system database holds ids, counts and codes.

DBOS only brings tickets to workers. A workflow is one call of ``run`` without steps of its own: our job row says
whether there is anything to do, and our stored values which steps are done, so that nothing rests on a replay.
What DBOS would leave behind (entries of dead workers, of other versions, lost replies) ``mend`` enters anew.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore, Condition, Event, Thread
from time import monotonic
from typing import Any

from dbos import DBOS, DBOSConfig, Serializer, WorkflowStatus
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from scribe.logs import log
from scribe.schema.errors import StoreError, StoreUnavailable
from scribe.schema.job import Step
from scribe.store.database import as_store_error, database_url, is_damaged
from scribe.store.job_rows import Ticket
from scribe.store.store import Places

FILE_NAME = "jobs.db"
NAME = "scribe"
VERSION = "1"
"""Of what an entry holds. Not of the software: another version of that goes on with the entries it finds."""
WORKFLOW = "scribe-job"
TRANSCRIPTION, DRAFTING = "transcription", "drafting"
_POLL_S = 0.2
_SCHEMA = "dbos"
_TRIES = 3
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_AT_A_TIME = 500
_LOG_EVERY_S = 10.0
_END_S = 5.0


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How many jobs this process runs at the same time, of each kind."""

    transcriptions: int
    drafts: int


class DbosQueue:
    """See the module. One a process: DBOS is a singleton."""

    def __init__(self, places: Places, worker_id: str, at_once: AtOnce) -> None:
        """worker_id: under which liveness knows this process; DBOS calls it the executor."""
        self._url = database_url(places.database_url, places.data_dir)
        self._file = places.data_dir / FILE_NAME
        self._worker_id, self._at_once = worker_id, at_once
        # DBOS keeps one limit a queue in its database, of whichever worker came last: ours is ours.
        self._hearing = BoundedSemaphore(at_once.transcriptions)
        self._stopping = Event()
        self._changed = Condition()
        self._running: set[str] = set()
        self._suspects: set[str] = set()
        self._run: Callable[[Ticket], None] = lambda ticket: None
        self._engine: Engine | None = None

    def start(self, run: Callable[[Ticket], None]) -> None:
        """See Queue. Raises StoreError, StoreUnavailable."""
        self._run = run
        _quiet()
        with _ours():
            self._engine = _postgresql(self._url) if self._on_postgresql else _sqlite(self._file)
            DBOS(config=self._config(self._engine))
            DBOS.workflow(name=WORKFLOW, max_recovery_attempts=_TRIES)(_function(self._take))
            DBOS.launch()
            for name, limit in ((TRANSCRIPTION, self._at_once.transcriptions), (DRAFTING, self._at_once.drafts)):
                DBOS.register_queue(
                    name, worker_concurrency=limit, polling_interval_sec=_POLL_S, on_conflict="always_update"
                )

    def put(self, ticket: Ticket) -> None:
        """See Queue."""
        with _ours():
            DBOS.enqueue_workflow_with_options(
                {
                    "workflow_name": WORKFLOW,
                    "queue_name": TRANSCRIPTION if ticket.step is Step.TRANSCRIBE else DRAFTING,
                    "workflow_id": ticket.name,
                    "app_version": VERSION,
                },
                asdict(ticket),
            )

    def stop(self, patience_s: float) -> bool:
        """See Queue."""
        self._stopping.set()
        with self._changed:
            ended = self._changed.wait_for(lambda: not self._running, timeout=patience_s)
        # It waits for threads that may wait for a database that is away.
        ending = Thread(target=DBOS.destroy, kwargs={"destroy_registry": True}, daemon=True)
        ending.start()
        ending.join(timeout=_END_S)
        if self._engine is not None:
            self._engine.dispose()
        return ended and not ending.is_alive()

    def mend(self, waiting: Sequence[Ticket], is_dead: Callable[[str], bool]) -> int:
        """See Queue."""
        dead, count = lru_cache(maxsize=None)(is_dead), 0
        suspects, self._suspects = self._suspects, set()
        for start in range(0, len(waiting), _AT_A_TIME):
            tickets = waiting[start : start + _AT_A_TIME]
            entries = {one.workflow_id: one for one in _entries(workflow_ids=[one.name for one in tickets])}
            for ticket in tickets:
                if not self._will_come(entries.get(ticket.name), dead, suspects):
                    self._enter_anew(ticket, there=ticket.name in entries)
                    count += 1
        return count

    def purge(self, is_dead: Callable[[str], bool]) -> int:
        """See Queue. A job that waits behind a removed entry is entered anew by ``mend``."""
        dead = lru_cache(maxsize=None)(is_dead)
        gone = [one.workflow_id for one in _entries(status=_OVER, limit=_AT_A_TIME)]
        taken = _entries(status=["PENDING"], limit=_AT_A_TIME)
        gone += [one.workflow_id for one in taken if one.executor_id and dead(one.executor_id)]
        if gone:
            with _ours():
                DBOS.delete_workflows(gone, delete_children=True)
        return len(gone)

    def _will_come(self, entry: WorkflowStatus | None, dead: Callable[[str], bool], suspects: set[str]) -> bool:
        """Whether a worker will run the entry, or is about to."""
        if entry is None or entry.app_version != VERSION:
            return False
        if entry.status == "ENQUEUED":
            return entry.queue_name in (TRANSCRIPTION, DRAFTING)
        if entry.status != "PENDING" or not entry.executor_id:
            return False
        if entry.executor_id != self._worker_id:
            return not dead(entry.executor_id)
        with self._changed:
            mine = entry.workflow_id in self._running
        # Ours and not running: just taken, or the database's word that we took it was lost on its way. Seen twice,
        # it was lost.
        if not mine:
            self._suspects.add(entry.workflow_id)
        return mine or entry.workflow_id not in suspects

    def _enter_anew(self, ticket: Ticket, *, there: bool) -> None:
        if there:
            with _ours():
                DBOS.delete_workflow(ticket.name)
        self.put(ticket)

    def _take(self, given: dict[str, Any]) -> None:
        """The workflow. Whatever happens, it ends well: its outcome stands in the job row."""
        ticket = Ticket(given["encounter_id"], given["attempt"], given["hand_over"], Step(given["step"]))
        with self._noted(ticket), self._slot(ticket) as granted:
            if granted and not self._stopping.is_set():
                try:
                    self._run(ticket)
                except BaseException as error:  # noqa: BLE001  # DBOS would store and print its text
                    log("a job was left", encounter_id=ticket.encounter_id, code=type(error).__name__)

    @contextmanager
    def _noted(self, ticket: Ticket) -> Iterator[None]:
        with self._changed:
            self._running.add(ticket.name)
        try:
            yield
        finally:
            with self._changed:
                self._running.discard(ticket.name)
                self._changed.notify_all()

    @contextmanager
    def _slot(self, ticket: Ticket) -> Iterator[bool]:
        """Waits for its turn at the engine; False where the worker stops first. A draft waits for none."""
        if ticket.step is not Step.TRANSCRIBE:
            yield True
            return
        while not self._hearing.acquire(timeout=_POLL_S):
            if self._stopping.is_set():
                yield False
                return
        try:
            yield True
        finally:
            self._hearing.release()

    @property
    def _on_postgresql(self) -> bool:
        return self._url.get_backend_name() == "postgresql"

    def _config(self, engine: Engine) -> DBOSConfig:
        return {
            "name": NAME,
            "system_database_engine": engine,
            "dbos_system_schema": _SCHEMA,
            "use_listen_notify": False,
            "executor_id": self._worker_id,
            "application_version": VERSION,
            "serializer": IdsAsJson(),
            "enable_otlp": False,
            "log_level": "WARNING",
            "notification_listener_polling_interval_sec": _POLL_S,  # nobody listens, but a stop waits for it
            "scheduler_polling_interval_sec": 3600.0,
        }


class IdsAsJson(Serializer):
    """Plain JSON. Of an exception its class name alone: its text may hold what it failed at."""

    def serialize(self, data: Any) -> str:
        """The JSON; what is neither JSON nor an exception is named by its class."""
        return json.dumps(data, default=lambda other: {"class": type(other).__name__})

    def deserialize(self, serialized_data: str) -> Any:
        """What was serialized; an exception comes back as a mapping with its class name."""
        return json.loads(serialized_data)

    def name(self) -> str:
        """Written beside each value."""
        return "scribe_json"


def _function(method: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """The method as a plain function: DBOS writes attributes on it."""

    def job(given: dict[str, Any]) -> None:
        method(given)

    return job


def _entries(**wanted: Any) -> list[WorkflowStatus]:
    with _ours():
        return DBOS.list_workflows(**wanted, load_input=False, load_output=False)


def _sqlite(path: Path) -> Engine:
    """WAL, mode 0600. What a power failure takes is entered anew, so not every commit waits for the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)

    @event.listens_for(engine, "connect")
    def as_wanted(connection: Any, _: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url, pool_size=10, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 5}
    )


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        if is_damaged(error):
            raise StoreError(
                f"The queue's file {FILE_NAME} is damaged.", "Remove it: what waits stands in the database."
            ) from None
        raise as_store_error(error) from None
    except Exception as error:  # noqa: BLE001  # the vendor's errors have no common class; their texts are dropped
        raise StoreUnavailable(
            f"The queue does not answer ({type(error).__name__}).", "It is asked again."
        ) from None


class _CodesAlone(logging.Handler):
    """One line of ours now and then in place of the vendor's, which may hold the text of an exception."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._next = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Says that there was a warning, and where the vendor gave it."""
        if monotonic() >= self._next:
            self._next = monotonic() + _LOG_EVERY_S
            log("the queue warns", code=f"{record.levelname.lower()}:{record.module}:{record.lineno}")


def _quiet() -> None:
    logger = logging.getLogger("dbos")
    logger.handlers, logger.propagate = [_CodesAlone()], False
