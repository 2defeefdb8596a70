"""Notes: the history of each encounter's note. Entries are appended against the latest revision and never changed.

The draft of a job is the first entry; it is put into the history by the first write that follows it, and until then
it is shown as the entry it will be.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, Row, insert, select

from scribe.schema.audit import event_of
from scribe.schema.errors import AlreadySigned, DraftNotReady, NotSigned, SealBroken, StaleRevision
from scribe.schema.note_entry import DraftMade, EntryKind, NoteEntry, Payload
from scribe.schema.principal import Principal
from scribe.store.audit_log import BY_SOFTWARE, AuditLog, moment, moment_of, software
from scribe.store.chain import FIRST, entry_hash, payload_hash
from scribe.store.crypto import DataKey
from scribe.store.data_keys import DataKeys
from scribe.store.database import reading, writing
from scribe.store.encounters import found, locked
from scribe.store.job_rows import works
from scribe.store.latest_draft import latest_draft
from scribe.store.tables import note_entries

PAYLOAD: TypeAdapter[Payload] = TypeAdapter(Payload)


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a chain ends."""

    number: int = 0
    hash: str = FIRST
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A note at a revision, and the kinds of the entries that were made on its draft."""

    revision: int
    written: tuple[EntryKind, ...]


class Notes:
    """See the module. Every method takes the tenant and shows nothing of another one."""

    def __init__(self, engine: Engine, keys: DataKeys, audit: AuditLog) -> None:
        self._engine, self._keys, self._audit = engine, keys, audit

    def history(self, encounter_id: str, tenant: str) -> tuple[NoteEntry, ...]:
        """The entries in their order; none where there is no draft.

        Raises UnknownEncounter; SealBroken where an entry is not what it was.
        """
        with reading(self._engine) as connection:
            row = found(connection, encounter_id, tenant)
            key = self._keys.of_row(row)
            rows = _entries(connection, encounter_id)
            waiting = _waiting(connection, encounter_id, rows, key)
        _check_chain(tenant, rows)
        entries = [_entry(each, key) for each in rows]
        if waiting is not None:
            entries.append(_of_draft(waiting, len(rows) + 1, key))
        return tuple(entries)

    def standing(self, connection: Connection, row: Row[Any]) -> Standing:
        """What stands on the latest draft of an encounter whose row is locked. Raises SealBroken."""
        rows = _entries(connection, row.id)
        if _waiting(connection, row.id, rows, self._keys.of_row(row)) is not None:
            return Standing(len(rows) + 1, ())
        drafted = [each.number for each in rows if each.kind == EntryKind.DRAFT.value]
        written = tuple(EntryKind(each.kind) for each in rows if drafted and each.number > drafted[-1])
        return Standing(len(rows), written)

    def append(
        self,
        encounter_id: str,
        who: Principal,
        on_revision: int,
        payload: Payload,
        now: datetime,
    ) -> NoteEntry:
        """Adds what somebody wrote on this revision, and says so in the audit log, in one transaction.

        Raises UnknownEncounter, DraftNotReady, StaleRevision, AlreadySigned, NotSigned; nothing is kept then.
        """
        with writing(self._engine) as connection:
            row = locked(connection, encounter_id, who.tenant)
            key = self._keys.of_row(row)
            rows = _entries(connection, encounter_id)
            head = _head(rows)
            waiting = _waiting(connection, encounter_id, rows, key)
            _check(head, head.number + (waiting is not None), on_revision, payload.kind)
            if not payload.kind.follows_signature and works(connection, encounter_id):
                # Neither signed, nor worked on: the draft to come would begin without what is written now.
                raise DraftNotReady("A job drafts this note anew.", "Wait for it, or cancel it.")
            if waiting is not None:
                drafted = _of_draft(waiting, head.number + 1, key)
                head = _insert(connection, who.tenant, encounter_id, key, head, drafted)
                told = event_of(software(who.tenant), "note.draft", encounter_id, head.number, head.hash)
                self._audit.append(connection, told, now)
            entry = NoteEntry(
                number=head.number + 1, made_at=now, by=who.subject, on_revision=on_revision, payload=payload
            )
            head = _insert(connection, who.tenant, encounter_id, key, head, entry)
            told = event_of(who, f"note.{payload.kind}", encounter_id, head.number, head.hash)
            self._audit.append(connection, told, now)
        return entry.model_copy(update={"entry_hash": head.hash})


def place(number: int) -> str:
    """Where a payload belongs (see DataKey.seal)."""
    return f"note_entries/payload/{number}"


def _check(head: _Head, revision: int, on_revision: int, kind: EntryKind) -> None:
    if not revision:
        raise DraftNotReady("There is no draft yet, so there is no note.", "Follow .../events.")
    if on_revision != revision:
        raise StaleRevision(revision)
    if head.is_signed and not kind.follows_signature:
        raise AlreadySigned("The note is signed and is not changed any more.", "Add an addendum or an amendment.")
    if not head.is_signed and kind.follows_signature:
        raise NotSigned("The note is not signed yet.", "Edit it instead.")


def _entries(connection: Connection, encounter_id: str) -> list[Row[Any]]:
    wanted = select(note_entries).where(note_entries.c.encounter_id == encounter_id)
    return list(connection.execute(wanted.order_by(note_entries.c.number)).all())


def _head(rows: list[Row[Any]]) -> _Head:
    if not rows:
        return _Head()
    is_signed = any(row.kind == EntryKind.ATTESTATION.value for row in rows)
    return _Head(rows[-1].number, rows[-1].entry_hash, is_signed)


def _check_chain(tenant: str, rows: list[Row[Any]]) -> None:
    before = FIRST
    for number, row in enumerate(rows, start=1):
        columns = row._mapping
        whole = payload_hash(bytes(row.payload_sealed)) == row.payload_sha256
        if (row.number, row.previous_hash) != (number, before) or not whole:
            raise _broken()
        if entry_hash(tenant, columns) != row.entry_hash:
            raise _broken()
        before = row.entry_hash


def _broken() -> SealBroken:
    return SealBroken("The history of the note is not what was written.", "Run scribe audit verify.")


def _waiting(connection: Connection, encounter_id: str, rows: list[Row[Any]], key: DataKey) -> Row[Any] | None:
    """The latest draft, where it is not in the history yet."""
    latest = connection.execute(latest_draft(encounter_id)).one_or_none()
    drafted = [row for row in rows if row.kind == EntryKind.DRAFT.value]
    if latest is None or not drafted:
        return latest
    made = json.loads(key.open(bytes(drafted[-1].payload_sealed), place(drafted[-1].number)))
    return latest if latest.revision > made["draft_revision"] else None


def _of_draft(row: Row[Any], number: int, key: DataKey) -> NoteEntry:
    result = key.open(row.result_sealed, f"drafts/result/{row.revision}").decode("utf-8")
    payload = DraftMade(draft_revision=row.revision, draft_sha256=row.result_sha256, result_json=result)
    return NoteEntry(number=number, made_at=row.made_at, by=BY_SOFTWARE, payload=payload)


def _insert(
    connection: Connection, tenant: str, encounter_id: str, key: DataKey, head: _Head, entry: NoteEntry
) -> _Head:
    sealed = key.seal(entry.payload.model_dump_json().encode("utf-8"), place(entry.number))
    row: dict[str, Any] = {
        "encounter_id": encounter_id,
        "number": entry.number,
        "kind": entry.kind.value,
        "made_at": moment(entry.made_at),
        "by": entry.by,
        "on_revision": entry.on_revision,
        "payload_sha256": payload_hash(sealed),
        "previous_hash": head.hash,
    }
    made = entry_hash(tenant, row)
    connection.execute(insert(note_entries).values(**row, payload_sealed=sealed, entry_hash=made))
    return _Head(entry.number, made, head.is_signed)


def _entry(row: Row[Any], key: DataKey) -> NoteEntry:
    plain = key.open(bytes(row.payload_sealed), place(row.number))
    return NoteEntry(
        number=row.number,
        made_at=moment_of(row.made_at),
        by=row.by,
        on_revision=row.on_revision,
        payload=PAYLOAD.validate_json(plain),
        entry_hash=row.entry_hash,
    )
