"""Baselines: any loss is a loss, a gain is none, a sample that is gone is noticed."""

from pathlib import Path

import pytest

from eval import baseline
from eval.baseline import baseline_of
from eval.errors import BaselineUnreadable
from eval.results import RunResult, SuiteResult
from eval.running.folder import RunFolder
from eval.running.judge import COMPLETE, NO_WORSE, judge
from eval.running.sums import Sums
from eval.suite import Suite
from tests.eval.running import toy
from tests.eval.running.test_evaluate import run


def sums_of(suite: Suite, folder: Path) -> tuple[Sums, RunResult]:
    made = run(suite, folder)
    sums = Sums(suite)
    for result in RunFolder(folder).results("toy"):
        sums.add(result)
    return sums, made


def against(before: dict[str, str], after: dict[str, str], folder: Path) -> SuiteResult:
    was, made = sums_of(toy.suite(before), folder / "before")
    now, _ = sums_of(toy.suite(after), folder / "after")
    path = baseline.save(baseline_of(was, made.versions), folder / "baselines")
    kept = baseline.load("toy", path.parent)
    assert kept == baseline_of(was, made.versions)
    return judge(now, kept)


def passed(result: SuiteResult, gate: str) -> bool:
    (found,) = [one for one in result.gates if one.gate == gate]
    return found.passed


def test_the_same_scores_are_no_regression(tmp_path: Path) -> None:
    result = against({"a": "1of4", "b": "0of4"}, {"a": "1of4", "b": "0of4"}, tmp_path)

    assert passed(result, NO_WORSE)
    assert passed(result, COMPLETE)
    assert result.changes[0].difference is not None
    assert (result.changes[0].difference.low, result.changes[0].difference.high) == (0, 0)


def test_a_loss_within_the_gate_is_still_a_regression(tmp_path: Path) -> None:
    result = against({"a": "1of4", "b": "0of4"}, {"a": "1of4", "b": "1of4"}, tmp_path)

    assert not passed(result, NO_WORSE)
    assert result.changes[0].worse == 1
    assert (result.changes[0].before, result.changes[0].after) == (0.125, 0.25)


def test_a_gain_is_none(tmp_path: Path) -> None:
    result = against({"a": "1of4", "b": "1of4"}, {"a": "1of4", "b": "0of4"}, tmp_path)

    assert passed(result, NO_WORSE)
    assert result.changes[0].better == 1


def test_a_sample_that_is_gone_fails_although_the_value_is_better(tmp_path: Path) -> None:
    result = against({"a": "0of4", "bad": "4of4"}, {"a": "0of4"}, tmp_path)

    assert not passed(result, COMPLETE)
    assert passed(result, NO_WORSE)


def test_a_new_sample_is_not_compared(tmp_path: Path) -> None:
    result = against({"a": "0of4"}, {"a": "0of4", "new": "2of4"}, tmp_path)

    assert passed(result, NO_WORSE)
    assert result.changes[0].samples == 1


def test_a_metric_of_another_version_is_not_held_to_be_as_good(tmp_path: Path) -> None:
    sums, made = sums_of(toy.suite({"a": "0of4"}), tmp_path)
    older = baseline_of(sums, made.versions).model_copy(update={"metrics": {"errors": 0}})

    result = judge(sums, older)

    assert not passed(result, NO_WORSE)
    assert result.gates[-1].seen == "not compared: errors"


def test_a_metric_that_scores_nothing_any_more_is_not_held_to_be_as_good(tmp_path: Path) -> None:
    assert not passed(against({"a": "1of4"}, {"a": "nothing"}, tmp_path), NO_WORSE)


def test_a_baseline_of_another_suite_is_named(tmp_path: Path) -> None:
    sums, made = sums_of(toy.suite({"a": "0of4"}), tmp_path)
    baseline.save(baseline_of(sums, made.versions), tmp_path).rename(tmp_path / "other.json")

    with pytest.raises(BaselineUnreadable, match=r"other.json \(it is of toy\)"):
        baseline.load("other", tmp_path)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "toy.json").write_text("{}", "utf-8")

    with pytest.raises(BaselineUnreadable, match=r"toy\.json"):
        baseline.load("toy", tmp_path)
