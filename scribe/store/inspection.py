"""Inspection: what a database holds, told without opening the store: nothing is made, migrated or unsealed."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from scribe.schema.job import JobState
from scribe.store.data_keys import DataKeys
from scribe.store.database import as_store_error, database_url, open_database
from scribe.store.job_rows import JobRows
from scribe.store.migrations import newest, version
from scribe.store.store import Places


@dataclass(frozen=True)
class Inspected:
    """What was found. ``schema`` None: there is no database yet, or an empty one."""

    address: str
    """Without user and password."""
    schema: str | None = None
    wanted: str | None = field(default_factory=newest)
    jobs: dict[JobState, int] = field(default_factory=dict)
    busy_workers: int = 0
    keys_in_use: frozenset[str] = frozenset()


def address(places: Places) -> str:
    """Of the database, for people. Raises SettingsError."""
    url = database_url(places.database_url, places.data_dir)
    if url.get_backend_name() == "sqlite":
        return f"SQLite {url.database}"
    return f"PostgreSQL {url.host or 'local socket'}:{url.port or 5432}/{url.database or ''}"


def inspect(places: Places) -> Inspected:
    """Raises SettingsError, StoreUnavailable."""
    url = database_url(places.database_url, places.data_dir)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return Inspected(address(places))
    engine = open_database(url, pool_size=1)
    try:
        return _inspected(address(places), engine)
    except SQLAlchemyError as error:
        raise as_store_error(error) from None
    finally:
        engine.dispose()


def _inspected(told: str, engine: Engine) -> Inspected:
    schema = version(engine)
    if schema != newest():
        return Inspected(told, schema)
    rows = JobRows(engine)
    return Inspected(
        told,
        schema,
        jobs=rows.counts(),
        busy_workers=len(rows.of_workers()),
        keys_in_use=frozenset(DataKeys.in_use(engine)),
    )
