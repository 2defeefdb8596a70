"""Tables: what stands in SQL. Sealed columns end in ``_sealed``; all others hold ids, numbers, codes and times."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up by itself for INTEGER alone


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept as UTC without a zone: alike on SQLite and PostgreSQL."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


encounters = Table(
    "encounters",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("tenant", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("idempotency_key", String(64)),
    Column("request_mac", String(64), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("finalized_at", UtcTime),
    Column("key_id", String(32), nullable=False),
    Column("data_key_wrapped", LargeBinary, nullable=False),
    Column("told_sealed", LargeBinary, nullable=False),
    Column("consent_sealed", LargeBinary),
    Column("recording_sha256", String(64)),
    Column("audio_expired_at", UtcTime),
    Column("transcript_expired_at", UtcTime),
    Column("legal_hold", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("tenant", "idempotency_key"),
)
"""One row a visit. ``number`` orders them whatever the clock does; it is never shown."""

audio_chunks = Table(
    "audio_chunks",
    metadata,
    Column("encounter_id", ForeignKey("encounters.id", ondelete="CASCADE"), primary_key=True),
    Column("start", _Number, primary_key=True, autoincrement=False),
    Column("length", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("object", String(200), nullable=False),
)
"""A row makes a stored piece of sound part of the recording: pieces join without a hole, by ``start`` in bytes."""

step_values = Table(
    "step_values",
    metadata,
    Column("encounter_id", ForeignKey("encounters.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("step", String(32), primary_key=True),
    Column("version", String(64), primary_key=True),
    Column("input_sha256", String(64), primary_key=True),
    Column("made_at", UtcTime, nullable=False),
    Column("value_sealed", LargeBinary, nullable=False),
)
"""What a step gave for this input. An equal key is a stored answer: the step is skipped."""

drafts = Table(
    "drafts",
    metadata,
    Column("encounter_id", ForeignKey("encounters.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("made_at", UtcTime, nullable=False),
    Column("result_sha256", String(64), nullable=False),
    Column("result_sealed", LargeBinary, nullable=False),
    Column("transcript_sealed", LargeBinary),
)
"""Drafts. The transcript stands apart, so that it may expire while the quoted evidence stays."""

jobs = Table(
    "jobs",
    metadata,
    Column("encounter_id", ForeignKey("encounters.id", ondelete="CASCADE"), primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("step", String(32), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("hand_over", Integer, nullable=False),
    Column("worker", String(64)),
    Column("seconds_done", Integer),
    Column("seconds_total", Integer),
    Column("failure_code", String(64)),
    Column("failure_detail", String(400)),
    Column("failure_retryable", Boolean),
    Column("queued_at", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("ended_at", UtcTime),
    Index("ix_jobs_state", "state"),
)
"""``hand_over`` counts how often the job was put into the queue; with the attempt it names the queue's entry."""

deletions = Table(
    "deletions",
    metadata,
    Column("encounter_id", String(32), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("deleted_at", UtcTime, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("objects", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("objects_left", Boolean, nullable=False),
)
"""Receipts. ``objects_left``: the sound could not be removed yet, and the next purge tries again."""

note_entries = Table(
    "note_entries",
    metadata,
    Column("encounter_id", ForeignKey("encounters.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("by", String(200), nullable=False),
    Column("on_revision", Integer),
    Column("payload_sealed", LargeBinary, nullable=False),
    Column("payload_sha256", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("entry_hash", String(64), nullable=False),
)
"""The history of each note, append only: triggers refuse all else (migration 0003). Times are text, so that every
bit of them is hashed. ``payload_sha256`` is of the sealed bytes: it tells nothing of what is sealed."""

audit_log = Table(
    "audit_log",
    metadata,
    Column("tenant", String(64), primary_key=True),
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("roles", String(200), nullable=False),
    Column("action", String(64), nullable=False),
    Column("encounter_id", String(32)),
    Column("revision", Integer),
    Column("note_hash", String(64)),
    Column("previous_hash", String(64), nullable=False),
    Column("entry_hash", String(64), nullable=False),
    Column("entry_mac", String(64)),
    Index("ix_audit_log_encounter_id", "encounter_id"),
)
"""Who saw and did what, append only, one chain a tenant. It outlives the encounters it names. ``entry_mac``: of the
hash, under a key of the key file; none in records from before migration 0006."""

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("tenant", String(64), nullable=False),
    Column("name", String(100), nullable=False),
    Column("roles", String(100), nullable=False),
    Column("key_hash", String(64), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
    Column("revoked_at", UtcTime),
    Column("last_used_at", UtcTime),
)
"""Keys of programs and people. ``key_hash``: SHA-256 of a random secret, which is kept nowhere."""
