"""Liveness: a lock that a worker holds while it lives. The kernel or the database lets it go when the worker dies.

Whoever could take the lock of a worker knows that it is dead, without a clock or a heartbeat to be late with.
"""

import fcntl
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import psycopg
from sqlalchemy.engine import URL

from scribe.schema.errors import SettingsError, StoreUnavailable
from scribe.store.database import database_url
from scribe.store.store import Places

FOLDER = "workers"
_CLASS = 0x5C71BE
"""First half of the key of our advisory locks (PostgreSQL); the second is a hash of the worker's id."""
_SERVER_NOTICES_IN_S = (5, 2, 3)
"""TCP keepalives of the server: a machine that vanished is noticed after some 11 s."""


class Liveness(Protocol):
    """The locks of all workers of an installation."""

    def hold(self, worker_id: str) -> None:
        """Takes the lock of this worker until ``release`` or death. Raises StoreUnavailable, SettingsError."""
        ...

    def keep(self) -> None:
        """Looks that the lock is still held, and takes it again where it was lost. Raises StoreUnavailable.

        Jobs that were handed to others meanwhile are theirs: the job rows decide.
        """
        ...

    def is_dead(self, worker_id: str) -> bool:
        """Whether nobody holds the lock of that worker. Raises StoreUnavailable."""
        ...

    def alive(self) -> int:
        """How many workers live. Raises StoreUnavailable."""
        ...

    def release(self) -> None:
        """Lets the lock and every connection go."""
        ...


def open_liveness(places: Places) -> Liveness:
    """Files in the data folder beside SQLite, advisory locks in PostgreSQL. Raises SettingsError."""
    url = database_url(places.database_url, places.data_dir)
    if url.get_backend_name() == "postgresql":
        return AdvisoryLocks(url)
    return FileLocks(places.data_dir / FOLDER)


class FileLocks:
    """One locked file (flock) a worker. Ids are never used again, so a file that nobody locks is removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: tuple[str, int] | None = None

    def hold(self, worker_id: str) -> None:
        """See Liveness."""
        path, fresh = self._path(worker_id), self._folder / f".{worker_id}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fresh.rename(path)  # never there unlocked: a peer would remove it
        except OSError as error:
            raise SettingsError(
                f"No lock can be kept in {self._folder} ({error.strerror}).", "Set SCRIBE_DATA_DIR."
            ) from None
        self._held = (worker_id, descriptor)

    def keep(self) -> None:
        """See Liveness. A lock of the kernel is not lost, but somebody may have removed the file."""
        if self._held is not None and not self._path(self._held[0]).exists():
            worker_id, descriptor = self._held
            self.hold(worker_id)
            os.close(descriptor)

    def is_dead(self, worker_id: str) -> bool:
        """See Liveness."""
        path = self._path(worker_id)
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return True
        except OSError:
            raise StoreUnavailable("The locks of the workers cannot be read.", "Look at the data folder.") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)  # shared: two peers may look at once
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        path.unlink(missing_ok=True)
        return True

    def alive(self) -> int:
        """See Liveness."""
        return sum(not self.is_dead(path.stem) for path in self._folder.glob("*.lock"))

    def release(self) -> None:
        """See Liveness."""
        if self._held is not None:
            worker_id, descriptor = self._held
            self._held = None
            self._path(worker_id).unlink(missing_ok=True)
            os.close(descriptor)

    def _path(self, worker_id: str) -> Path:
        return self._folder / f"{worker_id}.lock"


class AdvisoryLocks:
    """One advisory lock a worker, on one connection that is used for nothing else but looking at the others."""

    def __init__(self, url: URL) -> None:
        idle, interval, count = _SERVER_NOTICES_IN_S
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._options = (
            f"-c tcp_keepalives_idle={idle} -c tcp_keepalives_interval={interval} -c tcp_keepalives_count={count}"
        )
        self._connection: psycopg.Connection | None = None
        self._locked_on: psycopg.Connection | None = None
        self._worker_id: str | None = None
        self._asking = Lock()

    def hold(self, worker_id: str) -> None:
        """See Liveness."""
        self._worker_id = worker_id
        if not self._asked("SELECT pg_try_advisory_lock(%s, %s)", _CLASS, _key(worker_id)):
            raise StoreUnavailable("The lock of this worker is still held.", "It is taken as soon as it is let go.")
        self._locked_on = self._connection

    def keep(self) -> None:
        """See Liveness. The lock lives with its connection; on a new one it is taken again."""
        with suppress(StoreUnavailable):
            self._asked("SELECT true")
        if self._worker_id is not None and (self._connection is None or self._connection is not self._locked_on):
            self.hold(self._worker_id)

    def is_dead(self, worker_id: str) -> bool:
        """See Liveness. The lock is asked for together with others who ask, and let go with the statement."""
        return self._asked("SELECT pg_try_advisory_xact_lock_shared(%s, %s)", _CLASS, _key(worker_id)) is True

    def alive(self) -> int:
        """See Liveness."""
        count: int = self._asked(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2"
            " AND mode = 'ExclusiveLock' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            _CLASS,
        )
        return count

    def release(self) -> None:
        """See Liveness."""
        worker_id, self._worker_id = self._worker_id, None
        if worker_id is not None and self._connection is not None:
            with suppress(StoreUnavailable):  # the server would notice the end of the connection a moment later
                self._asked("SELECT pg_advisory_unlock(%s, %s)", _CLASS, _key(worker_id))
        self._drop()

    def _asked(self, statement: str, *values: int) -> Any:
        """The one value of a statement; a broken connection is dropped, so that the next call makes a new one."""
        try:
            with self._asking:  # two who ask first would make two connections, and one would be forgotten
                if self._connection is None:
                    self._connection = psycopg.connect(
                        self._address, autocommit=True, connect_timeout=5, options=self._options
                    )
                row = self._connection.execute(statement, values).fetchone()
        except psycopg.Error:
            self._drop()
            raise StoreUnavailable("The database does not answer.", "The worker asks again.") from None
        return row[0] if row else None

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()


def _key(worker_id: str) -> int:
    """A signed 32-bit hash."""
    return int.from_bytes(hashlib.sha256(worker_id.encode()).digest()[:4], signed=True)
