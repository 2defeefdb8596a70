"""Stores, engines and workers for tests of jobs: nothing is heard, every wait is short."""

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from scribe.jobs.work import Means, Work
from scribe.pipeline.run import Parts
from scribe.schema.consent import Consent, ConsentMethod
from scribe.schema.job import Job, JobState
from scribe.schema.request import EncounterRequest, SegmentRequest, TranscriptRequest
from scribe.schema.result import Component, Result
from scribe.schema.stored import NewEncounter
from scribe.schema.transcript import SpeakerRole
from scribe.store.job_rows import Ticket
from scribe.store.store import Places, Store, open_store
from tests.build import DAY
from tests.jobs.simulated import FakeTranscriber

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CONSENT = Consent(given_by="Robin Example", obtained_by="Dr. Sample", obtained_at=NOW, method=ConsentMethod.VERBAL)
RECORDED = NewEncounter(encounter=EncounterRequest(date_of_service=DAY), consent=CONSENT)
TOLD = NewEncounter(
    encounter=EncounterRequest(date_of_service=DAY),
    transcript=TranscriptRequest(
        segments=(SegmentRequest(speaker_role=SpeakerRole.PATIENT, text="My lower back hurts since Monday."),)
    ),
)
_SERVER = "host=127.0.0.1 port=5432 user=root dbname=postgres connect_timeout=2"
_numbers = itertools.count()


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], str]]:
    """Makes PostgreSQL databases and gives their addresses; all are dropped at the end."""
    try:
        server = psycopg.connect(_SERVER, autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers on 127.0.0.1:5432 as root")
    names: list[str] = []

    def make() -> str:
        names.append(f"scribe_test_jobs_{os.getpid()}_{next(_numbers)}")
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(names[-1])))
        return f"postgresql://root@127.0.0.1:5432/{names[-1]}"

    yield make
    for name in names:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """Where a store is kept: each kind of database, empty."""
    if request.param == "sqlite":
        return Places(tmp_path)
    return Places(tmp_path, request.getfixturevalue("new_database")())


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    """An open store in each kind of database."""
    opened = open_store(places)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An open store in SQLite, for what does not depend on the database."""
    opened = open_store(Places(tmp_path))
    yield opened
    opened.close()


def finalized(store: Store, new: NewEncounter = RECORDED, sound: bytes = b"sound") -> str:
    """A finalized encounter whose job waits; gives its id."""
    encounter_id = store.encounters.create(new, NOW)[0].id
    if new.transcript is None:
        store.recordings.commit(encounter_id, [store.recordings.keep(encounter_id, 0, sound)])
    store.encounters.finalize(encounter_id, NOW)
    return encounter_id


def ticket(store: Store, encounter_id: str) -> Ticket:
    """The ticket of the job that waits."""
    waiting = store.jobs.ticket(encounter_id)
    assert waiting is not None
    return waiting


def job(store: Store, encounter_id: str) -> Job:
    """The latest attempt."""
    latest = store.jobs.latest(encounter_id)
    assert latest is not None
    return latest


class CountingReader:
    """The reader, counted."""

    def __init__(self) -> None:
        from scribe.extraction.reader import Reader

        self.reader, self.count = Reader(), 0

    @property
    def component(self) -> Component:
        return self.reader.component

    def extract(self, encounter: Any, transcript: Any) -> Any:
        self.count += 1
        return self.reader.extract(encounter, transcript)


class ListQueue:
    """A queue that only remembers what was put."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []

    def put(self, ticket: Ticket) -> None:
        self.tickets.append(ticket)


@dataclass
class Seen:
    """An observer that remembers."""

    events: list[tuple[str, object]] = field(default_factory=list)

    def transcribed(self, audio_s: float, work_s: float) -> None:
        self.events.append(("transcribed", audio_s))

    def drafted(self, result: Result, stop_to_draft_s: float) -> None:
        self.events.append(("drafted", stop_to_draft_s))

    def failed(self, code: str) -> None:
        self.events.append(("failed", code))

    def handed_back(self, code: str) -> None:
        self.events.append(("handed_back", code))


@dataclass
class Bench:
    """One worker's work on a store, run by hand."""

    store: Store
    transcriber: FakeTranscriber = field(default_factory=FakeTranscriber)
    reader: CountingReader = field(default_factory=CountingReader)
    seen: Seen = field(default_factory=Seen)
    queue: ListQueue = field(default_factory=ListQueue)
    patience_s: float = 0.0

    def work(self, worker_id: str = "a") -> Work:
        means = Means(
            store=self.store,
            transcriber=self.transcriber,  # type: ignore[arg-type]
            sound_of=lambda stored: stored.id,
            parts_of=lambda required: Parts(reader=self.reader, require_model=required),
            now=lambda: NOW,
            observer=self.seen,
        )
        return Work(means, self.queue, worker_id, self.patience_s)  # type: ignore[arg-type]


class Child:
    """A worker process with a simulated engine (tests/jobs/launch.py), in the settings of the places."""

    def __init__(self, places: Places, **simulated: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SCRIBE_")}
        environment |= {"SCRIBE_DATA_DIR": str(places.data_dir), "PYTHONPATH": os.pathsep.join(sys.path)}
        if places.database_url:
            environment["SCRIBE_DATABASE_URL"] = places.database_url
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.launch"],
            env=environment | simulated,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def end(self, number: int) -> str:
        """Sends the signal, and gives what the process said when it has ended."""
        self.process.send_signal(number)
        return self.process.communicate(timeout=30)[1].decode()


@pytest.fixture
def child() -> Iterator[Callable[..., Child]]:
    """Starts worker processes; all are ended with the test."""
    started: list[Child] = []

    def start(places: Places, **simulated: str) -> Child:
        started.append(Child(places, **simulated))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    """Waits until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not become true in time"
        time.sleep(0.02)


def is_over(store: Store, encounter_id: str) -> Callable[[], bool]:
    """Whether its job is over."""
    return lambda: job(store, encounter_id).state.is_over


def is_running(store: Store, encounter_id: str) -> Callable[[], bool]:
    """Whether a worker has its job."""
    return lambda: job(store, encounter_id).state is JobState.RUNNING
