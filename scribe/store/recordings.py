"""Recordings: sound as it arrives, sealed piece by piece, on disk before it is acknowledged.

A piece belongs to the recording when its row is committed; an object without a row is nothing and is swept. So a
crash between the two loses no acknowledged byte and doubles none: rows join by byte offset, one row a start.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from scribe.schema.errors import (
    AlreadyFinalized,
    ChecksumMismatch,
    ConsentMissing,
    ObjectMissing,
    OffsetMismatch,
    StoreError,
    UnknownEncounter,
)
from scribe.schema.stored import EncounterState
from scribe.store.audio_objects import AudioObjects
from scribe.store.data_keys import DataKeys
from scribe.store.database import Collision, reading, writing
from scribe.store.tables import audio_chunks, deletions, encounters

PIECE_BYTES = 1 << 20
"""Of plain sound in one object at most: what is in memory at a time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stored piece: bytes ``start`` to ``start + length`` of the recording."""

    start: int
    length: int
    sha256: str
    object: str


class Recordings:
    """See the module."""

    def __init__(self, engine: Engine, objects: AudioObjects, keys: DataKeys) -> None:
        self._engine, self._objects, self._keys = engine, objects, keys

    def received(self, encounter_id: str) -> int:
        """Bytes of the recording that are kept: where the next chunk begins."""
        with reading(self._engine) as connection:
            return received_bytes(connection, encounter_id)

    def check_open(self, encounter_id: str, start: int) -> None:
        """Whether sound may be sent now from this byte on, asked before any is read.

        Raises UnknownEncounter, AlreadyFinalized, ConsentMissing, OffsetMismatch.
        """
        with reading(self._engine) as connection:
            wanted = select(encounters.c.state, encounters.c.consent_sealed).where(encounters.c.id == encounter_id)
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise UnknownEncounter("There is no such encounter.", "It may have been deleted.")
        if row.state != EncounterState.OPEN.value:
            raise AlreadyFinalized("The recording is finalized and takes no more sound.", "Make a new encounter.")
        if row.consent_sealed is None:
            raise ConsentMissing(
                "No consent to the recording is recorded, so no sound is kept.",
                "Send who gave it, to whom, when and how (PUT .../consent), then the sound again.",
            )
        if (received := self.received(encounter_id)) != start:
            raise OffsetMismatch(received)

    def keep(self, encounter_id: str, start: int, plain: bytes) -> Piece:
        """Seals and stores a piece of at most PIECE_BYTES. It belongs to the recording only after ``commit``."""
        name = f"{encounter_id}/{start:012d}-{secrets.token_hex(4)}"
        sealed = self._keys.of(encounter_id).seal(plain, _place(start, len(plain)))
        self._objects.put(name, sealed)
        return Piece(start, len(plain), hashlib.sha256(plain).hexdigest(), name)

    def commit(self, encounter_id: str, pieces: list[Piece]) -> int:
        """Makes the pieces part of the recording, all or none; gives the bytes that are kept then.

        Pieces that are part of it already stay so. Raises OffsetMismatch where another chunk was first,
        AlreadyFinalized; the objects are removed then.
        """
        if not pieces:
            return self.received(encounter_id)
        try:
            with writing(self._engine) as connection:
                # Holds off a finalize that would not see these pieces (PostgreSQL; SQLite has one writer anyway).
                wanted = select(encounters.c.state).where(encounters.c.id == encounter_id).with_for_update()
                state = connection.execute(wanted).scalar_one_or_none()
                received = received_bytes(connection, encounter_id)
                if state == EncounterState.OPEN.value and received == pieces[0].start:
                    connection.execute(insert(audio_chunks), [_row(encounter_id, one) for one in pieces])
                    return pieces[-1].start + pieces[-1].length
                mine = select(func.count()).where(audio_chunks.c.object.in_([one.object for one in pieces]))
                if connection.execute(mine).scalar_one():  # committed before, when the answer was lost on its way
                    return received
        except Collision:
            received = self.received(encounter_id)
            state = EncounterState.OPEN.value
        self.discard(pieces)
        if state is None:
            raise UnknownEncounter("There is no such encounter.", "It may have been deleted.")
        if state != EncounterState.OPEN.value:
            raise AlreadyFinalized("The recording is finalized and takes no more sound.", "Make a new encounter.")
        raise OffsetMismatch(received)

    def discard(self, pieces: list[Piece]) -> None:
        """Removes the objects of pieces that became no part of the recording. Never fails: a purge sweeps them."""
        try:
            self._objects.delete([one.object for one in pieces])
        except StoreError:
            return

    def pieces(self, encounter_id: str) -> tuple[Piece, ...]:
        """The recording's pieces in order. Raises ObjectMissing where they do not join."""
        with reading(self._engine) as connection:
            wanted = select(audio_chunks).where(audio_chunks.c.encounter_id == encounter_id)
            rows = connection.execute(wanted.order_by(audio_chunks.c.start)).all()
        found = tuple(Piece(row.start, row.length, row.sha256, row.object) for row in rows)
        end = 0
        for piece in found:
            if piece.start != end:
                raise ObjectMissing(
                    f"The recording has a hole at byte {end}.", "Restore the database from a backup."
                )
            end += piece.length
        return found

    def read(self, encounter_id: str, piece: Piece) -> bytes:
        """The sound of one piece. Raises ObjectMissing, SealBroken, StoreUnavailable."""
        sealed = self._objects.get(piece.object)
        return self._keys.of(encounter_id).open(sealed, _place(piece.start, piece.length))

    def stream(self, encounter_id: str) -> Iterator[bytes]:
        """The recording from its first byte, a piece at a time."""
        for piece in self.pieces(encounter_id):
            yield self.read(encounter_id, piece)

    def sha256(self, encounter_id: str, expected: str | None = None) -> str:
        """Of the whole recording, read back from where it is kept. Raises ChecksumMismatch."""
        digest = hashlib.sha256()
        for plain in self.stream(encounter_id):
            digest.update(plain)
        found = digest.hexdigest()
        if expected is not None and expected.lower() != found:
            raise ChecksumMismatch(
                "The recording that was received is not the one whose SHA-256 was sent.",
                "Send it again as a new one.",
            )
        return found

    def sweep_deleted(self, encounter_id: str) -> bool:
        """Removes all objects of a deleted encounter; whether none is left."""
        try:
            self._objects.delete_all(encounter_id)
        except StoreError:
            return False
        with writing(self._engine) as connection:
            changed = update(deletions).where(deletions.c.encounter_id == encounter_id).values(objects_left=False)
            connection.execute(changed)
        return True

    def sweep_strays(self, encounter_id: str) -> int:
        """Removes objects that belong to no recording, of chunks broken off. Only of a finalized encounter."""
        with reading(self._engine) as connection:
            wanted = select(audio_chunks.c.object).where(audio_chunks.c.encounter_id == encounter_id)
            known = set(connection.execute(wanted).scalars())
        strays = [name for name in self._objects.of(encounter_id) if name not in known]
        self._objects.delete(strays)
        return len(strays) + self._objects.delete_unfinished(encounter_id)

    def expire(self, encounter_id: str) -> int:
        """Removes the sound and its rows; gives how many pieces. The recording's SHA-256 stays on the encounter.

        Broken off midway, the rows are there still and it can be done again.
        """
        with reading(self._engine) as connection:
            wanted = select(audio_chunks.c.object).where(audio_chunks.c.encounter_id == encounter_id)
            names = list(connection.execute(wanted).scalars())
        self._objects.delete(names)
        with writing(self._engine) as connection:
            connection.execute(delete(audio_chunks).where(audio_chunks.c.encounter_id == encounter_id))
        return len(names)


def received_bytes(connection: Connection, encounter_id: str) -> int:
    """How many bytes of the recording are kept, as this transaction sees it."""
    end = func.coalesce(func.max(audio_chunks.c.start + audio_chunks.c.length), 0)
    return int(connection.execute(select(end).where(audio_chunks.c.encounter_id == encounter_id)).scalar_one())


def _place(start: int, length: int) -> str:
    return f"audio/{start}/{length}"


def _row(encounter_id: str, piece: Piece) -> dict[str, str | int]:
    return {
        "encounter_id": encounter_id,
        "start": piece.start,
        "length": piece.length,
        "sha256": piece.sha256,
        "object": piece.object,
    }
