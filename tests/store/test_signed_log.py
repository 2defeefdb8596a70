"""A signed log: who has the database and not the key file makes no other log that passes for this one."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update

from scribe.store.audit_log import key_of
from scribe.store.chain import FIRST, record_hash
from scribe.store.keyring import load_keyring, new_keyring, save_keyring
from scribe.store.store import Places, Store, open_store
from scribe.store.tables import audit_log
from scribe.store.verify import verify
from tests.store.noted import added, signed

DISARM = {
    "sqlite": ("DROP TRIGGER audit_log_same", "DROP TRIGGER audit_log_stay"),
    "postgresql": ("ALTER TABLE audit_log DISABLE TRIGGER ALL",),
}


def written_anew(store: Store, subject: str, *, keeps_signatures: bool) -> None:
    """The log as whoever owns the database would write it: other words, in a chain that is whole."""
    with store.engine.execution_options(writes=True).begin() as connection:
        for statement in DISARM[store.engine.dialect.name]:
            connection.execute(text(statement))
        rows = [dict(row._mapping) for row in connection.execute(select(audit_log).order_by(audit_log.c.number))]
        connection.execute(delete(audit_log))
        before = FIRST
        for row in rows:
            row |= {"subject": subject, "previous_hash": before}
            before = row["entry_hash"] = record_hash(row)
            row["entry_mac"] = row["entry_mac"] if keeps_signatures else None
            connection.execute(insert(audit_log).values(row))


def test_a_log_that_was_written_anew_in_a_whole_chain_is_found(own_store: Store) -> None:
    signed(own_store)

    written_anew(own_store, "dr-other", keeps_signatures=True)

    assert [(one.number, one.what) for one in verify(own_store).breaks] == [
        (1, "is signed by another key"),
        (2, "is signed by another key"),
    ]


def test_a_log_whose_signatures_were_taken_away_is_found(own_store: Store) -> None:
    encounter_id = signed(own_store)

    written_anew(own_store, "dr-other", keeps_signatures=False)

    for found in (verify(own_store), verify(own_store, encounter_id)):
        assert {one.what for one in found.breaks} == {"is not signed by this installation"}
        assert found.unsigned == 2


def of_before(store: Store, key_file: Path) -> None:
    """The store as of a version that did not sign."""
    save_keyring(key_file, replace(load_keyring(key_file), signs_log=False))
    with store.engine.execution_options(writes=True).begin() as connection:
        for statement in DISARM[store.engine.dialect.name]:
            connection.execute(text(statement))
        connection.execute(update(audit_log).values(entry_mac=None))


def test_records_from_before_the_log_was_signed_are_counted_and_no_break(own_places: Places) -> None:
    store = open_store(own_places)
    encounter_id = signed(store)
    of_before(store, own_places.keys)
    store.close()

    store = open_store(own_places)
    added(store, encounter_id, 2)
    found = verify(store)
    store.close()

    assert (found.breaks, found.unsigned, found.records) == ((), 2, 3)


def test_once_a_record_is_signed_none_without_a_signature_follows(own_places: Places) -> None:
    store = open_store(own_places)
    encounter_id = signed(store)
    of_before(store, own_places.keys)
    store.close()
    store = open_store(own_places)
    added(store, encounter_id, 2)
    added(store, encounter_id, 3)

    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(audit_log).where(audit_log.c.number == 4).values(entry_mac=None))
    found = verify(store)
    store.close()

    assert [(one.number, one.what) for one in found.breaks] == [(4, "is not signed by this installation")]


def test_a_rotation_of_keys_leaves_every_signature(own_store: Store) -> None:
    signed(own_store)
    own_store.keys.rotate()
    own_store.keys.forget_unused()

    assert verify(own_store).breaks == ()


def test_the_key_of_the_log_is_no_key_of_anything_else() -> None:
    ring = new_keyring()

    assert key_of(ring) not in (ring.lookup, *ring.keys.values())
    assert key_of(ring.with_new_key()) == key_of(ring)
    assert key_of(new_keyring()) != key_of(ring)


def test_whether_the_file_signs_the_log_outlives_writing_and_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    save_keyring(path, new_keyring())

    assert load_keyring(path).signs_log
    assert load_keyring(path).with_new_key().without("k0").signs_log


@pytest.mark.parametrize("told", ["", ', "signs_log": "yes"'])
def test_a_file_that_does_not_say_so_signs_no_log_from_the_start(tmp_path: Path, told: str) -> None:
    path = tmp_path / "keys.json"
    save_keyring(path, new_keyring())
    path.write_text(path.read_text().replace(',\n  "signs_log": true', told))

    assert not load_keyring(path).signs_log
