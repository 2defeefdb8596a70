"""Recordings: pieces join by their byte; what was acknowledged is kept, what was not leaves nothing behind."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete

from scribe.schema.errors import (
    AlreadyFinalized,
    ChecksumMismatch,
    ConsentMissing,
    ObjectMissing,
    OffsetMismatch,
    SealBroken,
    UnknownEncounter,
)
from scribe.schema.stored import NewEncounter
from scribe.store.database import writing
from scribe.store.store import Store
from scribe.store.tables import audio_chunks
from tests.store.conftest import LATER, append, begun, recorded


def whole(store: Store, encounter_id: str) -> bytes:
    return b"".join(store.recordings.stream(encounter_id))


def test_a_recording_resumes_at_the_byte_that_is_wanted(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"first", b"second")

    store.recordings.check_open(encounter_id, 11)
    append(store, encounter_id, b"third")

    assert store.recordings.received(encounter_id) == 16
    assert whole(store, encounter_id) == b"firstsecondthird"


def test_a_chunk_at_another_byte_is_told_the_one_that_is_wanted(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"first")

    with pytest.raises(OffsetMismatch) as raised:
        store.recordings.check_open(encounter_id, 4)

    assert raised.value.wanted == 5


def test_pieces_that_were_kept_and_not_committed_are_no_part_of_the_recording(store: Store) -> None:
    encounter_id = begun(store)

    store.recordings.keep(encounter_id, 0, b"broken off")

    assert store.recordings.received(encounter_id) == 0
    assert whole(store, encounter_id) == b""


def test_of_two_chunks_from_one_byte_the_first_counts_and_the_other_leaves_no_object(store: Store) -> None:
    encounter_id = begun(store)
    first = store.recordings.keep(encounter_id, 0, b"first")
    second = store.recordings.keep(encounter_id, 0, b"second!")

    store.recordings.commit(encounter_id, [first])
    with pytest.raises(OffsetMismatch) as raised:
        store.recordings.commit(encounter_id, [second])

    assert raised.value.wanted == 5
    assert store.objects.of(encounter_id) == [first.object]


def test_committing_the_same_pieces_again_keeps_them_once(store: Store) -> None:
    encounter_id = begun(store)
    pieces = [store.recordings.keep(encounter_id, 0, b"first"), store.recordings.keep(encounter_id, 5, b"second")]
    store.recordings.commit(encounter_id, pieces)

    assert store.recordings.commit(encounter_id, pieces) == 11
    assert whole(store, encounter_id) == b"firstsecond"


def test_committing_again_after_the_end_of_the_recording_removes_nothing(store: Store) -> None:
    encounter_id = begun(store)
    pieces = [store.recordings.keep(encounter_id, 0, b"sound")]
    store.recordings.commit(encounter_id, pieces)
    store.encounters.finalize(encounter_id, LATER)

    assert store.recordings.commit(encounter_id, pieces) == 5
    assert whole(store, encounter_id) == b"sound"


def test_chunks_from_one_byte_at_once_are_one(store: Store) -> None:
    encounter_id = begun(store)

    def send(number: int) -> bool:
        try:
            append(store, encounter_id, bytes([number]) * 9)
        except OffsetMismatch:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(send, range(6)))

    assert store.recordings.received(encounter_id) == 9 * sum(kept)
    assert len(store.objects.of(encounter_id)) == sum(kept) >= 1


def test_sound_for_a_finalized_recording_is_refused_and_leaves_no_object(store: Store) -> None:
    encounter_id = recorded(store, b"sound")
    late = store.recordings.keep(encounter_id, 5, b"late")

    with pytest.raises(AlreadyFinalized):
        store.recordings.commit(encounter_id, [late])
    with pytest.raises(AlreadyFinalized):
        store.recordings.check_open(encounter_id, 5)

    assert len(store.objects.of(encounter_id)) == 1


def test_no_sound_is_taken_without_consent(store: Store) -> None:
    encounter_id = begun(store, NewEncounter())

    with pytest.raises(ConsentMissing):
        store.recordings.check_open(encounter_id, 0)


def test_sound_for_no_encounter_is_refused(store: Store) -> None:
    with pytest.raises(UnknownEncounter):
        store.recordings.check_open("0" * 32, 0)


def test_sound_for_an_encounter_deleted_meanwhile_is_refused_and_leaves_no_object(store: Store) -> None:
    encounter_id = begun(store)
    piece = store.recordings.keep(encounter_id, 0, b"sound")
    store.encounters.delete(encounter_id, LATER, "requested")

    with pytest.raises(UnknownEncounter):
        store.recordings.commit(encounter_id, [piece])

    assert store.objects.of(encounter_id) == []


def test_a_hole_in_a_recording_is_found(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"first", b"second", b"third")
    with writing(store.engine) as connection:
        hole = delete(audio_chunks).where(audio_chunks.c.encounter_id == encounter_id, audio_chunks.c.start == 5)
        connection.execute(hole)

    with pytest.raises(ObjectMissing, match="hole at byte 5"):
        whole(store, encounter_id)


def test_a_piece_put_in_the_place_of_another_does_not_open(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"left leg", b"no pain!")
    first, second = (piece.object for piece in store.recordings.pieces(encounter_id))
    store.objects.put(first, store.objects.get(second))

    with pytest.raises(SealBroken):
        whole(store, encounter_id)


def test_the_checksum_is_of_what_is_kept(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"first", b"second")
    right = hashlib.sha256(b"firstsecond").hexdigest()

    assert store.recordings.sha256(encounter_id, right.upper()) == right
    with pytest.raises(ChecksumMismatch):
        store.recordings.sha256(encounter_id, "0" * 64)


def test_an_empty_chunk_changes_nothing(store: Store) -> None:
    encounter_id = begun(store)
    append(store, encounter_id, b"first")

    assert store.recordings.commit(encounter_id, []) == 5
