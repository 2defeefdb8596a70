"""Data keys: the key of each encounter, unwrapped when something of it is sealed or opened.

The key file changes only while the table of encounters is locked, and a new encounter is wrapped while its row is
being written: so no key is forgotten that an encounter is just being wrapped by, whatever other processes hold.
"""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, text, update

from scribe.schema.errors import KeyUnavailable, UnknownEncounter
from scribe.store.crypto import DataKey, unwrapped
from scribe.store.database import reading, writing
from scribe.store.keyring import Keyring, load_keyring, save_keyring
from scribe.store.tables import encounters


class DataKeys:
    """Keys of encounters under the keyring of a file; ``ring`` is as this process read it last.

    A key that another process added is read when it is met.
    """

    def __init__(self, engine: Engine, path: Path, ring: Keyring) -> None:
        self._engine, self._path, self.ring = engine, path, ring
        self._reading_again = Lock()
        self._unwrapped = lru_cache(maxsize=256)(self._unwrap)

    @staticmethod
    def in_use(engine: Engine) -> dict[str, int]:
        """How many encounters each key of the keyring holds."""
        with reading(engine) as connection:
            return _in_use(connection)

    def check(self) -> None:
        """Raises KeyUnavailable where an encounter could not be opened."""
        for key_id in self.in_use(self._engine):
            self._ring_with(key_id)

    def of(self, encounter_id: str) -> DataKey:
        """Raises UnknownEncounter, KeyUnavailable, SealBroken."""
        with reading(self._engine) as connection:
            wanted = select(encounters.c.data_key_wrapped, encounters.c.key_id)
            row = connection.execute(wanted.where(encounters.c.id == encounter_id)).one_or_none()
        if row is None:
            raise UnknownEncounter("There is no such encounter.", "It may have been deleted.")
        return self._unwrapped(encounter_id, row.data_key_wrapped, row.key_id)

    def of_row(self, row: Row[Any]) -> DataKey:
        """Of a whole row of encounters, without a second look into the database."""
        return self._unwrapped(row.id, row.data_key_wrapped, row.key_id)

    @staticmethod
    def hold(connection: Connection) -> None:
        """No key is forgotten before the transaction ends (SQLite has one writer anyway)."""
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE encounters IN ROW EXCLUSIVE MODE"))

    def wrapping(self, key: DataKey) -> dict[str, bytes | str]:
        """The columns of a data key under the current key of the file. Only within ``hold``."""
        ring = self.ring = load_keyring(self._path)
        return {"key_id": ring.current, "data_key_wrapped": key.wrapped(ring)}

    def rotate(self) -> tuple[str, int]:
        """A new current key, and every data key wrapped by it. Gives its id and how many were wrapped anew.

        Broken off midway, both keys are in the file and every encounter is under one of them.
        """
        with writing(self._engine) as connection:
            _lock(connection)
            ring = load_keyring(self._path).with_new_key()
            save_keyring(self._path, ring)
            self.ring = ring
        return ring.current, sum(self._wrap_anew(encounter_id) for encounter_id in self._under_other_keys(ring))

    def forget_unused(self) -> tuple[str, ...]:
        """Removes the keys that no encounter needs any more, and names them.

        Raises KeyUnavailable where there is no encounter at all: the file may be that of another database, whose
        encounters nobody could open then.
        """
        with writing(self._engine) as connection:
            _lock(connection)
            used = _in_use(connection)
            ring = load_keyring(self._path)
            if not used and len(ring.keys) > 1:
                raise KeyUnavailable(
                    "There is no encounter here that would say which keys are needed; none is forgotten.",
                    "Look whether SCRIBE_DATABASE_URL names the database of this key file.",
                )
            gone = tuple(key_id for key_id in ring.keys if key_id != ring.current and key_id not in used)
            for key_id in gone:
                ring = ring.without(key_id)
            if gone:
                save_keyring(self._path, ring)
            self.ring = ring
        return gone

    def _under_other_keys(self, ring: Keyring) -> list[str]:
        with reading(self._engine) as connection:
            wanted = select(encounters.c.id).where(encounters.c.key_id != ring.current)
            return list(connection.execute(wanted).scalars())

    def _wrap_anew(self, encounter_id: str) -> int:
        try:
            key = self.of(encounter_id)
        except UnknownEncounter:
            return 0
        with writing(self._engine) as connection:
            self.hold(connection)
            anew = self.wrapping(key)
            # Where another rotation was here already, nothing is left to do; of a signed visit it would be refused.
            old = (encounters.c.id == encounter_id, encounters.c.key_id != anew["key_id"])
            return connection.execute(update(encounters).where(*old).values(anew)).rowcount

    def _unwrap(self, encounter_id: str, wrapped: bytes, key_id: str) -> DataKey:
        return unwrapped(encounter_id, wrapped, key_id, self._ring_with(key_id))

    def _ring_with(self, key_id: str) -> Keyring:
        with self._reading_again:
            if key_id not in self.ring.keys:
                self.ring = load_keyring(self._path)
            if key_id not in self.ring.keys:
                raise KeyUnavailable(f"The key {key_id} is not in the key file.", "Put back the right key file.")
            return self.ring


def _in_use(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(encounters.c.key_id, func.count()).group_by(encounters.c.key_id))
    return {row[0]: row[1] for row in rows}


def _lock(connection: Connection) -> None:
    """Waits for all that hold, and nobody holds meanwhile. No row is locked after it: two could wait in a ring."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE encounters IN SHARE ROW EXCLUSIVE MODE"))
