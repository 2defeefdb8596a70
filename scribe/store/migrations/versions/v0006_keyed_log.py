"""Keyed log: each record of the audit log carries a signature by a key of this installation, beside its hash."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Records that are there carry none: they are append only, and this migration knows no key."""
    op.add_column("audit_log", sa.Column("entry_mac", sa.String(64)))
