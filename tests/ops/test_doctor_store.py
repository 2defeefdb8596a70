"""``scribe doctor`` says of the stored side what there is, and of each problem its cure; looking makes nothing."""

import shutil
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from scribe.commands.doctor_line import Line
from scribe.commands.doctor_store import stored_lines
from scribe.schema.errors import StoreUnavailable
from scribe.schema.stored import NewEncounter
from scribe.settings import Settings
from scribe.store.keyring import load_keyring, save_keyring
from scribe.store.migrations import newest
from scribe.store.store import KEY_FILE, Store

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _told(settings: Settings, workers: int | None = None) -> dict[str, Line]:
    alive = None if workers is None else lambda: workers
    return {line.what: line for line in stored_lines(settings, alive)}


def test_before_the_first_start_nothing_is_missing_and_nothing_is_made(settings: Settings) -> None:
    told = _told(settings)

    assert {line.state for line in told.values()} == {"note", "ok"}
    assert told["database"].told.endswith("made by the first start")
    assert not settings.data_dir.exists()


def test_of_an_open_store_each_part_is_told(settings: Settings, store: Store) -> None:
    told = _told(settings, workers=2)

    assert {what: line.state for what, line in told.items()} == {
        "database": "ok",
        "object store": "ok",
        "key file": "ok",
        "jobs": "ok",
        "workers": "ok",
        "retention": "ok",
        "disk": "ok",
    }
    assert f"schema {newest()}" in told["database"].told
    assert f"mode 600, keys {load_keyring(settings.data_dir / KEY_FILE).current}" in told["key file"].told


def test_a_password_is_not_shown_where_the_database_does_not_answer(settings: Settings) -> None:
    url = SecretStr("postgresql://ann:sesame@127.0.0.1:1/visits")

    line = _told(settings.model_copy(update={"database_url": url}))["database"]

    assert line.state == "missing"
    assert line.told.startswith("PostgreSQL 127.0.0.1:1/visits: The database does not answer.")
    assert "sesame" not in line.told


def test_an_address_of_no_database_is_not_echoed(settings: Settings) -> None:
    line = _told(settings.model_copy(update={"database_url": SecretStr("mysql://ann:sesame@h/d")}))["database"]

    assert (line.state, "sesame" in line.told) == ("missing", False)


def test_a_key_that_is_in_use_and_not_in_the_file_is_named(settings: Settings, store: Store) -> None:
    store.encounters.create(NewEncounter(), NOW)
    path = settings.data_dir / KEY_FILE
    lost = load_keyring(path).current
    save_keyring(path, load_keyring(path).with_new_key().without(lost))

    line = _told(settings)["key file"]

    assert (line.state, line.told) == ("missing", f"{path} lacks {lost}: restore it from its backup")


def test_a_lost_key_file_is_missing_where_encounters_need_it(settings: Settings, store: Store) -> None:
    store.encounters.create(NewEncounter(), NOW)
    (settings.data_dir / KEY_FILE).unlink()

    assert _told(settings)["key file"].state == "missing"


def test_a_key_file_that_others_may_read_is_told_with_the_cure(settings: Settings, store: Store) -> None:
    (settings.data_dir / KEY_FILE).chmod(0o644)

    line = _told(settings)["key file"]

    assert (line.state, line.told.endswith("(mode 644): chmod 600 it")) == ("missing", True)


def test_an_object_store_that_keeps_nothing_is_told_with_the_cure(settings: Settings, store: Store) -> None:
    shutil.rmtree(settings.data_dir / "audio")
    (settings.data_dir / "audio").write_text("a file where the folder should be")

    line = _told(settings)["object store"]

    assert (line.state, "SCRIBE_AUDIO_URL" in line.told) == ("missing", True)


def test_retention_is_told_by_kind(settings: Settings) -> None:
    line = _told(settings.model_copy(update={"retain_audio_days": 30.0}))["retention"]

    assert line.told == "sound 30 days, transcripts kept, encounters kept"


def test_a_full_disk_is_told_with_the_cure(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    free = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr("scribe.commands.doctor_store.shutil.disk_usage", lambda _: free)

    line = _told(settings)["disk"]

    assert (line.state, "make space" in line.told) == ("missing", True)


def test_no_worker_is_missing_only_where_jobs_wait(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = _told(settings, workers=0)["workers"]
    monkeypatch.setattr("scribe.store.job_rows.JobRows.counts", lambda _: {"queued": 4})

    waited_for = _told(settings, workers=0)["workers"]

    assert (idle.state, waited_for.state) == ("note", "missing")
    assert "4 jobs wait: start" in waited_for.told


def test_workers_that_cannot_be_counted_are_told(settings: Settings, store: Store) -> None:
    def away() -> int:
        raise StoreUnavailable("The database does not answer.", "The worker asks again.")

    lines = {line.what: line for line in stored_lines(settings, away)}

    assert lines["workers"].state == "missing"
