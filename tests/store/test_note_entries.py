"""Histories of notes: appended against the latest revision, and kept as they are by the database itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from scribe.schema.errors import (
    AlreadySigned,
    DraftNotReady,
    NotSigned,
    SealBroken,
    SignedNote,
    StaleRevision,
    UnknownEncounter,
)
from scribe.schema.note_entry import EntryKind
from scribe.store.retention import Ages, purge
from scribe.store.store import Store
from scribe.store.verify import verify
from tests.store.conftest import LATER, NOW, begun
from tests.store.drafted import SPOKEN, UNQUOTED, result
from tests.store.noted import ADDENDUM, OVERRIDE, WHO, added, attestation, drafted, signed
from tests.store.test_encounters import SAID


def kinds(store: Store, encounter_id: str) -> list[EntryKind]:
    return [entry.kind for entry in store.notes.history(encounter_id, "local")]


def run(store: Store, statement: str, **values: object) -> int:
    with store.engine.execution_options(writes=True).begin() as connection:
        return connection.execute(text(statement), values).rowcount


def test_a_draft_is_the_first_entry(store: Store) -> None:
    encounter_id = drafted(store)

    history = store.notes.history(encounter_id, "local")

    assert [(entry.number, entry.kind, entry.by) for entry in history] == [(1, EntryKind.DRAFT, "scribe")]


def test_without_a_draft_there_is_no_note(store: Store) -> None:
    encounter_id = begun(store)

    with pytest.raises(DraftNotReady):
        store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)
    assert store.notes.history(encounter_id, "local") == ()


def test_what_is_written_comes_back(store: Store) -> None:
    encounter_id = drafted(store)

    store.notes.append(encounter_id, WHO, 1, OVERRIDE, LATER)

    entry = store.notes.history(encounter_id, "local")[1]
    assert (entry.number, entry.by, entry.made_at, entry.on_revision) == (2, "dr-sample", LATER, 1)
    assert entry.payload == OVERRIDE


def test_a_write_against_an_older_revision_is_stale_and_names_the_present_one(store: Store) -> None:
    encounter_id = drafted(store)
    store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)

    with pytest.raises(StaleRevision) as refused:
        store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)

    assert refused.value.revision == 2
    assert kinds(store, encounter_id) == [EntryKind.DRAFT, EntryKind.OVERRIDE]


def test_of_writes_at_one_moment_one_is_kept_and_the_others_are_stale(store: Store) -> None:
    encounter_id = drafted(store)

    def write(_: int) -> str:
        try:
            store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)
        except StaleRevision:
            return "stale"
        return "kept"

    with ThreadPoolExecutor(4) as pool:
        came = sorted(pool.map(write, range(4)))

    assert came == ["kept", "stale", "stale", "stale"]
    assert kinds(store, encounter_id) == [EntryKind.DRAFT, EntryKind.OVERRIDE]


def test_a_later_draft_makes_writes_on_the_one_before_stale(store: Store) -> None:
    encounter_id = drafted(store)
    store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)
    store.values.save_draft(encounter_id, 2, result(), LATER)

    with pytest.raises(StaleRevision):
        store.notes.append(encounter_id, WHO, 2, OVERRIDE, NOW)
    store.notes.append(encounter_id, WHO, 3, OVERRIDE, NOW)

    assert kinds(store, encounter_id) == ["draft", "override", "draft", "override"]


def test_another_tenant_sees_no_history(store: Store) -> None:
    encounter_id = drafted(store)

    with pytest.raises(UnknownEncounter):
        store.notes.history(encounter_id, "another")


def test_after_signing_only_additions_are_taken(store: Store) -> None:
    encounter_id = signed(store)

    with pytest.raises(AlreadySigned):
        store.notes.append(encounter_id, WHO, 2, OVERRIDE, NOW)
    added(store, encounter_id, 2)

    assert kinds(store, encounter_id) == ["draft", "attestation", "addendum"]


def test_a_note_that_is_not_signed_takes_no_addendum(store: Store) -> None:
    encounter_id = drafted(store)

    with pytest.raises(NotSigned):
        store.notes.append(encounter_id, WHO, 1, ADDENDUM, NOW)


def test_a_signed_note_is_not_drafted_anew(store: Store) -> None:
    encounter_id = signed(store)
    run(
        store,
        "INSERT INTO jobs (encounter_id, attempt, state, step, tries, hand_over, queued_at) "
        "VALUES (:id, 1, 'done', 'draft', 1, 1, '2026-11-20 09:00:00')",
        id=encounter_id,
    )

    with pytest.raises(AlreadySigned):
        store.jobs.retry(encounter_id, LATER)
    assert store.jobs.ticket(encounter_id) is None


def test_a_note_that_is_drafted_anew_at_this_moment_is_not_signed(store: Store) -> None:
    encounter_id = begun(store, SAID)
    store.encounters.finalize(encounter_id, NOW)
    store.values.save_draft(encounter_id, 1, result(), NOW)

    with pytest.raises(DraftNotReady):
        store.notes.append(encounter_id, WHO, 1, attestation(), NOW)
    assert kinds(store, encounter_id) == ["draft"]


def test_an_encounter_with_a_signed_note_is_not_deleted(store: Store) -> None:
    encounter_id = signed(store)

    with pytest.raises(SignedNote):
        store.encounters.delete(encounter_id, NOW, "requested")

    assert kinds(store, encounter_id) == ["draft", "attestation"]


def test_an_encounter_whose_note_is_not_signed_is_deleted_with_its_history(store: Store) -> None:
    encounter_id = drafted(store)
    store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)

    store.encounters.delete(encounter_id, NOW, "requested")

    assert run(store, "DELETE FROM note_entries WHERE encounter_id = :id", id=encounter_id) == 0


def test_retention_passes_signed_notes_over(own_store: Store) -> None:
    kept, gone = signed(own_store), drafted(own_store)
    run(own_store, "UPDATE encounters SET state = 'finalized', finalized_at = created_at")

    purged = purge(own_store, Ages(encounter_days=0), LATER)

    assert (purged.encounters, purged.failed) == (1, 0)
    assert kinds(own_store, kept) == ["draft", "attestation"]
    with pytest.raises(UnknownEncounter):
        own_store.encounters.get(gone)


def test_the_spoken_words_of_a_signed_note_may_expire_and_its_history_stays_whole(own_store: Store) -> None:
    encounter_id = signed(own_store)
    run(own_store, "UPDATE encounters SET state = 'finalized', finalized_at = created_at")

    purge(own_store, Ages(transcript_days=0), LATER)

    kept = own_store.values.draft(encounter_id)
    assert kept is not None
    assert kept.transcript.segments == ()
    assert SPOKEN.segments[2].text == UNQUOTED
    assert UNQUOTED not in own_store.notes.history(encounter_id, "local")[0].model_dump_json()
    assert verify(own_store).breaks == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note_entries SET kind = 'draft' WHERE encounter_id = :id",
        "UPDATE note_entries SET made_at = made_at WHERE encounter_id = :id",
        "DELETE FROM note_entries WHERE encounter_id = :id",
        "DELETE FROM encounters WHERE id = :id",
        "UPDATE encounters SET id = 'other' WHERE id = :id",
        "UPDATE encounters SET tenant = 'other' WHERE id = :id",
        "DELETE FROM drafts WHERE encounter_id = :id",
        "UPDATE drafts SET made_at = '2020-01-01' WHERE encounter_id = :id",
        "UPDATE drafts SET result_sha256 = 'x', transcript_sealed = NULL WHERE encounter_id = :id",
        "INSERT INTO drafts SELECT encounter_id, 2, made_at, result_sha256, result_sealed, NULL FROM drafts "
        "WHERE encounter_id = :id",
        "INSERT INTO note_entries SELECT encounter_id, 9, 'addendum', made_at, 'x', on_revision, payload_sealed, "
        "payload_sha256, previous_hash, entry_hash FROM note_entries WHERE encounter_id = :id AND number = 1",
        "INSERT INTO note_entries SELECT encounter_id, 3, 'edit', made_at, 'x', on_revision, payload_sealed, "
        "payload_sha256, previous_hash, entry_hash FROM note_entries WHERE encounter_id = :id AND number = 1",
        "UPDATE audit_log SET subject = 'other' WHERE encounter_id = :id",
        "DELETE FROM audit_log WHERE encounter_id = :id",
        "INSERT INTO audit_log SELECT tenant, 1, at, 'other', roles, action, encounter_id, revision, note_hash, "
        "previous_hash, entry_hash, entry_mac FROM audit_log WHERE encounter_id = :id AND revision = 1",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_signed(store: Store, statement: str) -> None:
    encounter_id = signed(store)
    statement = (
        statement.replace("made_at = '2020-01-01'", "made_at = TIMESTAMP '2020-01-01'")
        if (store.engine.dialect.name == "postgresql")
        else statement
    )

    with pytest.raises(IntegrityError):
        run(store, statement, id=encounter_id)

    assert kinds(store, encounter_id) == ["draft", "attestation"]
    assert verify(store, encounter_id).breaks == ()


@pytest.mark.parametrize("table", ["note_entries", "audit_log"])
def test_sqlite_replaces_no_row(own_store: Store, table: str) -> None:
    if own_store.engine.dialect.name != "sqlite":
        pytest.skip("REPLACE is a word of SQLite")
    signed(own_store)

    with pytest.raises(IntegrityError):
        run(own_store, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO encounters SELECT * FROM encounters WHERE id = :id",
        "UPDATE OR REPLACE encounters SET id = :id WHERE id = :other",
        "INSERT OR REPLACE INTO drafts SELECT * FROM drafts WHERE encounter_id = :id",
        "UPDATE OR REPLACE drafts SET encounter_id = :id WHERE encounter_id = :other",
        "UPDATE OR REPLACE note_entries SET encounter_id = :id WHERE encounter_id = :other",
    ],
)
def test_sqlite_replaces_nothing_that_is_signed(own_store: Store, statement: str) -> None:
    if own_store.engine.dialect.name != "sqlite":
        pytest.skip("REPLACE is a word of SQLite")
    encounter_id, other = signed(own_store), drafted(own_store)
    own_store.notes.append(other, WHO, 1, OVERRIDE, NOW)

    with pytest.raises(IntegrityError):
        run(own_store, statement, id=encounter_id, other=other)

    assert verify(own_store).breaks == ()
    assert kinds(own_store, encounter_id) == ["draft", "attestation"]


@pytest.mark.parametrize("table", ["note_entries", "audit_log", "encounters"])
def test_postgresql_truncates_no_history(own_store: Store, table: str) -> None:
    if own_store.engine.dialect.name != "postgresql":
        pytest.skip("TRUNCATE is a word of PostgreSQL")
    signed(own_store)

    with pytest.raises(IntegrityError):
        run(own_store, f"TRUNCATE {table} CASCADE")


def test_an_unsigned_history_is_append_only_too(store: Store) -> None:
    encounter_id = drafted(store)
    store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)

    with pytest.raises(IntegrityError):
        run(store, "DELETE FROM note_entries WHERE encounter_id = :id", id=encounter_id)

    assert kinds(store, encounter_id) == ["draft", "override"]


def test_each_entry_stands_in_the_audit_log(store: Store) -> None:
    encounter_id = signed(store)

    told = store.audit.page("local", encounter_id)

    entries = store.notes.history(encounter_id, "local")
    assert [(one.action, one.subject) for one in told] == [
        ("note.draft", "scribe"),
        ("note.attestation", "dr-sample"),
    ]
    assert [one.note_hash for one in told] == [entry.entry_hash for entry in entries]


def test_a_signature_under_another_note_is_found(store: Store) -> None:
    encounter_id = drafted(store)
    wrong = attestation().model_copy(update={"result_sha256": "0" * 64})
    store.notes.append(encounter_id, WHO, 1, wrong, NOW)

    breaks = verify(store, encounter_id).breaks

    assert [(one.number, one.what) for one in breaks] == [(2, "signs another note than the one before it")]


def test_a_signature_in_the_name_of_another_is_found(store: Store) -> None:
    encounter_id = drafted(store)
    forged = attestation().model_copy(update={"by": "dr-other"})
    store.notes.append(encounter_id, WHO, 1, forged, NOW)

    breaks = verify(store, encounter_id).breaks

    assert [(one.number, one.what) for one in breaks] == [(2, "is by another than who signed")]


def test_a_deleted_history_that_was_not_signed_is_no_break(own_store: Store) -> None:
    encounter_id = drafted(own_store)
    own_store.notes.append(encounter_id, WHO, 1, OVERRIDE, NOW)
    own_store.encounters.delete(encounter_id, NOW, "requested")

    found = verify(own_store)

    assert (found.breaks, found.records) == ((), 3)


def test_histories_are_whole_after_the_keys_were_rotated(own_store: Store) -> None:
    encounter_id = signed(own_store)

    own_store.keys.rotate()

    assert verify(own_store).breaks == ()
    assert len(own_store.notes.history(encounter_id, "local")) == 2


def test_a_changed_entry_is_not_read_as_history(own_store: Store) -> None:
    encounter_id = signed(own_store)
    for statement in DISARMED[own_store.engine.dialect.name]:
        run(own_store, statement)
    run(own_store, "UPDATE note_entries SET on_revision = 7 WHERE number = 2")

    with pytest.raises(SealBroken):
        own_store.notes.history(encounter_id, "local")


DISARMED = {
    "sqlite": ("DROP TRIGGER note_entries_same",),
    "postgresql": ("ALTER TABLE note_entries DISABLE TRIGGER note_entries_same",),
}
"""How whoever owns the database gets past its triggers."""
