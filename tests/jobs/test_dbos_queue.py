"""The queue on DBOS, in this process: what it brings, what it keeps, and what it enters anew."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from scribe.jobs.dbos_queue import AtOnce, DbosQueue
from scribe.schema.errors import StoreError
from scribe.schema.job import Step
from scribe.store.job_rows import Ticket
from scribe.store.store import Places
from tests.jobs.conftest import until

NOBODY = "0123456789abcdef"
TICKET = Ticket("e1", 1, 1, Step.EXTRACT)


def alive(worker_id: str) -> bool:
    return False


def dead(worker_id: str) -> bool:
    return True


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[DbosQueue]:
    """A queue beside SQLite, not started."""
    made = DbosQueue(Places(tmp_path), "me", AtOnce(1, 4))
    yield made
    made.stop(0)


@pytest.fixture
def taken() -> list[Ticket]:
    return []


def test_a_ticket_put_twice_is_taken_once(queue: DbosQueue, taken: list[Ticket]) -> None:
    queue.start(taken.append)

    queue.put(TICKET)
    queue.put(TICKET)
    queue.put(Ticket("e2", 1, 1, Step.DRAFT))
    until(lambda: len(taken) == 2)

    assert {one.encounter_id for one in taken} == {"e1", "e2"}


def test_what_is_waiting_is_not_entered_anew(queue: DbosQueue) -> None:
    let_go = Event()
    queue.start(lambda _: let_go.wait(5) and None)
    heard = [Ticket("e1", 1, 1, Step.TRANSCRIBE), Ticket("e2", 1, 1, Step.TRANSCRIBE)]
    queue.put(heard[0])
    queue.put(heard[1])

    first, second = queue.mend(heard, alive), queue.mend(heard, alive)
    let_go.set()

    assert (first, second) == (0, 0)


def test_a_waiting_job_whose_entry_is_over_or_lost_is_entered_anew(queue: DbosQueue, taken: list[Ticket]) -> None:
    queue.start(taken.append)
    queue.put(TICKET)
    until(lambda: taken)
    never = Ticket("e2", 1, 1, Step.EXTRACT)

    until(lambda: queue.mend([TICKET], alive) == 1)
    mended = queue.mend([never], alive)
    until(lambda: len(taken) == 3)

    assert mended == 1
    assert taken.count(TICKET) == 2


def test_entries_that_are_over_are_removed(queue: DbosQueue, taken: list[Ticket]) -> None:
    queue.start(taken.append)
    queue.put(TICKET)
    until(lambda: taken)

    until(lambda: queue.purge(alive) == 1)

    assert queue.purge(dead) == 0


def test_what_a_job_fails_with_reaches_neither_the_file_nor_the_log(
    queue: DbosQueue, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    queue.start(_fail)
    queue.put(TICKET)

    until(lambda: "a job was left" in capfd.readouterr().err)
    until(lambda: queue.purge(alive) == 1)

    kept = b"".join(path.read_bytes() for path in tmp_path.glob("jobs.db*"))
    assert b"e1" in kept
    assert b"Robin" not in kept


def test_the_file_is_for_its_owner_alone(queue: DbosQueue, tmp_path: Path) -> None:
    queue.start(lambda _: None)

    assert stat.S_IMODE((tmp_path / "jobs.db").stat().st_mode) == 0o600


def test_a_stop_waits_for_what_runs(queue: DbosQueue, taken: list[Ticket]) -> None:
    let_go = Event()
    queue.start(_held(taken, let_go))
    queue.put(TICKET)
    until(lambda: taken)

    ended = queue.stop(0.1)
    let_go.set()

    assert not ended


def _fail(ticket: Ticket) -> None:
    raise ValueError("Robin Example said so")


def _held(taken: list[Ticket], let_go: Event) -> Callable[[Ticket], None]:
    def run(ticket: Ticket) -> None:
        taken.append(ticket)
        let_go.wait(5)

    return run


def test_a_damaged_file_of_the_queue_is_told_with_its_cure(queue: DbosQueue, tmp_path: Path) -> None:
    (tmp_path / "jobs.db").write_bytes(b"no database" * 1000)

    with pytest.raises(StoreError, match=r"jobs\.db is damaged\. Remove it"):
        queue.start(lambda ticket: None)
