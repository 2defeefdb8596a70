"""The suites fail where they should: a wrong label, a crash, nothing scored."""

from pathlib import Path

import pytest

from eval import own_encounters
from eval.__main__ import main
from eval.suites import encounter_to_note, noise
from eval.suites.suite import Gate, Outcome, Suite, attempt


def test_every_bundled_encounter_passes_its_gates() -> None:
    outcomes = list(encounter_to_note.run())

    failed = [f"{o.sample}: {g.name}: {g.seen}" for o in outcomes for g in o.gates if not g.passed]
    assert len(outcomes) >= 15
    assert failed == []


def test_a_wrong_label_fails_its_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = (own_encounters.FOLDER / "dictated-narrative.json").read_text(encoding="utf-8")
    (tmp_path / "x.json").write_text(sample.replace('"M54.50"', '"M54.59"'), encoding="utf-8")
    monkeypatch.setattr(own_encounters, "FOLDER", tmp_path)

    (outcome,) = encounter_to_note.run()

    assert [gate.name for gate in outcome.gates if not gate.passed] == ["codes in sequence"]


def test_a_crash_is_a_failed_gate() -> None:
    def crash():
        raise KeyError("x")
        yield

    assert attempt("x", crash) == Outcome("x", (Gate("runs to its end", False, "KeyError"),))


def test_a_visit_that_cannot_be_read_is_a_failed_gate_and_the_others_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(sample, transcript=None):
        raise KeyError("x")

    monkeypatch.setattr(noise, "result_of", crash)
    outcomes = list(noise.run())

    assert len(outcomes) > 2
    assert {gate.seen for outcome in outcomes[:-1] for gate in outcome.gates} == {"KeyError"}


def test_nothing_scored_is_status_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("eval.__main__.SUITES", (Suite("none", "silence", lambda: iter(())),))

    assert main(["run"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "suites 1 samples 0 gates passed 0 failed 0"


def test_an_unknown_suite_is_status_2() -> None:
    assert main(["run", "absent"]) == 2
