"""Worker processes on the real queue: killed, stopped, beside each other, before and after an upgrade."""

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scribe.jobs.dbos_queue import AtOnce, DbosQueue
from scribe.schema.job import JobState
from scribe.store.store import Places, Store, open_store
from tests.jobs.conftest import NOW, TOLD, Child, finalized, is_over, is_running, job, ticket, until
from tests.jobs.proxy import Wire

Start = Callable[..., Child]


def test_a_job_whose_worker_is_killed_midway_is_ended_by_another(
    places: Places, store: Store, child: Start
) -> None:
    encounter_id = finalized(store)
    first = child(places, SIMULATED_S="60")
    until(is_running(store, encounter_id))

    first.end(signal.SIGKILL)
    child(places)
    until(is_over(store, encounter_id))

    assert job(store, encounter_id).state is JobState.DONE
    assert store.encounters.get(encounter_id).revision == 1


def test_a_worker_that_is_stopped_hands_its_job_back_and_ends_well(
    tmp_path: Path, sqlite_store: Store, child: Start
) -> None:
    store = sqlite_store
    encounter_id = finalized(store)
    first = child(Places(tmp_path), SIMULATED_S="60")
    until(is_running(store, encounter_id))

    said = first.end(signal.SIGTERM)

    assert first.process.returncode == 0
    assert said.endswith("scribe: worker stopped\n")
    assert (job(store, encounter_id).state, job(store, encounter_id).tries) == (JobState.QUEUED, 0)


def test_two_workers_never_both_do_a_job(tmp_path: Path, new_database: Callable[[], str], child: Start) -> None:
    heard, places = tmp_path / "heard", Places(tmp_path, new_database())
    store = open_store(places)
    child(places, SIMULATED_S="0.3", HEARD_BY=str(heard))
    child(places, SIMULATED_S="0.3", HEARD_BY=str(heard))
    waiting = [finalized(store) for _ in range(6)]

    until(lambda: all(is_over(store, one)() for one in waiting))

    by = heard.read_text().split()
    assert len(by) == 6
    assert len(set(by)) == 2
    store.close()


def test_a_job_of_a_dead_worker_and_another_version_is_taken(
    tmp_path: Path, sqlite_store: Store, child: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, places = sqlite_store, Places(tmp_path)
    running, queued = finalized(store, TOLD), finalized(store, TOLD)
    monkeypatch.setattr("scribe.jobs.dbos_queue.VERSION", "0")
    old = DbosQueue(places, "gone", AtOnce(1, 1))
    old.start(lambda _: time.sleep(1))
    store.jobs.begin(ticket(store, running), "gone", NOW)
    old.put(ticket(store, queued))
    old.stop(0)
    monkeypatch.undo()

    child(places)
    until(lambda: is_over(store, running)() and is_over(store, queued)())

    assert job(store, running).state is JobState.DONE
    assert job(store, queued).state is JobState.DONE


def test_a_worker_goes_on_when_the_database_was_away(
    tmp_path: Path, new_database: Callable[[], str], child: Start, wire: Wire
) -> None:
    near = Places(tmp_path, new_database())
    store = open_store(near)
    far = replace(near, database_url=(near.database_url or "").replace(":5432", f":{wire.port}"))
    worker = child(far, SIMULATED_S="1")
    first = finalized(store)
    until(is_running(store, first))

    wire.cut()
    second = finalized(store)
    time.sleep(1)
    wire.join()
    until(lambda: is_over(store, first)() and is_over(store, second)())

    assert job(store, first).state is JobState.DONE
    assert job(store, second).state is JobState.DONE
    assert worker.process.poll() is None
    store.close()


def test_a_worker_stops_while_the_database_is_away(
    tmp_path: Path, new_database: Callable[[], str], child: Start, wire: Wire
) -> None:
    near = Places(tmp_path, new_database())
    store = open_store(near)
    far = replace(near, database_url=(near.database_url or "").replace(":5432", f":{wire.port}"))
    worker = child(far, SIMULATED_S="60")
    encounter_id = finalized(store)
    until(is_running(store, encounter_id))

    wire.cut()
    worker.end(signal.SIGTERM)

    assert worker.process.returncode == 0
    store.close()


@pytest.fixture
def wire() -> Iterator[Wire]:
    made = Wire()
    yield made
    made.close()
