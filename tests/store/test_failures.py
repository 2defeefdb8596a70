"""Failures of disk, database and bucket come out as StoreUnavailable or StorageFull, and nothing half is kept."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scribe.schema.errors import (
    KeyUnavailable,
    ObjectMissing,
    SettingsError,
    StorageFull,
    StoreError,
    StoreUnavailable,
)
from scribe.store import audio_objects, database
from scribe.store.audio_objects import open_audio_objects
from scribe.store.keyring import load_keyring
from scribe.store.migrations import version
from scribe.store.store import Places, Store, open_store
from tests.conftest import ROOT
from tests.store.conftest import append, begun

CREATE_TWENTY = """
import sys
from pathlib import Path
from scribe.store.store import Places, open_store
from tests.store.conftest import append, begun

store = open_store(Places(Path(sys.argv[1])))
for number in range(20):
    append(store, begun(store), b"sound", b"more")
store.close()
"""


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(Places(tmp_path / "data"))
    yield opened
    opened.close()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, or a skip where this user may mount none."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def _filled(folder: Path) -> Path:
    """Fills the disk to its last byte; gives the file to remove."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return path


def test_two_processes_write_one_sqlite_file_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CREATE_TWENTY, str(tmp_path / "data")]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate()[1] for process in running]

    store = open_store(Places(tmp_path / "data"))
    found = store.encounters.page(100).encounters
    store.close()

    assert told == [b"", b""]
    assert [encounter.bytes_received for encounter in found] == [9] * 40


def test_a_full_disk_refuses_sound_and_keeps_what_was_acknowledged(tiny_disk: Path, tmp_path: Path) -> None:
    store = open_store(Places(tmp_path / "data", audio_url=f"file://{tiny_disk}"))
    encounter_id = begun(store)
    append(store, encounter_id, b"acknowledged")
    filler = _filled(tiny_disk)

    with pytest.raises(StorageFull):
        store.recordings.keep(encounter_id, 12, b"x" * 100_000)
    with pytest.raises(StorageFull):
        store.objects.check()
    filler.unlink()
    append(store, encounter_id, b", and more")

    assert b"".join(store.recordings.stream(encounter_id)) == b"acknowledged, and more"
    store.close()


def test_a_full_disk_refuses_rows_and_keeps_what_was_acknowledged(tiny_disk: Path) -> None:
    store = open_store(Places(tiny_disk))
    ids = [begun(store) for _ in range(3)]
    filler = _filled(tiny_disk)

    with pytest.raises(StorageFull):
        [begun(store) for _ in range(200)]
    kept = len(store.encounters.page(500).encounters)
    filler.unlink()
    ids.append(begun(store))

    assert kept >= 3
    assert [store.encounters.get(id_).id for id_ in ids] == ids
    store.close()


def test_a_database_that_may_not_grow_is_full(laptop: Store) -> None:
    begun(laptop)
    with laptop.engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))

    with pytest.raises(StorageFull):
        [begun(laptop) for _ in range(200)]


def test_a_full_disk_leaves_the_key_file_whole(tiny_disk: Path) -> None:
    store = open_store(Places(tiny_disk))
    before = load_keyring(tiny_disk / "store-keys.json")
    _filled(tiny_disk)

    with pytest.raises((KeyUnavailable, StorageFull)):
        store.keys.rotate()

    assert load_keyring(tiny_disk / "store-keys.json") == before
    store.close()


def test_a_locked_database_does_not_answer_and_later_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_S", 0.1)
    store = open_store(Places(tmp_path))
    encounter_id = begun(store)
    other = sqlite3.connect(tmp_path / database.FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreUnavailable):
        begun(store)
    read_meanwhile = store.encounters.get(encounter_id).id
    other.execute("ROLLBACK")
    other.close()

    assert read_meanwhile == encounter_id
    assert begun(store)
    store.close()


@pytest.fixture
def switched(new_database: Callable[[], str]) -> Iterator[tuple[str, Callable[[bool], None]]]:
    """A PostgreSQL database's address, and what takes it away (False) and brings it back (True)."""
    address = new_database()
    name = urlsplit(address).path.strip("/")
    server = psycopg.connect("host=127.0.0.1 port=5432 user=root dbname=postgres", autocommit=True)

    def switch(on: bool) -> None:
        allow = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}").format(sql.Identifier(name), sql.Literal(on))
        server.execute(allow)
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))

    yield address, switch
    switch(True)
    server.close()


