"""Migrations: the database brought to the present schema, from nothing or from any earlier version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from scribe.schema.errors import StoreError
from scribe.store.database import as_store_error, reading

_LOCK = 0x5C21BE
"""Of PostgreSQL's advisory locks: two first starts at once take turns. SQLite's write lock does it there."""


def migrate(engine: Engine, to: str = "head") -> None:
    """Raises StoreUnavailable, and StoreError where the database is of a newer version than this software."""
    try:
        with engine.execution_options(writes=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
            _refuse_newer(connection)
            command.upgrade(_config(connection), to)
    except SQLAlchemyError as error:
        raise as_store_error(error) from None


def version(engine: Engine) -> str | None:
    """Of the database's schema; None where it has none yet. Raises StoreUnavailable."""
    with reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The schema that this software works with."""
    return ScriptDirectory(str(Path(__file__).parent)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _refuse_newer(connection: Connection) -> None:
    now = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory(str(Path(__file__).parent)).walk_revisions()}
    if now is not None and now not in known:
        raise StoreError(f"The database has the schema {now}, which this version does not know.", "Upgrade scribe.")
