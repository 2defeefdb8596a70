"""Encounters: created once per idempotency key, listed by pages, finalized once, deleted with a receipt."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from scribe.schema.audit import event_of
from scribe.schema.consent import Consent
from scribe.schema.errors import (
    AlreadyFinalized,
    IdempotencyKeyReused,
    LegalHold,
    NothingReceived,
    SignedNote,
    UnknownEncounter,
)
from scribe.schema.job import Job, Step
from scribe.schema.principal import LOCAL_USER, Principal
from scribe.schema.stored import DeletionReceipt, EncounterState, NewEncounter, StoredEncounter
from scribe.store.audit_log import AuditLog, Told
from scribe.store.crypto import DataKey, new_data_key
from scribe.store.data_keys import DataKeys
from scribe.store.database import Collision, reading, writing
from scribe.store.job_rows import job_of, latest_job, queue
from scribe.store.recordings import Recordings, received_bytes
from scribe.store.signed import signed
from scribe.store.tables import audio_chunks, deletions, drafts, encounters

LOCAL = "local"
"""The tenant of the single-user mode."""


@dataclass(frozen=True)
class Page:
    """Encounters, the latest first; ``after`` continues behind the last one, None where nothing follows."""

    encounters: tuple[StoredEncounter, ...]
    after: int | None


class Encounters:
    """See the module. Every method takes the tenant and shows nothing of another one."""

    def __init__(self, engine: Engine, keys: DataKeys, recordings: Recordings, audit: AuditLog) -> None:
        self._engine, self._keys, self._recordings, self._audit = engine, keys, recordings, audit

    def create(
        self,
        new: NewEncounter,
        now: datetime,
        idempotency_key: str | None = None,
        tenant: str = LOCAL,
        told: Told | None = None,
    ) -> tuple[StoredEncounter, bool]:
        """The encounter, and whether it was made just now: the same key and body give the one made before.

        told: what the audit log is to say of it, in the same transaction; None where the caller tells it.
        Raises IdempotencyKeyReused where the key came with another body.
        """
        body = new.model_dump_json().encode()
        hashed = None if idempotency_key is None else self._keys.ring.fingerprint(f"{tenant}/{idempotency_key}")
        if hashed and (before := self._by_key(tenant, hashed)):
            return self._replayed(before, body), False
        key = new_data_key(uuid.uuid4().hex)
        try:
            with writing(self._engine) as connection:
                self._keys.hold(connection)
                connection.execute(insert(encounters).values(self._row(new, key, now, tenant, hashed)))
                if told is not None:
                    self._audit.append(connection, told(key.encounter_id), now)
        except Collision:  # two requests with one key met
            before = self._by_key(tenant, hashed or "")
            if before is None:
                raise
            return self._replayed(before, body), False
        return self.get(key.encounter_id, tenant), True

    def get(self, encounter_id: str, tenant: str = LOCAL) -> StoredEncounter:
        """Raises UnknownEncounter."""
        with reading(self._engine) as connection:
            return self._stored(connection, found(connection, encounter_id, tenant))

    def of_any_tenant(self, encounter_id: str) -> StoredEncounter:
        """For the worker and for retention, which serve all, and behind a ``check``; never by a request alone.

        Raises UnknownEncounter.
        """
        with reading(self._engine) as connection:
            row = _known(connection, select(encounters).where(encounters.c.id == encounter_id))
            return self._stored(connection, row)

    def check(self, encounter_id: str, tenant: str = LOCAL) -> None:
        """Whether this tenant has it, asked without opening it: before what takes an id alone.

        Raises UnknownEncounter.
        """
        with reading(self._engine) as connection:
            found(connection, encounter_id, tenant)

    def check_ever(self, encounter_id: str, tenant: str = LOCAL) -> None:
        """Whether this tenant has it or had it: its records stay when it is deleted. Raises UnknownEncounter."""
        with reading(self._engine) as connection:
            if _receipt(connection, encounter_id, tenant) is None:
                found(connection, encounter_id, tenant)

    def page(
        self, limit: int, after: int | None = None, state: EncounterState | None = None, tenant: str = LOCAL
    ) -> Page:
        """Up to ``limit`` encounters behind ``after``."""
        wanted = select(encounters).where(encounters.c.tenant == tenant).order_by(encounters.c.number.desc())
        if after is not None:
            wanted = wanted.where(encounters.c.number < after)
        if state is not None:
            wanted = wanted.where(encounters.c.state == state.value)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.limit(limit + 1)).all()
            shown = tuple(self._stored(connection, row) for row in rows[:limit])
        return Page(shown, rows[limit - 1].number if len(rows) > limit else None)

    def record_consent(
        self, encounter_id: str, consent: Consent, now: datetime, who: Principal = LOCAL_USER
    ) -> StoredEncounter:
        """Consent that was given after the encounter was made. A recorded one is not overwritten by another.

        Told of in the audit log in the same transaction.
        Raises UnknownEncounter, SignedNote, AlreadyFinalized where another consent stands.
        """
        with writing(self._engine) as connection:
            row = locked(connection, encounter_id, who.tenant)
            key = self._keys.of_row(row)
            before = self._consent(row, key)
            if before == consent:
                return self.get(encounter_id, who.tenant)
            if before is not None:
                raise AlreadyFinalized(
                    "Another consent is recorded, and it is not overwritten.", "Make a new encounter."
                )
            if connection.execute(select(signed(row.id))).scalar_one():
                raise SignedNote("The note of this encounter is signed, and no consent is added to it.", "Keep it.")
            sealed = key.seal(consent.model_dump_json().encode(), "encounters/consent")
            changed = update(encounters).where(encounters.c.id == encounter_id).values(consent_sealed=sealed)
            connection.execute(changed)
            self._audit.append(connection, event_of(who, "consent.write", encounter_id), now)
        return self.get(encounter_id, who.tenant)

    def hold(self, encounter_id: str, on: bool, now: datetime, who: Principal = LOCAL_USER) -> StoredEncounter:
        """Puts the encounter under a legal hold, or ends it; told of in the same transaction."""
        with writing(self._engine) as connection:
            locked(connection, encounter_id, who.tenant)
            connection.execute(update(encounters).where(encounters.c.id == encounter_id).values(legal_hold=on))
            told = event_of(who, "hold.begin" if on else "hold.end", encounter_id)
            self._audit.append(connection, told, now)
        return self.get(encounter_id, who.tenant)

    def finalize(
        self, encounter_id: str, now: datetime, expected_sha256: str | None = None, tenant: str = LOCAL
    ) -> tuple[StoredEncounter, bool]:
        """Ends the recording and makes the first job, queued. Again: the same encounter and False.

        expected_sha256: of the whole recording, where the client knows it.
        Raises UnknownEncounter, NothingReceived, ChecksumMismatch; nothing changes then.
        """
        stored = self.get(encounter_id, tenant)
        if stored.state is EncounterState.FINALIZED:
            return stored, False
        received = self._recordings.received(encounter_id)
        if not received and stored.told.transcript is None:
            raise NothingReceived("Neither sound nor a transcript was received.", "Send the recording first.")
        digest = self._recordings.sha256(encounter_id, expected_sha256) if received else None
        with writing(self._engine) as connection:
            row = locked(connection, encounter_id, tenant)
            # Asked once the row is locked: a chunk that came meanwhile belongs to the recording.
            is_same = received_bytes(connection, encounter_id) == received
            is_first = row.state == EncounterState.OPEN.value and is_same
            if is_first:
                ended = {"state": EncounterState.FINALIZED.value, "finalized_at": now, "recording_sha256": digest}
                connection.execute(update(encounters).where(encounters.c.id == encounter_id).values(ended))
                step = Step.TRANSCRIBE if received else Step.EXTRACT
                queue(connection, encounter_id, 1, step, now)
        if not is_first:
            return self.finalize(encounter_id, now, expected_sha256, tenant)
        return self.get(encounter_id, tenant), True

    def delete(self, encounter_id: str, now: datetime, reason: str, who: Principal = LOCAL_USER) -> DeletionReceipt:
        """Removes everything: rows, data key and sound; told of in the same transaction. Again: the first receipt.

        Raises UnknownEncounter, LegalHold, SignedNote. Objects that cannot be removed now are unreadable without
        the data key, and a purge removes them later.
        """
        with writing(self._engine) as connection:
            try:
                row = locked(connection, encounter_id, who.tenant)
            except UnknownEncounter:
                if receipt := _receipt(connection, encounter_id, who.tenant):
                    return receipt
                raise
            receipt = remove(connection, row, now, reason)
            self._audit.append(connection, event_of(who, "encounter.delete", encounter_id), now)
        self._recordings.sweep_deleted(encounter_id)
        return receipt

    def _row(
        self, new: NewEncounter, key: DataKey, now: datetime, tenant: str, hashed: str | None
    ) -> Mapping[str, Any]:
        consent = new.consent.model_dump_json().encode() if new.consent else None
        told = new.model_copy(update={"consent": None}).model_dump_json().encode()
        return {
            "id": key.encounter_id,
            "tenant": tenant,
            "state": EncounterState.OPEN.value,
            "idempotency_key": hashed,
            "request_mac": key.mac(new.model_dump_json().encode()),
            "created_at": now,
            **self._keys.wrapping(key),
            "told_sealed": key.seal(told, "encounters/told"),
            "consent_sealed": key.seal(consent, "encounters/consent") if consent else None,
            "legal_hold": False,
        }

    def _by_key(self, tenant: str, hashed: str) -> Row[Any] | None:
        with reading(self._engine) as connection:
            wanted = select(encounters).where(encounters.c.tenant == tenant, encounters.c.idempotency_key == hashed)
            return connection.execute(wanted).one_or_none()

    def _replayed(self, row: Row[Any], body: bytes) -> StoredEncounter:
        if row.request_mac != self._keys.of_row(row).mac(body):
            raise IdempotencyKeyReused("This idempotency key came with another body before.", "Use a new key.")
        return self.get(row.id, row.tenant)

    def _stored(self, connection: Connection, row: Row[Any]) -> StoredEncounter:
        key = self._keys.of_row(row)
        told = NewEncounter.model_validate_json(key.open(row.told_sealed, "encounters/told"))
        revision = connection.execute(
            select(func.coalesce(func.max(drafts.c.revision), 0)).where(drafts.c.encounter_id == row.id)
        ).scalar_one()
        return StoredEncounter(
            id=row.id,
            state=EncounterState(row.state),
            created_at=row.created_at,
            finalized_at=row.finalized_at,
            told=told,
            consent=self._consent(row, key),
            bytes_received=received_bytes(connection, row.id),
            recording_sha256=row.recording_sha256,
            audio_expired=row.audio_expired_at is not None,
            transcript_expired=row.transcript_expired_at is not None,
            legal_hold=row.legal_hold,
            job=_latest_job(connection, row.id),
            revision=revision,
        )

    def _consent(self, row: Row[Any], key: DataKey) -> Consent | None:
        if row.consent_sealed is None:
            return None
        return Consent.model_validate_json(key.open(row.consent_sealed, "encounters/consent"))


def remove(connection: Connection, row: Row[Any], now: datetime, reason: str) -> DeletionReceipt:
    """Removes the rows of a locked encounter, its data key with them, and leaves a receipt.

    Raises LegalHold, SignedNote.
    """
    if row.legal_hold:
        raise LegalHold("The encounter is under a legal hold.", "End the hold first.")
    if connection.execute(select(signed(row.id))).scalar_one():
        raise SignedNote("The note of this encounter is signed, and no signed note is deleted.", "Keep it.")
    receipt = DeletionReceipt(
        encounter_id=row.id,
        deleted_at=now,
        reason=reason,
        objects=connection.execute(select(func.count()).where(audio_chunks.c.encounter_id == row.id)).scalar_one(),
        bytes=received_bytes(connection, row.id),
    )
    told = {"tenant": row.tenant, "objects_left": True, **receipt.model_dump()}
    connection.execute(insert(deletions).values(told))
    connection.execute(delete(encounters).where(encounters.c.id == row.id))
    return receipt


def found(connection: Connection, encounter_id: str, tenant: str) -> Row[Any]:
    """The row. Raises UnknownEncounter."""
    return _known(connection, _wanted(encounter_id, tenant))


def locked(connection: Connection, encounter_id: str, tenant: str) -> Row[Any]:
    """The row, which nobody else changes before the transaction ends. Raises UnknownEncounter."""
    return _known(connection, _wanted(encounter_id, tenant).with_for_update())


def _wanted(encounter_id: str, tenant: str) -> Select[Any]:
    return select(encounters).where(encounters.c.id == encounter_id, encounters.c.tenant == tenant)


def _known(connection: Connection, wanted: Select[Any]) -> Row[Any]:
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise UnknownEncounter("There is no such encounter.", "It may have been deleted.")
    return row


def _latest_job(connection: Connection, encounter_id: str) -> Job | None:
    row = connection.execute(latest_job(encounter_id)).one_or_none()
    return None if row is None else job_of(row)


def _receipt(connection: Connection, encounter_id: str, tenant: str) -> DeletionReceipt | None:
    wanted = select(deletions).where(deletions.c.encounter_id == encounter_id, deletions.c.tenant == tenant)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    return DeletionReceipt(
        encounter_id=row.encounter_id,
        deleted_at=row.deleted_at,
        reason=row.reason,
        objects=row.objects,
        bytes=row.bytes,
    )