def test_a_database_that_goes_away_does_not_answer_and_later_does(
    tmp_path: Path, switched: tuple[str, Callable[[bool], None]]
) -> None:
    address, switch = switched
    places = Places(tmp_path, address)
    store = open_store(places)
    encounter_id = begun(store)
    switch(False)

    with pytest.raises(StoreUnavailable):
        begun(store)
    with pytest.raises(StoreUnavailable):
        append(store, encounter_id, b"sound")
    with pytest.raises(StoreUnavailable):
        version(store.engine)
    with pytest.raises(StoreUnavailable):
        open_store(places)
    switch(True)
    append(store, encounter_id, b"sound")

    assert b"".join(store.recordings.stream(encounter_id)) == b"sound"
    store.close()


def test_no_database_at_the_address_does_not_answer_and_is_not_named_with_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as raised:
        open_store(Places(tmp_path, "postgresql://root:hidden-word@127.0.0.1:9/nothing"))

    assert "hidden-word" not in str(raised.value)


@pytest.mark.parametrize("address", ["not an address", "mysql://host/name", "sqlite+hidden-word://"])
def test_an_address_of_no_known_database_is_refused_without_an_echo(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError) as raised:
        open_store(Places(tmp_path, address))

    assert address not in str(raised.value)


def test_a_bucket_that_does_not_answer_is_said_so_in_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"ENDPOINT": "http://127.0.0.1:9", "ALLOW_HTTP": "true", "REGION": "r", "ACCESS_KEY_ID": "a"}
    for name, value in {**told, "SECRET_ACCESS_KEY": "b"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    bucket = open_audio_objects("s3://bucket/prefix", tmp_path)

    with pytest.raises(StoreUnavailable):
        bucket.put("e1/0", b"sealed")
    with pytest.raises(StoreUnavailable):
        bucket.get("e1/0")
    with pytest.raises(StoreUnavailable):
        bucket.check()


def test_a_folder_that_cannot_be_written_does_not_answer(laptop: Store, tmp_path: Path) -> None:
    encounter_id = begun(laptop)
    (tmp_path / "data" / "audio" / encounter_id).write_text("a file where the folder should be")

    with pytest.raises(StoreUnavailable):
        laptop.recordings.keep(encounter_id, 0, b"sound")


def test_an_address_of_no_bucket_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        open_audio_objects("nothing://bucket", tmp_path)


def test_objects_in_memory_are_kept_as_those_in_a_folder(tmp_path: Path) -> None:
    objects = open_audio_objects("memory:///", tmp_path)
    objects.put("e1/0", b"sealed")

    assert (objects.get("e1/0"), objects.of("e1"), objects.delete_unfinished("e1")) == (b"sealed", ["e1/0"], 0)
    assert (objects.delete_all("e1"), objects.of("e1")) == (1, [])
    with pytest.raises(ObjectMissing):
        objects.get("e1/0")


def test_a_folder_whose_last_object_went_takes_the_next(laptop: Store) -> None:
    laptop.objects.put("e1/0", b"first")
    laptop.objects.delete(["e1/0", "e1/never-was"])

    laptop.objects.put("e1/1", b"second")

    assert laptop.objects.of("e1") == ["e1/1"]


def test_a_damaged_database_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "scribe.db").write_bytes(b"no database" * 1000)

    with pytest.raises(StoreError, match="The database is damaged"):
        open_store(Places(tmp_path))


def test_a_piece_whose_folder_goes_with_a_deletion_as_it_is_written_may_be_sent_again(
    laptop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    encounter_id = begun(laptop)
    on_disk = audio_objects._on_disk
    monkeypatch.setattr(audio_objects, "_on_disk", lambda path: (shutil.rmtree(path.parent), on_disk(path)))

    with pytest.raises(StoreUnavailable):
        append(laptop, encounter_id, b"sound")
    assert laptop.recordings.received(encounter_id) == 0


def test_a_database_that_may_not_be_written_is_told_as_one(laptop: Store) -> None:
    with laptop.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        with pytest.raises(DBAPIError) as refused:
            connection.exec_driver_sql("DELETE FROM jobs")

    assert str(database.as_store_error(refused.value)).startswith(
        "The database's file cannot be opened or written."
    )
