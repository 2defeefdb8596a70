"""Retention: what has expired, what may not, and a receipt of what was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Encounters that are there have expired in nothing and are under no hold."""
    op.add_column("encounters", sa.Column("audio_expired_at", sa.DateTime))
    op.add_column("encounters", sa.Column("transcript_expired_at", sa.DateTime))
    op.add_column("encounters", sa.Column("legal_hold", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "deletions",
        sa.Column("encounter_id", sa.String(32), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("deleted_at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("objects", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("objects_left", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("encounter_id", name="pk_deletions"),
    )
