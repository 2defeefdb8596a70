"""Database: one engine a process, for SQLite in WAL mode or PostgreSQL, whose errors hold no values.

A vendor's error becomes StoreUnavailable or StorageFull here and nowhere else.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from scribe.schema.errors import SettingsError, StorageFull, StoreError, StoreUnavailable

FILE_NAME = "scribe.db"
_CONNECT_TIMEOUT_S = 5
_BUSY_TIMEOUT_S = 30
_AGAIN_S = 0.05
_CURE = "Give postgresql://user@host/database or sqlite:////folder/file.db, or leave it unset."
_FULL = frozenset({"SQLITE_FULL", "53100"})
"""Of SQLite, and of PostgreSQL (disk_full)."""
_CLOSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
"""Beginnings, as below: of a folder or file without the rights."""
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
"""Beginnings: SQLITE_CORRUPT_INDEX and its like are told too."""


def database_url(asked: str | None, data_dir: Path) -> URL:
    """The address: SQLite in the data folder where none is asked for. Raises SettingsError without echoing it."""
    if not asked:
        return URL.create("sqlite", database=str(data_dir / FILE_NAME))
    try:
        url = make_url(asked)
    except (ArgumentError, ValueError):
        raise SettingsError("SCRIBE_DATABASE_URL is no address of a database.", _CURE) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    raise SettingsError("SCRIBE_DATABASE_URL names neither SQLite nor PostgreSQL.", _CURE)


def open_database(url: URL, pool_size: int = 10) -> Engine:
    """The engine. SQLite: a file of mode 0600, WAL, every commit on disk before it is acknowledged."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": _CONNECT_TIMEOUT_S},
    )


def _sqlite(url: URL) -> Engine:
    path = Path(url.database or "")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
    except OSError as error:
        raise SettingsError(
            f"The database cannot be kept in {path.parent} ({error.strerror}).", "Set SCRIBE_DATA_DIR."
        ) from None
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _as_wanted)
    event.listen(engine, "begin", _begin)
    return engine


def _as_wanted(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by us (below), not by the driver at some statement
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch to WAL. While another first start switches, SQLite refuses at once and does not wait as elsewhere."""
    for _ in range(int(_BUSY_TIMEOUT_S / _AGAIN_S)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_AGAIN_S)
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    # A transaction that read first and writes later could otherwise meet a newer snapshot and fail at once.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


class Collision(Exception):
    """A row of this key is there already: another request was first."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read by. Raises StoreError in place of the vendor's error."""
    with _ours(), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it is on disk when the block is left, or nothing. Raises StoreError."""
    with _ours(), engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise Collision from None
    except SQLAlchemyError as error:
        raise as_store_error(error) from None


def as_store_error(error: SQLAlchemyError) -> StoreError:
    """The vendor's error by its kind; its text may hold values and is dropped."""
    if isinstance(error, DBAPIError) and _code(error) in _FULL:
        return StorageFull(
            "No space is left for the database.", "Make space; nothing that was acknowledged is lost."
        )
    if isinstance(error, DBAPIError) and _code(error).startswith(_CLOSED):
        return StoreUnavailable("The database's file cannot be opened or written.", "Look at who owns it.")
    if isinstance(error, PoolTimeout) or (isinstance(error, DBAPIError) and _is_away(error)):
        return StoreUnavailable("The database does not answer.", "Try again; nothing was kept of this request.")
    if is_damaged(error):
        return StoreError("The database is damaged.", "Restore it from a backup.")
    return StoreError(
        f"The database refused a statement ({type(error).__name__}).", "Please report this as a defect."
    )


def is_damaged(error: SQLAlchemyError) -> bool:
    """Whether SQLite says that its file is none, or not whole."""
    return isinstance(error, DBAPIError) and _code(error).startswith(_DAMAGED)


def _code(error: DBAPIError) -> str:
    original = error.orig
    return str(getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or "")


def _is_away(error: DBAPIError) -> bool:
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def truncate_log(engine: Engine) -> None:
    """Empties SQLite's write-ahead log, in which removed values stand until it is written over. Where it is in use,
    the next call does it."""
    if engine.dialect.name != "sqlite":
        return
    with _ours():
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError:
            return
        finally:
            connection.close()
