"""``scribe eval`` as QA uses it: reports, shards, baselines, another run to compare with."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.__main__ import main
from eval.samples import folder
from eval.suite import FIXTURES

SUITE = "draft-to-findings"
QUIET = ["--processes", "1"]


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder of the drafts alone, as a team's own folder is: without a lock or baselines."""
    there = tmp_path / "drafts"
    shutil.copytree(FIXTURES / "drafts", there)
    folder.found.cache_clear()
    folder.read_lock.cache_clear()
    return there


def run(drafts: Path, out: Path, *more: str) -> int:
    return main(["run", SUITE, "--fixtures", str(drafts), "--out", str(out), *QUIET, *more])


def test_every_report_is_written(drafts: Path, tmp_path: Path) -> None:
    files = {form: tmp_path / f"report.{form}" for form in ("junit", "json", "markdown", "html")}

    status = run(drafts, tmp_path / "out", *(word for form, f in files.items() for word in (f"--{form}", str(f))))

    assert status == 0
    assert ElementTree.parse(files["junit"]).getroot().attrib["failures"] == "0"
    assert json.loads(files["json"].read_text("utf-8"))["suites"][0]["suite"] == SUITE
    assert files["markdown"].read_text("utf-8").startswith("## ✅ Passed")
    assert "<!doctype html>" in files["html"].read_text("utf-8").lower()


