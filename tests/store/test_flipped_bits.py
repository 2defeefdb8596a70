"""One flipped bit anywhere in the histories of 1,000 signed notes with addenda is found, and its place is named."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from scribe.store.store import Places, Store, open_store
from scribe.store.verify import verify
from tests.store.noted import added, signed

COUNT = 1000
NOTE_COLUMNS = (
    "encounter_id",
    "number",
    "kind",
    "made_at",
    "by",
    "on_revision",
    "payload_sealed",
    "payload_sha256",
    "previous_hash",
    "entry_hash",
)
LOG_COLUMNS = (
    "tenant",
    "number",
    "at",
    "subject",
    "roles",
    "action",
    "encounter_id",
    "revision",
    "note_hash",
    "previous_hash",
    "entry_hash",
    "entry_mac",
)
PLACES = [
    *(("note_entries", column, seed) for column in NOTE_COLUMNS for seed in range(3)),
    *(("audit_log", column, seed) for column in LOG_COLUMNS for seed in range(2)),
]
"""54 places: every column of both tables, in rows and at bits that are drawn."""


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[str]]]:
    """A store of signed notes with addenda, and their encounters."""
    store = open_store(Places(tmp_path_factory.mktemp("thousand")))
    event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    store.engine.dispose()
    ids = [signed(store) for _ in range(COUNT)]
    for encounter_id in ids:
        added(store, encounter_id, 2)
    yield store, ids
    store.close()


@pytest.fixture
def raw(thousand: tuple[Store, list[str]]) -> Iterator[sqlite3.Connection]:
    """The database without its triggers and keys, as somebody with the file could write to it; put back after."""
    store, _ = thousand
    connection = sqlite3.connect(Path(store.engine.url.database or ""), isolation_level=None)
    connection.text_factory = bytes
    wanted = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    statements = [sql.decode() for (sql,) in connection.execute(wanted)]
    for name in [sql.split()[2] for sql in statements]:
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    for sql in statements:
        connection.execute(sql)
    connection.close()


def flipped(value: int | bytes, chance: random.Random) -> int | bytes:
    """The value with one bit the other way; of a number one of the bits that make it no other row's."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(12, 30)
    bit = chance.randrange(len(value) * 8)
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def flip(raw: sqlite3.Connection, table: str, column: str, seed: int) -> tuple[str, tuple[object, ...]]:
    """Flips a bit of a drawn row; gives the row's encounter, and the statement's arguments that put it back."""
    chance = random.Random(f"{table} {column} {seed}")
    rows = raw.execute(
        f'SELECT rowid, encounter_id, "{column}" FROM {table} WHERE LENGTH("{column}") > 0'
    ).fetchall()
    rowid, encounter_id, value = chance.choice(rows)
    set_to(raw, table, column, flipped(value, chance), rowid)
    return encounter_id.decode(), (table, column, value, rowid)


def set_to(raw: sqlite3.Connection, table: str, column: str, value: object, rowid: int) -> None:
    """Text stays text, also where it is no UTF-8 any more."""
    is_text = isinstance(value, bytes) and column != "payload_sealed"
    to = "CAST(? AS TEXT)" if is_text else "?"
    raw.execute(f'UPDATE {table} SET "{column}" = {to} WHERE rowid = ?', (value, rowid))


def test_a_thousand_untouched_notes_are_found_whole(thousand: tuple[Store, list[str]]) -> None:
    store, _ = thousand

    found = verify(store)

    assert found.breaks == ()
    assert (found.encounters, found.signed, found.entries, found.records) == (COUNT, COUNT, 3 * COUNT, 3 * COUNT)


@pytest.mark.parametrize(("table", "column", "seed"), PLACES)
def test_one_flipped_bit_is_found(
    thousand: tuple[Store, list[str]], raw: sqlite3.Connection, table: str, column: str, seed: int
) -> None:
    store, _ = thousand
    encounter_id, before = flip(raw, table, column, seed)

    found = verify(store, encounter_id)
    set_to(raw, *before)

    assert encounter_id in str(found.breaks) or "audit log" in str(found.breaks)
    assert verify(store, encounter_id).breaks == ()


def test_flipped_bits_of_all_columns_are_found_at_once_in_the_whole(
    thousand: tuple[Store, list[str]], raw: sqlite3.Connection
) -> None:
    store, _ = thousand
    flips = [flip(raw, "note_entries", column, 7) for column in NOTE_COLUMNS]
    flips += [flip(raw, "audit_log", column, 7) for column in LOG_COLUMNS]

    found = verify(store)
    for _, before in reversed(flips):
        set_to(raw, *before)

    told = " ".join(str(one) for one in found.breaks)
    assert [one for one, (table, *_) in flips[: len(NOTE_COLUMNS)] if one not in told] == []
    assert "audit log of local" in told
    assert verify(store).breaks == ()


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_history_whose_end_was_cut_off_is_found(
    thousand: tuple[Store, list[str]], raw: sqlite3.Connection, kept: int
) -> None:
    store, ids = thousand
    wanted = "SELECT * FROM note_entries WHERE encounter_id = CAST(? AS TEXT) AND number > ?"
    raw.text_factory = str
    gone = raw.execute(wanted, (ids[5], kept)).fetchall()
    raw.execute("DELETE FROM note_entries WHERE encounter_id = CAST(? AS TEXT) AND number > ?", (ids[5], kept))

    found = verify(store, ids[5])
    raw.executemany(f"INSERT INTO note_entries VALUES ({', '.join('?' * len(NOTE_COLUMNS))})", gone)

    assert {one.number for one in found.breaks} == set(range(kept + 1, 4))
    assert verify(store, ids[5]).breaks == ()
