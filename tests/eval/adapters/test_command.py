"""The command writes a folder once, and says in one line what is wrong."""

from pathlib import Path

import pytest

from eval.adapters.__main__ import main


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "MSK0901.txt").write_text("D: Hello.\nP: Hi.\n")
    (tmp_path / "in" / "MSK0902.txt").write_text("Q: Hello.\n")
    return tmp_path / "in"


def test_a_broken_set_is_one_line_on_stderr_and_status_2(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fareez", str(source), str(tmp_path / "out")]) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("eval.adapters: MSK0902.txt, line 1")
    assert not (tmp_path / "out").exists()


def test_what_is_left_out_is_said(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fareez", str(source), str(tmp_path / "out"), "--skip-broken"]) == 0

    told = capsys.readouterr()
    assert told.out.endswith("1 samples, 0 with sound, 1 left out\n")
    assert "MSK0902.txt" in told.err


def test_a_folder_that_holds_something_is_never_written_into(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "osce-MSK0901.json").write_text("labelled by hand")

    assert main(["fareez", str(source), str(tmp_path / "out"), "--skip-broken"]) == 2

    assert "nothing is overwritten" in capsys.readouterr().err
    assert (tmp_path / "out" / "osce-MSK0901.json").read_text() == "labelled by hand"
