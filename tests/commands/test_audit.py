"""``scribe audit``: verify says what it looked at, names each break and fails then; show prints ids and codes."""

import json
import sqlite3
from pathlib import Path

import pytest

from scribe.cli import main
from scribe.store.store import Places, open_store
from tests.store.noted import added, signed


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SCRIBE_DATA_DIR", str(tmp_path))
    store = open_store(Places(tmp_path))
    encounter_id = signed(store)
    added(store, encounter_id, 2)
    store.close()
    return encounter_id


def change(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "scribe.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("of", [False, True])
def test_histories_as_they_were_written_are_counted(
    visit: str, capsys: pytest.CaptureFixture[str], of: bool
) -> None:
    status = main(["audit", "verify", *(["--encounter", visit] if of else [])])

    told = capsys.readouterr().out
    assert status == 0
    assert told.startswith("1 notes (1 signed), 3 entries, 3 records of the log: all as written\n")
    assert ("end of the log (keep it elsewhere): local 3 " in told) is not of


def test_a_changed_entry_is_named_and_the_status_says_so(
    visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tmp_path, "DROP TRIGGER note_entries_same", "UPDATE note_entries SET \"by\" = 'x' WHERE number = 3")

    status = main(["audit", "verify"])

    assert status == 1
    assert f"BROKEN {visit} entry 3 is not what its hash says" in capsys.readouterr().out


def test_a_history_whose_end_was_cut_off_is_named(
    visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tmp_path, "DROP TRIGGER note_entries_stay", "DELETE FROM note_entries WHERE number = 3")

    status = main(["audit", "verify", "--encounter", visit])

    assert status == 1
    assert f"BROKEN {visit} entry 3 is in the audit log and not in the history" in capsys.readouterr().out


def test_a_visit_that_vanished_with_its_history_is_named(
    visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        tmp_path,
        "DROP TRIGGER note_entries_stay",
        "DROP TRIGGER encounters_signed_stay",
        "DELETE FROM note_entries",
        "DELETE FROM drafts",
        "DELETE FROM encounters",
    )

    status = main(["audit", "verify"])

    assert status == 1
    assert f"BROKEN {visit} is in the log, and neither there nor deleted" in capsys.readouterr().out


def test_a_missing_trigger_is_named_though_nothing_was_changed(
    visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tmp_path, "DROP TRIGGER encounters_signed_told")

    status = main(["audit", "verify"])

    told = capsys.readouterr().out
    assert status == 1
    assert "UNGUARDED the trigger encounters_signed_told of encounters is missing" in told
    assert "all as written" in told


def test_an_unknown_encounter_is_at_fault(visit: str) -> None:
    assert main(["audit", "verify", "--encounter", "0" * 32]) == 2


def test_the_log_is_shown_as_json_lines(visit: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["audit", "show", "--encounter", visit])

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert [one["action"] for one in lines] == ["note.draft", "note.attestation", "note.addendum"]
