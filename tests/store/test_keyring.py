"""Keyring: a first run makes the file for its owner alone; a damaged or missing one is never passed over."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scribe.schema.errors import KeyUnavailable
from scribe.store.keyring import load_keyring, make_keyring, save_keyring
from scribe.store.store import KEY_FILE, Places, open_store
from tests.store.conftest import begun


def test_a_first_run_makes_a_key_file_for_its_owner_alone(own_places: Places) -> None:
    open_store(own_places).close()

    assert stat.S_IMODE(own_places.keys.stat().st_mode) == 0o600
    assert [path.name for path in own_places.data_dir.iterdir() if "keys" in path.name] == [KEY_FILE]


def test_a_second_start_reads_the_keys_of_the_first(own_places: Places) -> None:
    first = open_store(own_places)
    encounter_id = begun(first)
    first.close()

    second = open_store(own_places)

    assert second.keys.ring == first.keys.ring
    assert second.encounters.get(encounter_id).id == encounter_id
    second.close()


def test_first_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(make_keyring, [tmp_path / "keys.json"] * 8))

    assert all(ring == load_keyring(tmp_path / "keys.json") for ring in rings)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_first_starts_of_a_whole_store_at_once_all_open_it(own_places: Places) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [own_places] * 4))

    assert len({begun(store) for store in stores}) == 4
    assert {store.keys.ring.current for store in stores} == {load_keyring(own_places.keys).current}
    assert [store.close() for store in stores] == [None] * 4


def test_saved_keys_keep_the_mode_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    ring = make_keyring(path).with_new_key()

    save_keyring(path, ring)

    assert load_keyring(path) == ring
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


_KEY = "A" * 43 + "="
_DAMAGED = [
    f'{{"current": "a", "keys": {{"a": "{_KEY}"}}}}',
    f'{{"current": "a", "keys": {{"a": "{_KEY}"}}, "lookup": ""}}',
    "",
    "{",
    "[]",
    "{}",
    '{"current": "a", "keys": {}}',
    '{"current": "a", "keys": {"a": "AAAA"}}',
    "\x00",
]


@pytest.mark.parametrize("text", [*_DAMAGED, '{"current": "a", "keys": {"a": "not base64!"}}'])
def test_a_damaged_key_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.json").write_text(text)

    with pytest.raises(KeyUnavailable, match="damaged"):
        load_keyring(tmp_path / "keys.json")


def test_encounters_without_their_key_file_are_refused_and_no_new_one_is_made(own_places: Places) -> None:
    store = open_store(own_places)
    begun(store)
    store.close()
    own_places.keys.unlink()

    with pytest.raises(KeyUnavailable, match="no key file"):
        open_store(own_places)

    assert not own_places.keys.exists()


def test_a_key_file_that_lacks_the_key_of_an_encounter_is_refused(own_places: Places, tmp_path: Path) -> None:
    store = open_store(own_places)
    begun(store)
    store.close()
    own_places.keys.unlink()
    make_keyring(own_places.keys)

    with pytest.raises(KeyUnavailable, match=store.keys.ring.current):
        open_store(own_places)


def test_a_key_file_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(KeyUnavailable, match="cannot be written"):
        make_keyring(tmp_path / "file" / "keys.json")


def test_the_key_file_names_each_key_and_the_current_one(tmp_path: Path) -> None:
    ring = make_keyring(tmp_path / "keys.json")

    document = json.loads((tmp_path / "keys.json").read_text())

    assert document["current"] == ring.current
    assert list(document["keys"]) == [ring.current]
