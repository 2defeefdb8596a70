"""Audit log: appended to, one chain a tenant, in the transaction of what it tells of or in one of its own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, Row, insert, select, text

from scribe.schema.audit import AuditEvent, AuditRecord
from scribe.schema.principal import Principal
from scribe.store.chain import FIRST, record_hash, record_mac
from scribe.store.database import reading, writing
from scribe.store.keyring import Keyring
from scribe.store.tables import audit_log

_LOCK = 0x5C21AD
"""Of PostgreSQL's advisory locks, with the tenant: those who append take turns. It is the last lock a transaction
takes, so that none waits in a ring."""

BY_SOFTWARE = "scribe"
"""The subject of what this software does by itself."""
Told: TypeAlias = Callable[[str], AuditEvent]
"""What to tell of an encounter whose id is yet to be made."""


def moment(at: datetime) -> str:
    """A time as it stands in the chained tables: UTC, microseconds, always 27 characters."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(written: str) -> datetime:
    """The other way. Raises ValueError."""
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class AuditLog:
    """See the module."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        """key: that signs each record; see ``key_of``."""
        self._engine, self._key = engine, key

    def record(self, event: AuditEvent, now: datetime) -> None:
        """Appends in a transaction of its own. Raises StoreError."""
        with writing(self._engine) as connection:
            self.append(connection, event, now)

    def append(self, connection: Connection, event: AuditEvent, now: datetime) -> None:
        """Adds a record within a transaction that writes: what was done and the telling are kept, or neither is."""
        if connection.dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(:number, hashtext(:tenant))")
            connection.execute(lock, {"number": _LOCK, "tenant": event.tenant})
        wanted = select(audit_log.c.number, audit_log.c.entry_hash).where(audit_log.c.tenant == event.tenant)
        last = connection.execute(wanted.order_by(audit_log.c.number.desc()).limit(1)).one_or_none()
        row: dict[str, Any] = {
            **event.model_dump(),
            "number": last.number + 1 if last else 1,
            "at": moment(now),
            "previous_hash": last.entry_hash if last else FIRST,
        }
        hashed = record_hash(row)
        connection.execute(
            insert(audit_log).values(**row, entry_hash=hashed, entry_mac=record_mac(self._key, hashed))
        )

    def page(
        self, tenant: str, encounter_id: str | None = None, after: int = 0, limit: int = 1000
    ) -> tuple[AuditRecord, ...]:
        """Up to ``limit`` records behind number ``after``, of one encounter or of all."""
        wanted = select(audit_log).where(audit_log.c.tenant == tenant, audit_log.c.number > after)
        if encounter_id is not None:
            wanted = wanted.where(audit_log.c.encounter_id == encounter_id)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(audit_log.c.number).limit(limit)).all()
        return tuple(_record(row) for row in rows)

    def each(self, tenant: str, encounter_id: str | None = None) -> Iterator[AuditRecord]:
        """All records, however many."""
        page = self.page(tenant, encounter_id)
        while page:
            yield from page
            page = self.page(tenant, encounter_id, page[-1].number)

    def tenants(self) -> tuple[str, ...]:
        """Those of whom anything is told."""
        with reading(self._engine) as connection:
            wanted = select(audit_log.c.tenant).distinct().order_by(audit_log.c.tenant)
            return tuple(connection.execute(wanted).scalars())


def key_of(ring: Keyring) -> bytes:
    """The key that signs the log."""
    return ring.derived("audit log/1")


def software(tenant: str) -> Principal:
    """Who does what nobody asked for at that moment: drafts, and what retention removes."""
    return Principal(subject=BY_SOFTWARE, tenant=tenant, roles=frozenset())


def _record(row: Row[Any]) -> AuditRecord:
    return AuditRecord(
        tenant=row.tenant,
        number=row.number,
        at=moment_of(row.at),
        subject=row.subject,
        roles=row.roles,
        action=row.action,
        encounter_id=row.encounter_id,
        revision=row.revision,
        note_hash=row.note_hash,
        entry_hash=row.entry_hash,
    )
