"""Data keys: the key of each encounter, unwrapped when something of it is sealed or opened."""

from functools import lru_cache
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, func, select, update

from scribe.schema.errors import KeyUnavailable, UnknownEncounter
from scribe.store.crypto import DataKey, unwrapped
from scribe.store.database import reading, writing
from scribe.store.keyring import Keyring, load_keyring, save_keyring
from scribe.store.tables import encounters


class DataKeys:
    """Keys of encounters under the keyring of a file. A key that another process added is read when it is met."""

    def __init__(self, engine: Engine, path: Path, ring: Keyring) -> None:
        self._engine, self._path, self.ring = engine, path, ring
        self._reading_again = Lock()
        self._unwrapped = lru_cache(maxsize=256)(self._unwrap)

    @staticmethod
    def in_use(engine: Engine) -> dict[str, int]:
        """How many encounters each key of the keyring holds."""
        with reading(engine) as connection:
            rows = connection.execute(select(encounters.c.key_id, func.count()).group_by(encounters.c.key_id))
            return {row[0]: row[1] for row in rows}

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

    def rotate(self) -> tuple[str, int]:
        """A new current key, and every data key wrapped by it. Gives its id and how many were wrapped anew."""
        self.ring = load_keyring(self._path).with_new_key()
        save_keyring(self._path, self.ring)
        count = sum(self._wrap_anew(encounter_id) for encounter_id in self._under_other_keys())
        return self.ring.current, count

    def forget_unused(self) -> tuple[str, ...]:
        """Removes the keys that no encounter needs any more, and names them."""
        used = self.in_use(self._engine)
        ring = load_keyring(self._path)
        gone = tuple(key_id for key_id in ring.keys if key_id != ring.current and key_id not in used)
        for key_id in gone:
            ring = ring.without(key_id)
        if gone:
            save_keyring(self._path, ring)
        self.ring = ring
        return gone

    def _under_other_keys(self) -> list[str]:
        with reading(self._engine) as connection:
            wanted = select(encounters.c.id).where(encounters.c.key_id != self.ring.current)
            return list(connection.execute(wanted).scalars())

    def _wrap_anew(self, encounter_id: str) -> int:
        wrapped = self.of(encounter_id).wrapped(self.ring)
        with writing(self._engine) as connection:
            changed = connection.execute(
                update(encounters)
                .where(encounters.c.id == encounter_id)
                .values(data_key_wrapped=wrapped, key_id=self.ring.current)
            )
            return changed.rowcount

    def _unwrap(self, encounter_id: str, wrapped: bytes, key_id: str) -> DataKey:
        return unwrapped(encounter_id, wrapped, key_id, self._ring_with(key_id))

    def _ring_with(self, key_id: str) -> Keyring:
        with self._reading_again:
            if key_id not in self.ring.keys:
                self.ring = load_keyring(self._path)
            if key_id not in self.ring.keys:
                raise KeyUnavailable(f"The key {key_id} is not in the key file.", "Put back the right key file.")
            return self.ring
