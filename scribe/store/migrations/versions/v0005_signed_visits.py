"""Signed visits: the database itself keeps what was agreed, told and recorded of a visit whose note is signed."""

import sqlalchemy as sa
from alembic import op

from scribe.store.migrations.visit_triggers import TRIGGERS

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing that is there changes."""
    dialect = op.get_bind().dialect.name
    for statement in (one for each in TRIGGERS for one in each.statements(dialect)):
        op.execute(sa.text(statement.replace(":", r"\:")))
