"""Job rows: a worker's word counts while the job is its own; a poison job stops; a retry is the next attempt."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from scribe.schema.errors import NotFinalized, NotRetryable
from scribe.schema.job import Failure, Job, JobState, Step
from scribe.store.job_rows import MOST_TRIES, Ticket
from scribe.store.store import Store
from tests.store.conftest import LATER, NOW, begun, recorded
from tests.store.test_encounters import SAID

FAILURE = Failure(code="engine-failed", detail="The speech engine failed.", retryable=True)


@pytest.fixture
def ticket(store: Store) -> Ticket:
    found = store.jobs.ticket(recorded(store, b"sound"))
    assert found is not None
    return found


def begin(store: Store, ticket: Ticket | None, worker: str = "w1") -> Job:
    assert ticket is not None
    job = store.jobs.begin(ticket, worker, NOW)
    assert job is not None
    return job


def test_a_ticket_begins_its_job_once(store: Store, ticket: Ticket) -> None:
    job = begin(store, ticket)

    assert (job.state, job.tries, job.started_at) == (JobState.RUNNING, 1, NOW)
    assert store.jobs.begin(ticket, "w2", LATER) is None
    assert store.jobs.ticket(ticket.encounter_id) is None


def test_of_workers_that_begin_at_once_one_has_the_job(store: Store, ticket: Ticket) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda number: store.jobs.begin(ticket, f"w{number}", NOW), range(6)))

    assert sum(job is not None for job in found) == 1


def test_a_worker_given_up_for_dead_changes_nothing_more(store: Store, ticket: Ticket) -> None:
    job = begin(store, ticket)
    again = store.jobs.hand_back(job, "w1", counts=True)
    begin(store, again, "w2")

    changed = [
        store.jobs.at_step(job, "w1", Step.DRAFT),
        store.jobs.progress(job, "w1", 1, 2),
        store.jobs.end(job, "w1", LATER),
        store.jobs.hand_back(job, "w1", counts=True),
        store.jobs.hand_on(job, "w1", Step.DRAFT),
    ]

    assert changed == [False, False, False, None, None]
    assert [one.encounter_id for one in store.jobs.of_workers()["w2"]].count(ticket.encounter_id) == 1


def test_a_job_that_ended_three_workers_is_poison(store: Store, ticket: Ticket) -> None:
    next_ticket: Ticket | None = ticket
    for _ in range(MOST_TRIES):
        next_ticket = store.jobs.hand_back(begin(store, next_ticket), "w1", counts=True)

    assert next_ticket is not None
    assert store.jobs.begin(next_ticket, "w1", LATER) is None
    job = store.jobs.latest(ticket.encounter_id)
    assert job is not None
    assert job.failure is not None
    assert (job.state, job.failure.code, job.failure.retryable) == (JobState.FAILED, "poison-job", False)


def test_a_worker_that_is_only_stopped_takes_no_try_from_the_job(store: Store, ticket: Ticket) -> None:
    again = store.jobs.hand_back(begin(store, ticket), "w1", counts=False)

    assert begin(store, again).tries == 1


def test_a_step_handed_on_begins_with_all_its_tries(store: Store, ticket: Ticket) -> None:
    drafting = store.jobs.hand_on(begin(store, ticket), "w1", Step.EXTRACT)

    assert drafting is not None
    assert (drafting.step, drafting.hand_over) == (Step.EXTRACT, ticket.hand_over + 1)
    assert begin(store, drafting).tries == 1


def test_each_entry_into_the_queue_has_a_name_of_its_own(store: Store, ticket: Ticket) -> None:
    again = store.jobs.hand_back(begin(store, ticket), "w1", counts=True)

    assert again is not None
    assert again.name != ticket.name
    assert store.jobs.begin(ticket, "w2", LATER) is None


def test_progress_and_end_are_shown(store: Store, ticket: Ticket) -> None:
    job = begin(store, ticket)
    store.jobs.progress(job, "w1", 12.7, 60)
    running = store.jobs.latest(ticket.encounter_id)
    store.jobs.end(job, "w1", LATER, FAILURE)
    ended = store.jobs.latest(ticket.encounter_id)

    assert running is not None
    assert ended is not None
    assert (running.seconds_done, running.seconds_total) == (12, 60)
    assert (ended.state, ended.failure, ended.ended_at) == (JobState.FAILED, FAILURE, LATER)


def test_a_failed_job_is_retried_as_the_next_attempt(store: Store, ticket: Ticket) -> None:
    store.jobs.end(begin(store, ticket), "w1", LATER, FAILURE)

    job = store.jobs.retry(ticket.encounter_id, LATER)

    assert (job.attempt, job.state, job.step, job.tries, job.failure) == (
        2,
        JobState.QUEUED,
        Step.TRANSCRIBE,
        0,
        None,
    )


def test_a_retry_of_words_heard_elsewhere_waits_for_no_speech_engine(store: Store) -> None:
    encounter_id = begun(store, SAID)
    store.encounters.finalize(encounter_id, LATER)
    store.jobs.cancel(encounter_id, LATER)

    assert store.jobs.retry(encounter_id, LATER).step is Step.EXTRACT


def test_of_retries_at_once_one_counts(store: Store, ticket: Ticket) -> None:
    store.jobs.cancel(ticket.encounter_id, LATER)

    def retried(_: int) -> bool:
        try:
            store.jobs.retry(ticket.encounter_id, LATER)
        except NotRetryable:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(retried, range(4))) == [False, False, False, True]


def test_a_job_that_is_not_over_is_not_retried(store: Store, ticket: Ticket) -> None:
    with pytest.raises(NotRetryable):
        store.jobs.retry(ticket.encounter_id, LATER)


def test_a_cancelled_job_is_begun_by_nobody_and_ended_by_nobody(store: Store, ticket: Ticket) -> None:
    job = begin(store, ticket)

    cancelled = store.jobs.cancel(ticket.encounter_id, LATER)

    assert cancelled.state is JobState.CANCELLED
    assert not store.jobs.end(job, "w1", LATER)
    assert store.jobs.cancel(ticket.encounter_id, LATER).state is JobState.CANCELLED


def test_an_open_encounter_has_no_job_to_cancel_or_retry(store: Store) -> None:
    encounter_id = begun(store)

    assert store.jobs.latest(encounter_id) is None
    with pytest.raises(NotFinalized):
        store.jobs.cancel(encounter_id, LATER)
    with pytest.raises(NotFinalized):
        store.jobs.retry(encounter_id, LATER)


def test_waiting_jobs_are_given_oldest_first_and_counted(own_store: Store) -> None:
    first, second = recorded(own_store, b"a"), begun(own_store, SAID)
    own_store.encounters.finalize(second, NOW)

    assert [one.encounter_id for one in own_store.jobs.waiting()] == [second, first]
    assert own_store.jobs.counts() == {JobState.QUEUED: 2}
