"""Encounters: made once a key, listed by pages that do not shift, finalized once, deleted with a receipt."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from scribe.schema.encounter import Setting
from scribe.schema.errors import (
    AlreadyFinalized,
    ChecksumMismatch,
    IdempotencyKeyReused,
    LegalHold,
    NothingReceived,
    ObjectMissing,
    OffsetMismatch,
    UnknownEncounter,
)
from scribe.schema.job import JobState, Step
from scribe.schema.request import EncounterRequest, SegmentRequest, TranscriptRequest
from scribe.schema.stored import EncounterState, NewEncounter
from scribe.store.database import reading
from scribe.store.store import Store
from scribe.store.tables import encounters
from tests.store.conftest import CONSENT, CONSENTED, LATER, NOW, append, begun, recorded

EMERGENCY = NewEncounter(encounter=EncounterRequest(setting=Setting.EMERGENCY))
SAID = NewEncounter(transcript=TranscriptRequest(segments=(SegmentRequest(text="My back hurts."),)))


def test_the_same_key_and_body_give_the_encounter_made_before(store: Store) -> None:
    first, made = store.encounters.create(CONSENTED, NOW, "same-key-and-body")

    again, made_again = store.encounters.create(CONSENTED, LATER, "same-key-and-body")

    assert (made, made_again) == (True, False)
    assert again == first


def test_the_same_key_with_another_body_is_refused(store: Store) -> None:
    store.encounters.create(CONSENTED, NOW, "another-body")

    with pytest.raises(IdempotencyKeyReused):
        store.encounters.create(EMERGENCY, NOW, "another-body")


def test_a_key_of_one_tenant_is_free_for_another(store: Store) -> None:
    _, made = store.encounters.create(CONSENTED, NOW, "tenants", tenant="one")

    other, made_too = store.encounters.create(EMERGENCY, NOW, "tenants", tenant="two")

    assert (made, made_too, other.told.encounter.setting) == (True, True, Setting.EMERGENCY)


def test_without_a_key_each_request_makes_an_encounter(store: Store) -> None:
    assert begun(store) != begun(store)


def test_requests_with_one_key_at_once_make_one_encounter(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.encounters.create(CONSENTED, NOW, "at-once"), range(8)))

    assert len({encounter.id for encounter, _ in found}) == 1
    assert sorted(made for _, made in found) == [False] * 7 + [True]


def test_more_readers_at_once_than_connections_all_get_their_answer(store: Store) -> None:
    encounter_id = begun(store)

    with ThreadPoolExecutor(60) as pool:
        found = list(pool.map(lambda _: store.encounters.get(encounter_id).id, range(300)))

    assert found == [encounter_id] * 300


def test_an_encounter_of_another_tenant_is_unknown(store: Store) -> None:
    encounter_id = begun(store)

    with pytest.raises(UnknownEncounter):
        store.encounters.get(encounter_id, tenant="another")


def test_pages_show_every_encounter_once_though_others_are_made_meanwhile(own_store: Store) -> None:
    ids = [begun(own_store) for _ in range(5)]

    first = own_store.encounters.page(2)
    begun(own_store)
    second = own_store.encounters.page(2, first.after)
    begun(own_store)
    third = own_store.encounters.page(2, second.after)

    shown = [encounter.id for page in (first, second, third) for encounter in page.encounters]
    assert shown == ids[::-1]
    assert third.after is None


def test_a_page_is_not_disturbed_by_the_deletion_of_what_it_ended_with(own_store: Store) -> None:
    ids = [begun(own_store) for _ in range(4)]
    first = own_store.encounters.page(2)

    own_store.encounters.delete(ids[2], LATER, "requested")

    assert [encounter.id for encounter in own_store.encounters.page(2, first.after).encounters] == [ids[1], ids[0]]


def test_a_page_of_one_state_holds_no_other(own_store: Store) -> None:
    finalized = recorded(own_store, b"sound")
    begun(own_store)

    page = own_store.encounters.page(10, state=EncounterState.FINALIZED)

    assert [encounter.id for encounter in page.encounters] == [finalized]


def test_consent_given_later_is_kept_and_not_overwritten(store: Store) -> None:
    encounter_id = begun(store, NewEncounter())

    stored = store.encounters.record_consent(encounter_id, CONSENT, LATER)
    again = store.encounters.record_consent(encounter_id, CONSENT, LATER)

    assert stored.consent == again.consent == CONSENT
    with pytest.raises(AlreadyFinalized):
        store.encounters.record_consent(
            encounter_id, CONSENT.model_copy(update={"given_by": "Somebody Else"}), LATER
        )


def test_of_two_consents_at_once_one_is_kept(store: Store) -> None:
    encounter_id = begun(store, NewEncounter())

    def consent(number: int) -> bool:
        try:
            store.encounters.record_consent(
                encounter_id, CONSENT.model_copy(update={"given_by": f"P{number}"}), LATER
            )
        except AlreadyFinalized:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(consent, range(4)))

    assert sorted(kept) == [False, False, False, True]


def test_a_finalized_recording_has_its_checksum_and_a_queued_job(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"first", b"second")

    stored, is_first = store.encounters.finalize(encounter_id, LATER)

    assert is_first
    assert stored.job is not None
    assert (stored.state, stored.finalized_at, stored.bytes_received) == (EncounterState.FINALIZED, LATER, 11)
    assert stored.recording_sha256 == hashlib.sha256(b"firstsecond").hexdigest()
    assert (stored.job.state, stored.job.step, stored.job.attempt) == (JobState.QUEUED, Step.TRANSCRIBE, 1)


def test_words_heard_elsewhere_are_drafted_without_transcription(store: Store) -> None:
    encounter_id = begun(store, SAID)

    stored, _ = store.encounters.finalize(encounter_id, LATER)

    assert stored.job is not None
    assert stored.job.step is Step.EXTRACT


def test_finalizing_again_changes_nothing(store: Store) -> None:
    encounter_id = recorded(store, b"sound")

    again, is_first = store.encounters.finalize(encounter_id, LATER + timedelta(hours=1))

    assert (is_first, again.finalized_at) == (False, LATER)
    assert again.job is not None
    assert again.job.attempt == 1


def test_finalizing_at_once_makes_one_job(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"sound")

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: store.encounters.finalize(encounter_id, LATER)[1], range(6)))

    assert sorted(found) == [False] * 5 + [True]


def test_a_recording_without_sound_or_words_is_not_finalized(store: Store) -> None:
    encounter_id = begun(store)

    with pytest.raises(NothingReceived):
        store.encounters.finalize(encounter_id, LATER)

    assert store.encounters.get(encounter_id).state is EncounterState.OPEN


def test_a_recording_that_is_not_the_one_sent_is_not_finalized(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"sound")

    with pytest.raises(ChecksumMismatch):
        store.encounters.finalize(encounter_id, LATER, hashlib.sha256(b"another").hexdigest())

    assert store.encounters.get(encounter_id).job is None


def test_a_chunk_that_comes_while_the_recording_is_read_back_belongs_to_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"first")
    read_back = store.recordings.sha256

    def meanwhile(id_: str, expected: str | None = None) -> str:
        monkeypatch.undo()
        found = read_back(id_, expected)
        append(store, id_, b"second")
        return found

    monkeypatch.setattr(store.recordings, "sha256", meanwhile)
    stored, _ = store.encounters.finalize(encounter_id, LATER)

    assert stored.recording_sha256 == hashlib.sha256(b"firstsecond").hexdigest()


def test_chunks_and_finalizing_at_once_leave_every_acknowledged_byte_under_the_checksum(store: Store) -> None:
    def visit(number: int) -> tuple[bool, int]:
        encounter_id = begun(store)
        append(store, encounter_id, b"a")
        with ThreadPoolExecutor(2) as pool:
            ended = pool.submit(store.encounters.finalize, encounter_id, LATER)
            acknowledged = pool.submit(_appended, store, encounter_id).result()
            stored = ended.result()[0]
        whole = b"".join(store.recordings.stream(encounter_id))
        return stored.recording_sha256 == hashlib.sha256(whole).hexdigest(), len(whole) - acknowledged

    assert [visit(number) for number in range(8)] == [(True, 0)] * 8


def _appended(store: Store, encounter_id: str) -> int:
    """Adds bytes until the recording is ended; gives how many were acknowledged, with the first."""
    count = 1
    for start in range(1, 30):
        try:
            count = store.recordings.commit(encounter_id, [store.recordings.keep(encounter_id, start, b"b")])
        except (AlreadyFinalized, OffsetMismatch):
            break
    return count


def test_a_deletion_leaves_a_receipt_and_nothing_else(store: Store) -> None:
    encounter_id = recorded(store, b"first", b"second")
    names = [piece.object for piece in store.recordings.pieces(encounter_id)]

    receipt = store.encounters.delete(encounter_id, LATER, "requested")

    assert (receipt.objects, receipt.bytes, receipt.reason) == (2, 11, "requested")
    assert store.objects.of(encounter_id) == []
    with pytest.raises(UnknownEncounter):
        store.encounters.get(encounter_id)
    with pytest.raises(ObjectMissing):
        store.objects.get(names[0])


def test_a_deletion_destroys_the_data_key(store: Store) -> None:
    encounter_id = recorded(store, b"sound")
    store.encounters.delete(encounter_id, LATER, "requested")

    with reading(store.engine) as connection:
        left = connection.execute(
            select(encounters.c.data_key_wrapped).where(encounters.c.id == encounter_id)
        ).all()

    assert left == []
    with pytest.raises(UnknownEncounter):
        store.keys.of(encounter_id)


def test_a_second_deletion_gives_the_first_receipt(store: Store) -> None:
    encounter_id = recorded(store, b"sound")
    first = store.encounters.delete(encounter_id, LATER, "requested")

    assert store.encounters.delete(encounter_id, LATER + timedelta(days=1), "requested") == first


def test_deletions_at_once_give_one_receipt(store: Store) -> None:
    encounter_id = recorded(store, b"sound")

    with ThreadPoolExecutor(6) as pool:
        minutes = [LATER + timedelta(minutes=minute) for minute in range(6)]
        found = list(pool.map(lambda at: store.encounters.delete(encounter_id, at, "requested"), minutes))

    assert len(set(found)) == 1


def test_an_encounter_that_never_was_is_not_deleted(store: Store) -> None:
    with pytest.raises(UnknownEncounter):
        store.encounters.delete("0" * 32, NOW, "requested")


def test_a_held_encounter_is_deleted_only_after_its_hold(store: Store) -> None:
    encounter_id = recorded(store, b"sound")
    store.encounters.hold(encounter_id, True, LATER)

    with pytest.raises(LegalHold):
        store.encounters.delete(encounter_id, LATER, "requested")

    store.encounters.hold(encounter_id, False, LATER)
    assert store.encounters.delete(encounter_id, LATER, "requested").objects == 1
