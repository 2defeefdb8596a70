"""Rotation: every encounter opens before, during and after it, for processes that hold older keys too."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scribe.schema.errors import KeyUnavailable, StoreUnavailable
from scribe.store.data_keys import DataKeys
from scribe.store.keyring import load_keyring
from scribe.store.store import Places, Store, open_store
from tests.store.conftest import append, begun


def test_after_a_rotation_every_encounter_is_under_the_new_key(own_store: Store) -> None:
    ids = [begun(own_store) for _ in range(3)]

    key_id, count = own_store.keys.rotate()

    assert (count, DataKeys.in_use(own_store.engine)) == (3, {key_id: 3})
    assert [own_store.encounters.get(id_).id for id_ in ids] == ids


def test_a_running_process_opens_what_was_wrapped_under_a_key_it_has_not_read(own_places: Places) -> None:
    running, other = open_store(own_places), open_store(own_places)
    encounter_id = begun(running)
    append(running, encounter_id, b"sound")

    other.keys.rotate()
    other.keys.forget_unused()

    assert b"".join(running.recordings.stream(encounter_id)) == b"sound"
    assert [running.close(), other.close()] == [None, None]


def test_a_process_that_holds_a_forgotten_key_wraps_nothing_by_it(own_places: Places) -> None:
    running, other = open_store(own_places), open_store(own_places)
    begun(other)
    other.keys.rotate()
    gone = other.keys.forget_unused()

    encounter_id = begun(running)

    again = open_store(own_places)
    assert len(gone) == 1
    assert again.encounters.get(encounter_id).id == encounter_id
    assert [store.close() for store in (running, other, again)] == [None] * 3


def test_a_rotation_broken_off_midway_leaves_every_encounter_open(
    own_places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(own_places)
    ids = [begun(store) for _ in range(4)]
    wrap, done = DataKeys._wrap_anew, []

    def dies_at_the_third(keys: DataKeys, encounter_id: str) -> int:
        done.append(encounter_id)
        return wrap(keys, encounter_id) if len(done) < 3 else 1 // 0

    monkeypatch.setattr(DataKeys, "_wrap_anew", dies_at_the_third)
    with pytest.raises(ZeroDivisionError):
        store.keys.rotate()
    monkeypatch.undo()
    store.close()

    again = open_store(own_places)

    assert sorted(DataKeys.in_use(again.engine).values()) == [2, 2]
    assert again.keys.forget_unused() == ()
    assert [again.encounters.get(id_).id for id_ in ids] == ids
    assert again.keys.rotate()[1] == 4
    again.close()


def test_a_key_file_that_cannot_be_replaced_changes_nothing(
    own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(own_store)
    before = load_keyring(own_store.keys._path)

    def full(path: object, ring: object) -> None:
        raise StoreUnavailable("No space.")

    monkeypatch.setattr("scribe.store.data_keys.save_keyring", full)
    with pytest.raises(StoreUnavailable):
        own_store.keys.rotate()

    assert load_keyring(own_store.keys._path) == before
    assert DataKeys.in_use(own_store.engine) == {before.current: 1}


def test_rotations_and_new_encounters_at_once_lose_no_key(own_places: Places) -> None:
    stores = [open_store(own_places) for _ in range(3)]

    def work(number: int) -> str:
        store = stores[number % 3]
        encounter_id = begun(store)
        store.keys.rotate()
        store.keys.forget_unused()
        return encounter_id

    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(work, range(12)))

    again = open_store(own_places)
    assert sorted(again.encounters.get(id_).id for id_ in ids) == sorted(ids)
    assert [store.close() for store in (*stores, again)] == [None] * 4


def test_forgetting_keeps_the_current_key_and_those_in_use(own_store: Store) -> None:
    first = own_store.keys.ring.current
    own_store.keys.rotate()
    begun(own_store)
    second = own_store.keys.ring.current

    assert own_store.keys.forget_unused() == (first,)
    assert list(load_keyring(own_store.keys._path).keys) == [second]


def test_a_database_without_encounters_forgets_no_key_of_another(own_places: Places, tmp_path: Path) -> None:
    used, wrong = open_store(own_places), open_store(Places(tmp_path / "wrong", key_file=own_places.keys))
    encounter_id = begun(used)
    wrong.keys.rotate()

    with pytest.raises(KeyUnavailable, match="SCRIBE_DATABASE_URL"):
        wrong.keys.forget_unused()

    again = open_store(own_places)
    assert again.encounters.get(encounter_id).id == encounter_id
    assert [store.close() for store in (used, wrong, again)] == [None] * 3
