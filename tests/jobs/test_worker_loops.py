"""The loops of a worker, on a queue and locks that are only lists: whose jobs go back, and when."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread

from scribe.jobs.worker import Pace, Worker
from scribe.schema.errors import StoreUnavailable
from scribe.schema.job import JobState
from scribe.store.job_rows import Ticket
from scribe.store.store import Store
from tests.jobs.conftest import NOW, Bench, finalized, is_running, job, ticket, until

QUICK = Pace(sweep_s=0.01, reap_s=0.02, purge_s=0.02, rest_s=60.0, housekeeping_s=60.0, patience_s=0.0)


class FakeQueue:
    """Remembers tickets; ``away`` puts fail first. ``ends`` is what a stop answers."""

    def __init__(self, away: int = 0, ends: bool = True) -> None:
        self.tickets: list[Ticket] = []
        self.mended: list[Ticket] = []
        self.away, self.ends = away, ends

    def start(self, run: Callable[[Ticket], None]) -> None:
        self.run = run

    def put(self, ticket: Ticket) -> None:
        if self.away:
            self.away -= 1
            raise StoreUnavailable("The queue does not answer.")
        self.tickets.append(ticket)

    def stop(self, patience_s: float) -> bool:
        return self.ends

    def mend(self, waiting: Sequence[Ticket], is_dead: Callable[[str], bool]) -> int:
        self.mended += waiting
        return 0

    def purge(self, is_dead: Callable[[str], bool]) -> int:
        return 0


class FakeLocks:
    """Every worker named ``dead`` is."""

    held: str | None = None

    def hold(self, worker_id: str) -> None:
        self.held = worker_id

    def keep(self) -> None:
        """Held."""

    def is_dead(self, worker_id: str) -> bool:
        return worker_id == "dead"

    def alive(self) -> int:
        return 1

    def release(self) -> None:
        self.held = None


@contextmanager
def working(bench: Bench, queue: FakeQueue, housekeeping: Callable[[], None] = lambda: None) -> Iterator[None]:
    """A worker ``me`` in a thread, stopped at the end."""
    stop, locks = Event(), FakeLocks()
    worker = Worker("me", bench.store.jobs, queue, locks, bench.work("me"), bench.seen, housekeeping, QUICK)
    thread = Thread(target=worker.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert locks.held is None


def test_a_waiting_job_is_put_into_the_queue_once(sqlite_store: Store) -> None:
    bench, queue = Bench(sqlite_store), FakeQueue()

    with working(bench, queue):
        encounter_id = finalized(sqlite_store)
        until(lambda: len(queue.mended) > 3)

    assert queue.tickets == [ticket(sqlite_store, encounter_id)]


def test_a_queue_that_is_away_is_asked_again(sqlite_store: Store) -> None:
    bench, queue = Bench(sqlite_store), FakeQueue(away=3)

    with working(bench, queue):
        encounter_id = finalized(sqlite_store)
        until(lambda: queue.tickets)

    assert queue.tickets == [ticket(sqlite_store, encounter_id)]


def test_the_jobs_of_a_dead_worker_go_back_and_those_of_a_live_one_stay(sqlite_store: Store) -> None:
    bench, of_dead, of_live = Bench(sqlite_store), finalized(sqlite_store), finalized(sqlite_store)
    sqlite_store.jobs.begin(ticket(sqlite_store, of_dead), "dead", NOW)
    sqlite_store.jobs.begin(ticket(sqlite_store, of_live), "live", NOW)

    with working(bench, FakeQueue()):
        until(lambda: bench.seen.events)

    assert bench.seen.events == [("handed_back", "worker-died")]
    assert (job(sqlite_store, of_dead).state, job(sqlite_store, of_dead).tries) == (JobState.QUEUED, 1)
    assert is_running(sqlite_store, of_live)()


def test_a_job_this_worker_lost_track_of_goes_back(sqlite_store: Store) -> None:
    bench, encounter_id = Bench(sqlite_store), finalized(sqlite_store)
    sqlite_store.jobs.begin(ticket(sqlite_store, encounter_id), "me", NOW)

    with working(bench, FakeQueue()):
        until(lambda: bench.seen.events)

    assert bench.seen.events == [("handed_back", "lost-track")]


def test_a_job_whose_thread_does_not_end_is_handed_back_for_it(sqlite_store: Store) -> None:
    bench, queue, let_go = Bench(sqlite_store), FakeQueue(ends=False), Event()
    bench.transcriber.during = lambda: let_go.wait(10)
    encounter_id = finalized(sqlite_store)

    with working(bench, queue):
        until(lambda: queue.tickets)
        deep = Thread(target=queue.run, args=(queue.tickets[0],))
        deep.start()
        until(is_running(sqlite_store, encounter_id))
    let_go.set()
    deep.join()

    assert (job(sqlite_store, encounter_id).state, job(sqlite_store, encounter_id).tries) == (JobState.QUEUED, 0)


def test_housekeeping_is_done_from_the_start(sqlite_store: Store) -> None:
    done = Event()

    with working(Bench(sqlite_store), FakeQueue(), done.set):
        assert done.wait(5)