def test_shards_together_are_judged_as_the_run(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(drafts, tmp_path / "whole") == 0
    whole = capsys.readouterr().out
    assert run(drafts, tmp_path / "1", "--shard", "1/2") == 0
    assert "gates passed 0 failed 0" in capsys.readouterr().out
    assert run(drafts, tmp_path / "2", "--shard", "2/2") == 0
    capsys.readouterr()

    assert main(["report", str(tmp_path / "1"), str(tmp_path / "2"), "--fixtures", str(drafts)]) == 0
    assert capsys.readouterr().out == whole


def test_a_shard_alone_has_no_verdict(drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = tmp_path / "summary.md"
    run(drafts, tmp_path / "1", "--shard", "1/2", "--markdown", str(summary))
    assert summary.read_text("utf-8").startswith("## ❌ Not judged: the shard 1/2 alone")

    assert main(["report", str(tmp_path / "1"), "--fixtures", str(drafts)]) == 2
    assert f"Of {SUITE} there are the parts 1/2" in capsys.readouterr().err


def test_runs_of_two_models_are_not_judged_as_one(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(drafts, tmp_path / "1", "--shard", "1/2")
    run(drafts, tmp_path / "2", "--shard", "2/2", "--model", "recorded")

    assert main(["report", str(tmp_path / "1"), str(tmp_path / "2"), "--fixtures", str(drafts)]) == 2
    assert "differs from the first in model" in capsys.readouterr().err


def test_a_shard_alone_is_no_baseline(drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(drafts, tmp_path / "1", "--shard", "1/2")

    assert main(["accept", "--run", str(tmp_path / "1"), "--to", str(tmp_path / "accepted")]) == 2
    assert "shard 1/2" in capsys.readouterr().err
    assert not (tmp_path / "accepted").exists()


def test_a_suite_that_is_none_cannot_be_accepted(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(drafts, tmp_path / "out")

    assert main(["accept", "no-suite", "--run", str(tmp_path / "out"), "--to", str(tmp_path / "accepted")]) == 2
    assert "it has no suite no-suite" in capsys.readouterr().err


@pytest.mark.parametrize("as_run", [False, True], ids=["a folder of baselines", "another run"])
def test_a_worse_run_fails_against_what_was_accepted(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], as_run: bool
) -> None:
    run(drafts, tmp_path / "first")
    assert main(["accept", "--run", str(tmp_path / "first"), "--to", str(tmp_path / "accepted")]) == 0
    against = str(tmp_path / ("first" if as_run else "accepted"))
    assert run(drafts, tmp_path / "same", "--against", against) == 0
    path = drafts / "date-m54-5-in-2026.json"
    document = json.loads(path.read_text("utf-8"))
    document["expected"]["findings"] = ["RED_FLAG_VASCULAR"]
    path.write_text(json.dumps(document), "utf-8")
    folder.found.cache_clear()
    capsys.readouterr()

    assert run(drafts, tmp_path / "worse", "--against", against) == 1
    told = capsys.readouterr().out
    assert "FAIL no metric is worse than the baseline: worse: faults-caught" in told
    assert "  ok   faults-caught" in told


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are listed in /proc")
def test_the_processes_of_a_killed_run_end_with_it(drafts: Path, tmp_path: Path) -> None:
    words = ["run", SUITE, "--fixtures", str(drafts), "--out", str(tmp_path / "out"), "--processes", "2"]
    with subprocess.Popen([sys.executable, "-m", "eval", *words], stderr=subprocess.DEVNULL) as running:
        until(lambda: (tmp_path / "out" / f"{SUITE}.jsonl").exists())
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text("utf-8").split()
        running.kill()

    assert len(children) >= 2
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_resumed_run_says_the_same(drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(drafts, tmp_path / "out")
    first = capsys.readouterr().out
    lines = (tmp_path / "out" / f"{SUITE}.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "out" / f"{SUITE}.jsonl").write_bytes(b"".join(lines[:20]) + lines[20][:50])

    assert run(drafts, tmp_path / "out", "--resume") == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_a_wrong_shard_is_refused(text: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["run", "--shard", text])
    assert left.value.code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "absent"], "is no result of an evaluation"),
        (["accept", "--run", "absent"], "is no result of an evaluation"),
        (["run", SUITE, "--against", "absent"], "absent is no baseline"),
        (["run", SUITE, "--against", "."], f". has none of {SUITE}: that is no baseline"),
    ],
)
def test_what_is_missing_is_named(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_labels_that_are_not_finished_are_named_and_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (tmp_path / "visit.txt").write_text("Clinician: Where does it hurt?\nPatient: My low back.\n", "utf-8")
    assert main(["new", str(tmp_path / "visit.txt"), "--out", str(own / "visit.json")]) == 0

    status = main(["run", "transcript-to-note", "--fixtures", str(own), "--out", str(tmp_path / "out"), *QUIET])

    assert status == 1
    assert "FAIL every sample runs to its end: 0 of 1" in capsys.readouterr().out
    kept = json.loads((tmp_path / "out" / "transcript-to-note.jsonl").read_text("utf-8"))
    assert "still to be filled in: title" in kept["failure"]
    assert "low back" not in json.dumps(kept)


@pytest.mark.parametrize(("model", "why"), [("recorded", "FixtureUnreadable"), ("absent", "ModelUnavailable")])
def test_a_model_that_does_not_answer_is_not_judged_by_the_reader_that_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, why: str
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(FIXTURES / "visits" / "sciatica-side-never-said.json", own)
    words = ["run", "transcript-to-note", "--fixtures", str(own), "--out", str(tmp_path / "out"), *QUIET]

    assert main([*words, "--model", model]) == 1
    kept = json.loads((tmp_path / "out" / "transcript-to-note.jsonl").read_text("utf-8"))
    assert kept["failure"].startswith(why)
    assert kept["scores"] == {}


def test_a_suite_of_the_reader_gives_no_verdict_on_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "robustness", "--model", "a-new-one"]) == 2
    assert "robustness does not ask a-new-one" in capsys.readouterr().err


def test_a_run_of_other_fixtures_is_not_made_the_baseline_of_the_project(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(drafts, tmp_path / "out")

    assert main(["accept", "--run", str(tmp_path / "out")]) == 2
    assert "--to says where" in capsys.readouterr().err


def test_a_small_folder_of_ones_own_can_pass_and_can_be_asked_for_more(drafts: Path, tmp_path: Path) -> None:
    for path in sorted(drafts.glob("*.json"))[12:]:
        path.unlink()
    folder.found.cache_clear()

    assert run(drafts, tmp_path / "out") == 0
    assert run(drafts, tmp_path / "out", "--min-scored", "30") == 1


def test_suites_without_samples_in_another_folder_are_left_out_and_said(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--fixtures", str(drafts), "--out", str(tmp_path / "out"), *QUIET]) == 0

    told = capsys.readouterr()
    assert told.out.splitlines()[-1].startswith("suites 1 samples 72 gates passed")
    assert "heard-to-note: skipped, it needs other fixtures" in told.err


def test_the_weighted_error_is_compared_too(drafts: Path, tmp_path: Path) -> None:
    run(drafts, tmp_path / "first")
    path = drafts / "date-m54-5-in-2026.json"
    document = json.loads(path.read_text("utf-8"))
    document["expected"]["findings"] = ["RED_FLAG_VASCULAR"]
    path.write_text(json.dumps(document), "utf-8")
    folder.found.cache_clear()
    run(drafts, tmp_path / "worse", "--against", str(tmp_path / "first"), "--json", str(tmp_path / "run.json"))

    (suite,) = json.loads((tmp_path / "run.json").read_text("utf-8"))["suites"]
    (change,) = [one for one in suite["changes"] if one["metric"] == "weighted-error"]
    assert change["after"] > change["before"]
    assert (change["worse"], change["regressed"]) == (1, False)
