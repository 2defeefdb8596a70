"""One job from its ticket to its end, run by hand: what is kept, what is skipped, and how it may stop."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from scribe.jobs.kept import KeptTranscript, transcript_key
from scribe.schema.errors import EngineFailed, StoreUnavailable
from scribe.schema.job import JobState, Step
from scribe.schema.transcript import Transcript
from scribe.store.store import Store
from tests.jobs.conftest import NOW, RECORDED, TOLD, Bench, finalized, job, ticket
from tests.jobs.simulated import FAKE_ENGINE, WORDS


def both(bench: Bench, encounter_id: str) -> None:
    """Both parts of a recorded job."""
    work = bench.work()
    work.run(ticket(bench.store, encounter_id))
    work.run(ticket(bench.store, encounter_id))


def test_a_recording_becomes_a_draft(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)

    both(bench, encounter_id)

    draft = store.values.draft(encounter_id)
    assert job(store, encounter_id).state is JobState.DONE
    assert draft is not None
    assert draft.encounter.id == encounter_id
    assert draft.provenance.asr == bench.transcriber.component
    assert [one for one, _ in bench.seen.events] == ["transcribed", "drafted"]


def test_a_visit_of_another_tenant_is_drafted_as_well(sqlite_store: Store) -> None:
    encounter_id = sqlite_store.encounters.create(TOLD, NOW, tenant="south")[0].id
    sqlite_store.encounters.finalize(encounter_id, NOW, tenant="south")

    Bench(sqlite_store).work().run(ticket(sqlite_store, encounter_id))

    assert job(sqlite_store, encounter_id).state is JobState.DONE


def test_the_draft_waits_in_the_queue_apart_from_the_transcription(sqlite_store: Store) -> None:
    bench, encounter_id = Bench(sqlite_store), finalized(sqlite_store)

    bench.work().run(ticket(sqlite_store, encounter_id))

    assert [one.step for one in bench.queue.tickets] == [Step.EXTRACT]
    assert job(sqlite_store, encounter_id).state is JobState.QUEUED


def test_words_that_were_told_are_drafted_without_an_engine(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store, TOLD)

    bench.work().run(ticket(store, encounter_id))

    draft = store.values.draft(encounter_id)
    assert draft is not None
    assert draft.provenance.asr is None
    assert bench.transcriber.heard == 0


def test_an_untold_date_of_service_is_the_day_of_the_encounter_and_marked(sqlite_store: Store) -> None:
    encounter_id = finalized(
        sqlite_store,
        TOLD.model_copy(update={"encounter": RECORDED.encounter.model_copy(update={"date_of_service": None})}),
    )

    Bench(sqlite_store).work().run(ticket(sqlite_store, encounter_id))

    draft = sqlite_store.values.draft(encounter_id)
    assert draft is not None
    assert draft.encounter.date_of_service == NOW.astimezone().date()
    assert draft.encounter.date_of_service_assumed


def test_a_step_whose_value_is_kept_is_not_done_again(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    both(bench, encounter_id)
    store.jobs.retry(encounter_id, NOW)

    both(bench, encounter_id)

    assert (bench.transcriber.heard, bench.reader.count) == (1, 1)
    assert store.encounters.get(encounter_id).revision == 2


def test_a_failure_is_written_by_its_code_and_may_be_retried_by_hand(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    bench.transcriber.during = raises(EngineFailed("The engine failed."))
    bench.work().run(ticket(store, encounter_id))
    failed = job(store, encounter_id)

    bench.transcriber.during = lambda: None
    store.jobs.retry(encounter_id, NOW)
    both(bench, encounter_id)

    assert failed.failure is not None
    assert (failed.state, failed.failure.code, failed.failure.retryable) == (JobState.FAILED, "engine-failed", True)
    assert bench.seen.events[0] == ("failed", "engine-failed")
    assert job(store, encounter_id).state is JobState.DONE


def test_of_the_unforeseen_only_the_class_is_written(sqlite_store: Store) -> None:
    bench, encounter_id = Bench(sqlite_store), finalized(sqlite_store)
    bench.transcriber.during = raises(ValueError("Robin Example said so"))

    bench.work().run(ticket(sqlite_store, encounter_id))

    failure = job(sqlite_store, encounter_id).failure
    assert failure is not None
    assert failure.code == "unexpected"
    assert "ValueError" in failure.detail
    assert "Robin" not in failure.detail


def test_a_job_cancelled_while_it_runs_gives_nothing(store: Store, quick_notes: None) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    bench.transcriber.during = lambda: store.jobs.cancel(encounter_id, NOW)

    bench.work().run(ticket(store, encounter_id))

    assert job(store, encounter_id).state is JobState.CANCELLED
    assert bench.transcriber.heard == 0
    assert bench.queue.tickets == []


def test_an_encounter_deleted_while_it_runs_leaves_nothing(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    bench.transcriber.during = lambda: store.encounters.delete(encounter_id, NOW, "requested")

    bench.work().run(ticket(store, encounter_id))

    assert store.jobs.latest(encounter_id) is None
    assert bench.seen.events == [("transcribed", 3.0)]


def test_a_worker_that_stops_hands_the_job_back_and_no_try_is_counted(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    work = bench.work()
    bench.transcriber.during = work.stop

    work.run(ticket(store, encounter_id))

    assert (job(store, encounter_id).state, job(store, encounter_id).tries) == (JobState.QUEUED, 0)
    assert bench.seen.events == [("handed_back", "worker-stops")]


def test_a_worker_given_up_for_dead_changes_nothing_when_it_wakes(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    bench.transcriber.during = lambda: (
        store.jobs.hand_back(job(store, encounter_id), "a", counts=True),
        store.jobs.begin(ticket(store, encounter_id), "b", NOW),
    )

    bench.work("a").run(ticket(store, encounter_id))

    assert [one.encounter_id for one in store.jobs.of_workers()["b"]] == [encounter_id]
    assert bench.queue.tickets == []


def test_a_ticket_that_comes_twice_is_worked_once(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    first = ticket(store, encounter_id)
    bench.work("a").run(first)

    bench.work("b").run(first)

    assert bench.transcriber.heard == 1


def test_a_job_that_ended_three_workers_is_given_up(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    begun_by_one_that_died(store, encounter_id, "a")
    begun_by_one_that_died(store, encounter_id, "b")
    begun_by_one_that_died(store, encounter_id, "c")

    bench.work("d").run(ticket(store, encounter_id))

    failure = job(store, encounter_id).failure
    assert failure is not None
    assert failure.code == "poison-job"
    assert bench.seen.events == [("failed", "poison-job")]
    assert bench.transcriber.heard == 0


def test_the_engine_is_let_go_after_a_time_without_recordings(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    work = bench.work()
    work._means = replace(work._means, unload_after_s=0.01)

    time.sleep(0.02)
    work.rest()

    assert bench.transcriber.unloaded == 1


def test_the_engine_is_kept_where_the_setting_says_so(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)

    bench.work().rest()

    assert bench.transcriber.unloaded == 0


def test_a_store_that_is_away_for_a_moment_fails_no_job(sqlite_store: Store) -> None:
    bench, encounter_id = Bench(sqlite_store, patience_s=5.0), finalized(sqlite_store)
    away = [StoreUnavailable("away"), StoreUnavailable("away")]
    bench.transcriber.during = lambda: away and raises(away.pop())()

    bench.work().run(ticket(sqlite_store, encounter_id))

    assert job(sqlite_store, encounter_id).step is Step.EXTRACT


def test_a_store_that_stays_away_fails_the_job_as_one_to_try_again(sqlite_store: Store) -> None:
    bench, encounter_id = Bench(sqlite_store), finalized(sqlite_store)
    bench.transcriber.during = raises(StoreUnavailable("away"))

    bench.work().run(ticket(sqlite_store, encounter_id))

    failure = job(sqlite_store, encounter_id).failure
    assert failure is not None
    assert (failure.code, failure.retryable) == ("store-unavailable", True)


def test_a_job_that_requires_a_model_fails_where_none_is_named(sqlite_store: Store) -> None:
    from scribe.assembly import build_parts
    from scribe.settings import embedded_defaults

    encounter_id = finalized(sqlite_store, TOLD.model_copy(update={"require_model": True}))
    work = Bench(sqlite_store).work()
    settings = embedded_defaults(sqlite_store.objects._folder)
    work._means = replace(work._means, parts_of=lambda required: build_parts(settings, require_model=required))

    work.run(ticket(sqlite_store, encounter_id))

    failure = job(sqlite_store, encounter_id).failure
    assert failure is not None
    assert failure.code == "settings"


def begun_by_one_that_died(store: Store, encounter_id: str, worker: str) -> None:
    """A worker takes the job and dies, and a peer hands it back."""
    begun = store.jobs.begin(ticket(store, encounter_id), worker, NOW)
    assert begun is not None
    store.jobs.hand_back(begun, worker, counts=True)


def raises(error: Exception) -> Callable[[], object]:
    """What raises it."""

    def during() -> None:
        raise error

    return during


@pytest.fixture
def quick_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is noted at every call."""
    monkeypatch.setattr("scribe.jobs.work._NOTE_EVERY_S", 0.0)


def test_a_draft_is_of_the_whole_recording_where_its_beginning_was_heard_at_a_later_time(store: Store) -> None:
    bench, encounter_id = Bench(store), finalized(store)
    beginning = KeptTranscript(transcript=Transcript(segments=WORDS.segments[:0]), asr=FAKE_ENGINE)
    key = transcript_key(encounter_id, "a" * 64, FAKE_ENGINE)
    store.values.save(key, beginning.model_dump_json().encode(), NOW + timedelta(hours=1))

    both(bench, encounter_id)

    draft = store.values.draft(encounter_id)
    assert draft is not None
    assert draft.transcript == WORDS
