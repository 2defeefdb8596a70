"""Retention: each kind goes at its age, nothing before it, and the quoted evidence stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scribe.jobs.housekeeping import housekeeping
from scribe.schema.errors import LegalHold, ObjectMissing, StoreUnavailable, UnknownEncounter
from scribe.schema.job import Step
from scribe.settings import embedded_defaults
from scribe.store.retention import Ages, Purged, due, purge
from scribe.store.store import Store
from scribe.store.values import StepKey
from tests.store.conftest import CONSENTED, LATER, NOW, append, begun, recorded
from tests.store.drafted import SPOKEN, UNQUOTED, result
from tests.store.test_encounters import SAID

AUDIO, WORDS, WHOLE = Ages(audio_days=30), Ages(transcript_days=30), Ages(encounter_days=30)
ALL = Ages(30, 30, 30)
DUE = LATER + timedelta(days=30)
EARLY = DUE - timedelta(seconds=1)


def drafted(store: Store, *sound: bytes) -> str:
    """A finalized encounter whose job is over, with a transcript, facts and a draft; gives its id."""
    encounter_id = recorded(store, *sound or (b"sound",))
    for step in (Step.TRANSCRIBE, Step.EXTRACT):
        key = StepKey(encounter_id, 0, step, "1", "a" * 64)
        store.values.save(key, SPOKEN.model_dump_json().encode(), LATER)
    store.values.save_draft(encounter_id, 1, result(), LATER)
    store.jobs.cancel(encounter_id, LATER)
    return encounter_id


def test_sound_of_its_age_goes_and_its_checksum_draft_and_transcript_stay(own_store: Store) -> None:
    encounter_id = drafted(own_store, b"first", b"second")
    before = own_store.encounters.get(encounter_id)

    purged = purge(own_store, AUDIO, DUE)

    after = own_store.encounters.get(encounter_id)
    assert purged == Purged(recordings=1)
    assert own_store.objects.of(encounter_id) == []
    assert (after.audio_expired, after.transcript_expired) == (True, False)
    assert after.recording_sha256 == before.recording_sha256
    assert own_store.values.draft(encounter_id) == result()


def test_words_of_their_age_go_and_the_evidence_a_draft_quotes_stays(own_store: Store) -> None:
    encounter_id = drafted(own_store)

    purged = purge(own_store, WORDS, DUE)

    draft = own_store.values.draft(encounter_id)
    assert draft is not None
    assert purged == Purged(transcripts=1)
    assert draft.transcript.segments == ()
    assert (draft.documentation, draft.codes, draft.note) == (result().documentation, result().codes, result().note)
    assert UNQUOTED not in draft.model_dump_json()
    assert "My low back hurts" in draft.model_dump_json()


def test_words_of_their_age_go_from_what_steps_gave(own_store: Store) -> None:
    encounter_id = drafted(own_store)

    purge(own_store, WORDS, DUE)

    assert own_store.values.transcript(encounter_id) is None
    assert own_store.values.load(StepKey(encounter_id, 0, Step.EXTRACT, "1", "a" * 64)) is None
    assert own_store.encounters.get(encounter_id).transcript_expired


def test_words_that_the_client_sent_go_too(own_store: Store) -> None:
    encounter_id = begun(own_store, SAID)
    own_store.encounters.finalize(encounter_id, LATER)
    own_store.jobs.cancel(encounter_id, LATER)

    purge(own_store, WORDS, DUE)

    assert own_store.encounters.get(encounter_id).told == SAID.model_copy(update={"transcript": None})


def test_words_that_a_retry_made_anew_go_again(own_store: Store) -> None:
    encounter_id = drafted(own_store)
    purge(own_store, WORDS, DUE)
    own_store.values.save_draft(encounter_id, 2, result(), DUE)

    assert purge(own_store, WORDS, DUE) == Purged(transcripts=1)
    assert purge(own_store, WORDS, DUE) == Purged()


def test_an_encounter_of_its_age_goes_whole_with_a_receipt(own_store: Store) -> None:
    encounter_id = drafted(own_store)

    purged = purge(own_store, WHOLE, DUE)

    assert purged == Purged(encounters=1)
    assert own_store.objects.of(encounter_id) == []
    assert own_store.encounters.delete(encounter_id, DUE, "requested").reason == "retention"
    with pytest.raises(UnknownEncounter):
        own_store.encounters.get(encounter_id)


@pytest.mark.parametrize(
    ("ages", "now"), [(ALL, EARLY), (Ages(), DUE + timedelta(days=9999))], ids=["early", "unset"]
)
def test_nothing_goes_before_its_age_or_without_one(own_store: Store, ages: Ages, now: object) -> None:
    drafted(own_store)

    assert purge(own_store, ages, now) == due(own_store, ages, now) == Purged()  # type: ignore[arg-type]


def test_nothing_goes_of_a_held_encounter(own_store: Store) -> None:
    encounter_id = drafted(own_store)
    own_store.encounters.hold(encounter_id, True, LATER)

    assert purge(own_store, ALL, DUE) == Purged()
    with pytest.raises(LegalHold):
        own_store.encounters.delete(encounter_id, DUE, "requested")


def test_nothing_goes_while_a_job_waits_or_runs(own_store: Store) -> None:
    encounter_id = recorded(own_store, b"sound")
    waiting = purge(own_store, ALL, DUE)
    ticket = own_store.jobs.ticket(encounter_id)
    assert ticket is not None
    own_store.jobs.begin(ticket, "w1", LATER)

    assert (waiting, purge(own_store, ALL, DUE)) == (Purged(), Purged())
    assert b"".join(own_store.recordings.stream(encounter_id)) == b"sound"


def test_nothing_goes_of_a_visit_that_is_retried_after_all_was_over(own_store: Store) -> None:
    encounter_id = drafted(own_store)
    own_store.jobs.retry(encounter_id, DUE)

    assert purge(own_store, ALL, DUE) == Purged()


def test_an_open_encounter_is_abandoned_after_the_age_of_encounters_alone(
    own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    encounter_id = begun(own_store)
    append(own_store, encounter_id, b"sound")
    monkeypatch.setattr(own_store.objects, "latest", lambda _: LATER)

    kept = purge(own_store, Ages(1, 1, None), DUE)
    early = purge(own_store, WHOLE, NOW + timedelta(days=30, seconds=-1))
    gone = purge(own_store, WHOLE, NOW + timedelta(days=30))

    assert (kept, early, gone) == (Purged(), Purged(), Purged(encounters=1))


def test_an_open_encounter_is_left_for_a_day_whatever_age_is_set(own_store: Store) -> None:
    begun(own_store)

    hours = [
        purge(own_store, Ages(encounter_days=0), NOW + timedelta(hours=hour)).encounters for hour in (1, 23, 24)
    ]

    assert hours == [0, 0, 1]


def test_an_encounter_made_long_before_its_visit_is_not_removed_while_that_runs(
    own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    encounter_id = begun(own_store)
    append(own_store, encounter_id, b"sound")
    monkeypatch.setattr(own_store.objects, "latest", lambda _: DUE - timedelta(minutes=1))

    during = purge(own_store, WHOLE, DUE)
    after = purge(own_store, WHOLE, DUE + timedelta(days=1))

    assert (during, after) == (Purged(), Purged(encounters=1))


def test_the_newest_object_of_a_recording_says_when_sound_came_last(own_store: Store) -> None:
    encounter_id = begun(own_store)
    none = own_store.objects.latest(encounter_id)
    append(own_store, encounter_id, b"sound", b"more")

    latest = own_store.objects.latest(encounter_id)

    assert none is None
    assert latest is not None
    assert abs(datetime.now(UTC) - latest) < timedelta(minutes=1)


def test_a_purge_says_beforehand_what_it_would_remove(own_store: Store) -> None:
    ids = [drafted(own_store) for _ in range(3)]

    told = due(own_store, Ages(30, 30, None), DUE)

    assert told == Purged(recordings=3, transcripts=3)
    assert [own_store.encounters.get(id_).audio_expired for id_ in ids] == [False] * 3
    assert purge(own_store, Ages(30, 30, None), DUE) == told


def test_encounters_of_every_tenant_go_at_their_age(own_store: Store) -> None:
    stored, _ = own_store.encounters.create(SAID, NOW, tenant="north")
    own_store.encounters.finalize(stored.id, LATER, tenant="north")
    own_store.jobs.cancel(stored.id, LATER)

    purged = purge(own_store, WHOLE, DUE)

    assert purged == Purged(encounters=1)
    with pytest.raises(UnknownEncounter):
        own_store.encounters.get(stored.id, "north")


def test_a_second_purge_finds_nothing(own_store: Store) -> None:
    drafted(own_store)
    purge(own_store, Ages(30, 30, None), DUE)

    assert purge(own_store, Ages(30, 30, None), DUE) == Purged()


def test_purges_at_once_remove_each_kind_once(own_store: Store) -> None:
    ids = [drafted(own_store) for _ in range(6)]

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: purge(own_store, WHOLE, DUE), range(3)))

    assert sum(one.encounters for one in found) == len(ids)
    assert [one.failed for one in found] == [0, 0, 0]


def test_sound_whose_removal_broke_off_is_expired_at_once_and_goes_next_time(
    own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    encounter_id = drafted(own_store, b"first", b"second")
    remove = own_store.objects.delete

    def after_one(names: list[str]) -> None:
        remove(names[:1])
        raise StoreUnavailable("The object store does not answer.")

    monkeypatch.setattr(own_store.objects, "delete", after_one)
    broken_off = purge(own_store, AUDIO, DUE)
    said = own_store.encounters.get(encounter_id).audio_expired
    monkeypatch.undo()

    assert (broken_off.recordings, broken_off.failed > 0, said) == (0, True, True)
    assert purge(own_store, Ages(), DUE) == Purged(recordings=1)
    assert own_store.objects.of(encounter_id) == []


def test_one_failure_does_not_keep_others_from_being_purged(
    own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = drafted(own_store), drafted(own_store)
    expire = own_store.recordings.expire

    def not_the_first(encounter_id: str) -> int:
        if encounter_id == first:
            raise ObjectMissing("A stored piece of sound is missing.")
        return expire(encounter_id)

    monkeypatch.setattr(own_store.recordings, "expire", not_the_first)

    assert purge(own_store, AUDIO, DUE) == Purged(recordings=1, failed=1)
    assert own_store.objects.of(second) == []


def test_a_store_that_is_away_ends_the_purge(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(6):
        drafted(own_store)

    def away(encounter_id: str) -> int:
        raise StoreUnavailable("The object store does not answer.")

    monkeypatch.setattr(own_store.recordings, "expire", away)

    with pytest.raises(StoreUnavailable):
        purge(own_store, AUDIO, DUE)


def test_pieces_of_chunks_broken_off_go_and_the_recording_stays(own_store: Store) -> None:
    encounter_id = begun(own_store)
    own_store.recordings.keep(encounter_id, 0, b"broken off")
    append(own_store, encounter_id, b"sound")
    own_store.encounters.finalize(encounter_id, LATER)

    purged = purge(own_store, Ages(), LATER)

    assert purged == Purged(strays=1)
    assert b"".join(own_store.recordings.stream(encounter_id)) == b"sound"


def test_what_a_broken_write_left_in_the_folder_goes(own_store: Store, tmp_path: Path) -> None:
    encounter_id = recorded(own_store, b"sound")
    left = tmp_path / "audio" / encounter_id / "000000000005-abcdef01#3"
    left.write_bytes(b"half an object")

    assert purge(own_store, Ages(), LATER) == Purged(strays=1)
    assert not left.exists()


def test_pieces_on_their_way_into_an_open_recording_stay(own_store: Store) -> None:
    encounter_id = begun(own_store)
    piece = own_store.recordings.keep(encounter_id, 0, b"on its way")

    purge(own_store, Ages(), LATER)

    assert own_store.recordings.commit(encounter_id, [piece]) == 10
    assert b"".join(own_store.recordings.stream(encounter_id)) == b"on its way"


def test_sound_left_of_a_deleted_encounter_goes(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    encounter_id = recorded(own_store, b"sound")

    def away(id_: str) -> int:
        raise StoreUnavailable("The object store does not answer.")

    monkeypatch.setattr(own_store.objects, "delete_all", away)
    own_store.encounters.delete(encounter_id, LATER, "requested")
    failed = purge(own_store, Ages(), DUE)
    monkeypatch.undo()

    assert (failed, len(own_store.objects.of(encounter_id))) == (Purged(failed=1), 1)
    assert purge(own_store, Ages(), DUE) == Purged(deleted=1)
    assert own_store.objects.of(encounter_id) == []


def test_a_chunk_that_came_after_the_deletion_goes(own_store: Store) -> None:
    encounter_id = recorded(own_store, b"sound")
    name, sealed = own_store.recordings.pieces(encounter_id)[0].object, b"sealed under a key that is gone"
    own_store.encounters.delete(encounter_id, LATER, "requested")
    own_store.objects.put(name, sealed)

    purge(own_store, Ages(), LATER + timedelta(hours=1))

    assert own_store.objects.of(encounter_id) == []


def test_the_hourly_housekeeping_follows_the_settings(own_store: Store, tmp_path: Path) -> None:
    drafted(own_store)
    settings = embedded_defaults(tmp_path).model_copy(
        update={"retain_audio_days": 30.0, "retain_transcript_days": 40}
    )

    assert housekeeping(own_store, settings, DUE) == Purged(recordings=1)
    assert housekeeping(own_store, settings, DUE + timedelta(days=10)) == Purged(transcripts=1)


def test_the_write_ahead_log_holds_nothing_after_a_purge(tmp_path: Path, own_store: Store) -> None:
    drafted(own_store)

    purge(own_store, WORDS, DUE)

    assert [path.stat().st_size for path in tmp_path.glob("*-wal")] in ([], [0])


def test_consent_outlives_sound_and_words(own_store: Store) -> None:
    encounter_id = drafted(own_store)

    purge(own_store, Ages(30, 30, None), DUE)

    assert own_store.encounters.get(encounter_id).consent == CONSENTED.consent
