"""Encounters, their sound, what steps gave, drafts and jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """From nothing."""
    op.create_table(
        "encounters",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("idempotency_key", sa.String(64)),
        sa.Column("request_mac", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("finalized_at", sa.DateTime),
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("data_key_wrapped", sa.LargeBinary, nullable=False),
        sa.Column("told_sealed", sa.LargeBinary, nullable=False),
        sa.Column("consent_sealed", sa.LargeBinary),
        sa.Column("recording_sha256", sa.String(64)),
        sa.PrimaryKeyConstraint("number", name="pk_encounters"),
        sa.UniqueConstraint("id", name="uq_encounters_id"),
        sa.UniqueConstraint("tenant", "idempotency_key", name="uq_encounters_tenant"),
    )
    op.create_table(
        "audio_chunks",
        _encounter("audio_chunks"),
        sa.Column("start", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("object", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("encounter_id", "start", name="pk_audio_chunks"),
    )
    op.create_table(
        "step_values",
        _encounter("step_values"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("input_sha256", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("value_sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint(
            "encounter_id", "revision", "step", "version", "input_sha256", name="pk_step_values"
        ),
    )
    op.create_table(
        "drafts",
        _encounter("drafts"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("result_sha256", sa.String(64), nullable=False),
        sa.Column("result_sealed", sa.LargeBinary, nullable=False),
        sa.Column("transcript_sealed", sa.LargeBinary),
        sa.PrimaryKeyConstraint("encounter_id", "revision", name="pk_drafts"),
    )
    op.create_table(
        "jobs",
        _encounter("jobs"),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("hand_over", sa.Integer, nullable=False),
        sa.Column("worker", sa.String(64)),
        sa.Column("seconds_done", sa.Integer),
        sa.Column("seconds_total", sa.Integer),
        sa.Column("failure_code", sa.String(64)),
        sa.Column("failure_detail", sa.String(400)),
        sa.Column("failure_retryable", sa.Boolean),
        sa.Column("queued_at", sa.DateTime, nullable=False),
        sa.Column("started_at", sa.DateTime),
        sa.Column("ended_at", sa.DateTime),
        sa.PrimaryKeyConstraint("encounter_id", "attempt", name="pk_jobs"),
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])


def _encounter(table: str) -> sa.Column[str]:
    return sa.Column(
        "encounter_id",
        sa.String(32),
        sa.ForeignKey("encounters.id", ondelete="CASCADE", name=f"fk_{table}_encounter_id"),
        nullable=False,
    )
