"""Signed notes: their history and the audit log, and triggers by which the database itself keeps both as they are.

A trigger goes when its table is made anew: a later migration that rebuilds one of these tables makes them again.
"""

import sqlalchemy as sa
from alembic import op

from scribe.store.migrations.note_triggers import triggers

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Drafts that are there are the first entries of their histories once somebody works on them."""
    op.create_table(
        "note_entries",
        sa.Column(
            "encounter_id",
            sa.String(32),
            sa.ForeignKey("encounters.id", ondelete="CASCADE", name="fk_note_entries_encounter_id"),
            nullable=False,
        ),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("on_revision", sa.Integer),
        sa.Column("payload_sealed", sa.LargeBinary, nullable=False),
        sa.Column("payload_sha256", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("entry_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("encounter_id", "number", name="pk_note_entries"),
    )
    op.create_table(
        "audit_log",
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("number", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("roles", sa.String(200), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("encounter_id", sa.String(32)),
        sa.Column("revision", sa.Integer),
        sa.Column("note_hash", sa.String(64)),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("entry_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="pk_audit_log"),
    )
    op.create_index("ix_audit_log_encounter_id", "audit_log", ["encounter_id"])
    for statement in triggers(op.get_bind().dialect.name):
        op.execute(sa.text(statement.replace(":", r"\:")))
