"""What a signed visit rests on: kept by the database itself, but for an expiry and a rotation of keys."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from scribe.schema.errors import SignedNote
from scribe.schema.job import Step
from scribe.store.data_keys import DataKeys
from scribe.store.retention import Ages, purge
from scribe.store.store import Store
from scribe.store.values import StepKey
from tests.store.conftest import CONSENT, LATER, NOW, recorded
from tests.store.drafted import result
from tests.store.noted import WHO, attestation, signed
from tests.store.test_note_entries import run


def signed_visit(store: Store) -> str:
    """A visit with consent, sound, a transcript that was told, and a signed note."""
    encounter_id = recorded(store, b"sound")
    store.jobs.cancel(encounter_id, LATER)
    store.values.save_draft(encounter_id, 1, result(), NOW)
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE jobs SET state = 'done' WHERE encounter_id = :id"), {"id": encounter_id})
    store.notes.append(encounter_id, WHO, 1, attestation(), NOW)
    return encounter_id


@pytest.mark.parametrize(
    "change",
    [
        "consent_sealed = told_sealed",
        "consent_sealed = NULL",
        "told_sealed = consent_sealed",
        "recording_sha256 = 'x'",
        "recording_sha256 = NULL",
        "request_mac = 'x'",
        "created_at = finalized_at",
        "data_key_wrapped = told_sealed",
        "key_id = 'x'",
    ],
)
def test_the_database_itself_keeps_what_was_agreed_and_recorded_of_a_signed_visit(
    store: Store, change: str
) -> None:
    encounter_id = signed_visit(store)
    before = store.encounters.get(encounter_id)

    with pytest.raises(IntegrityError):
        run(store, f"UPDATE encounters SET {change} WHERE id = :id", id=encounter_id)

    assert store.encounters.get(encounter_id) == before


def test_what_may_be_changed_of_a_signed_visit_is_changed(own_store: Store) -> None:
    encounter_id = signed_visit(own_store)

    own_store.encounters.hold(encounter_id, True, LATER)
    own_store.encounters.hold(encounter_id, False, LATER)
    own_store.keys.rotate()
    own_store.keys.forget_unused()
    purge(own_store, Ages(audio_days=0, transcript_days=0), LATER)

    stored = own_store.encounters.get(encounter_id)
    assert (stored.audio_expired, stored.transcript_expired, stored.consent) == (True, True, CONSENT)


def test_a_consent_is_not_added_to_a_signed_visit(store: Store) -> None:
    encounter_id = signed(store)

    with pytest.raises(SignedNote):
        store.encounters.record_consent(encounter_id, CONSENT, LATER)


def test_the_consent_of_a_signed_visit_may_be_sent_again(store: Store) -> None:
    encounter_id = signed_visit(store)

    assert store.encounters.record_consent(encounter_id, CONSENT, LATER).consent == CONSENT


def test_words_of_a_signed_visit_expire_again_at_the_same_moment(own_store: Store) -> None:
    encounter_id = signed_visit(own_store)
    purge(own_store, Ages(transcript_days=0), LATER)
    own_store.values.save(StepKey(encounter_id, 0, Step.EXTRACT, "1", "a" * 64), b"words", LATER)

    purged = purge(own_store, Ages(transcript_days=0), LATER)

    assert (purged.transcripts, purged.failed) == (1, 0)


def test_a_signed_visit_that_another_rotation_came_to_first_is_left_as_it_is(
    own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    encounter_id = signed_visit(own_store)
    monkeypatch.setattr(DataKeys, "_under_other_keys", lambda *_: [encounter_id, encounter_id])

    _, count = own_store.keys.rotate()

    assert count == 1
    assert own_store.encounters.get(encounter_id).consent == CONSENT
