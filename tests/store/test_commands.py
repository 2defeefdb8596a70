"""``scribe purge`` and ``scribe keys``: they say ids and counts, and their exit status says how it went."""

from datetime import timedelta
from pathlib import Path

import pytest

from scribe import clock
from scribe.cli import main
from scribe.schema.errors import StoreUnavailable
from scribe.store.data_keys import DataKeys
from scribe.store.keyring import load_keyring
from scribe.store.recordings import Recordings
from scribe.store.store import Places, open_store
from tests.store.conftest import CONSENTED, append, begun

LINES = ["whole encounters", "recordings", "transcripts", "deleted encounters", "pieces of sound"]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an installation with one visit, recorded two days ago."""
    monkeypatch.setenv("SCRIBE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SCRIBE_RETAIN_AUDIO_DAYS", "1")
    store = open_store(Places(tmp_path))
    then = clock.now() - timedelta(days=2)
    encounter_id = store.encounters.create(CONSENTED, then)[0].id
    append(store, encounter_id, b"sound")
    store.encounters.finalize(encounter_id, then)
    store.jobs.cancel(encounter_id, then)
    store.close()
    return tmp_path


def counts(told: str) -> list[str]:
    return [line.split()[0] for line in told.splitlines()]


def test_a_dry_run_says_what_would_go_and_removes_nothing(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["purge", "--dry-run"])

    assert (status, counts(capsys.readouterr().out)) == (0, ["0", "1", "0", "0"])
    assert len([path for path in (data_dir / "audio").rglob("*") if path.is_file()]) == 1


def test_a_purge_says_what_went(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["purge"])

    told = capsys.readouterr().out
    assert (status, counts(told)) == (0, ["0", "1", "0", "0", "0"])
    assert [line for line, words in zip(told.splitlines(), LINES, strict=True) if words not in line] == []
    assert [path for path in (data_dir / "audio").rglob("*") if path.is_file()] == []


def test_a_purge_that_leaves_something_ends_with_the_status_of_a_failed_service(
    data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(recordings: Recordings, encounter_id: str) -> int:
        raise StoreUnavailable("The object store does not answer.")

    monkeypatch.setattr(Recordings, "expire", away)

    assert main(["purge"]) == 3
    assert capsys.readouterr().err.startswith("scribe: 1 could not be removed now.")


def test_keys_are_shown_by_id_and_count(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["keys"])

    assert (
        capsys.readouterr().out == f"{load_keyring(data_dir / 'store-keys.json').current}  current  1 encounters\n"
    )


def test_a_rotation_and_forgetting_leave_the_new_key_alone(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = load_keyring(data_dir / "store-keys.json").current

    statuses = [main(["keys", "rotate"]), main(["keys", "forget"]), main(["keys", "forget"])]

    told = capsys.readouterr().out.splitlines()
    ring = load_keyring(data_dir / "store-keys.json")
    assert (statuses, list(ring.keys)) == ([0, 0, 0], [ring.current])
    assert told[0].startswith(f"The current key is {ring.current}; 1 encounters were put under it.")
    assert told[1:] == [f"Forgotten: {before}.", "Every key is in use."]


def test_no_key_is_ever_printed(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = (data_dir / "store-keys.json").read_text()
    main(["keys", "rotate"])
    main(["keys", "show"])

    told = capsys.readouterr()
    secrets = [word for word in (document + (data_dir / "store-keys.json").read_text()).split('"') if "=" in word]
    assert len(secrets) == 5  # before: a key and the fingerprint key; after: both again, and the new one
    assert [secret for secret in secrets if secret in told.out + told.err] == []


def test_a_lost_key_file_ends_with_the_status_of_a_failed_service(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data_dir / "store-keys.json").unlink()

    assert main(["keys", "show"]) == 3
    assert "no key file" in capsys.readouterr().err


def test_a_word_that_keys_does_not_know_is_a_fault_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["keys", "melt"])

    assert raised.value.code == 2


def test_the_store_is_left_usable_after_a_rotation_by_the_command(data_dir: Path) -> None:
    running = open_store(Places(data_dir))
    main(["keys", "rotate"])
    main(["keys", "forget"])

    encounter_id = begun(running)

    assert DataKeys.in_use(running.engine) == {load_keyring(data_dir / "store-keys.json").current: 2}
    assert running.encounters.get(encounter_id).id == encounter_id
    running.close()
