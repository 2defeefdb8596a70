"""The recorded suites as ``make test`` runs them: every gate holds, nothing is worse than what was accepted."""

import resource
from pathlib import Path

import pytest

from eval import baseline, suites
from eval.__main__ import main
from eval.running.folder import RunFolder

AT_MOST_S, PROCESSES = 60.0, 2


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path, float]:
    out = tmp_path_factory.mktemp("recorded")
    before = _processor_seconds()
    return main(["run", "--out", str(out), "--processes", str(PROCESSES)]), out, _processor_seconds() - before


def _processor_seconds() -> float:
    """Of the processes that have ended: the pool's among them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_every_gate_holds(run: tuple[int, Path, float]) -> None:
    status, out, _ = run
    made = RunFolder(out).load()

    failed = [f"{s.suite}: {gate.gate}: {gate.seen}" for s in made.suites for gate in s.gates if not gate.passed]
    assert failed == []
    assert status == 0
    assert made.against == "accepted baselines"


def test_every_suite_has_an_accepted_baseline() -> None:
    exact = [suite for suite in suites.EVERY if not suite.varies and suite.metrics]
    exact = [suite.name for suite in exact if not suite.needs]

    assert [name for name in exact if baseline.load(name) is None] == []


def test_a_run_takes_less_than_a_minute(run: tuple[int, Path, float]) -> None:
    """By the processor's time, which a busy machine lengthens least, shared by two processes."""
    *_, seconds = run

    assert seconds / PROCESSES < AT_MOST_S
