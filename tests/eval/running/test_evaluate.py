"""A run: pooled, resumable, in parts, the same twice; a crash is a failure and never a score."""

from pathlib import Path

import pytest

from eval.errors import RunUnreadable
from eval.results import RunResult
from eval.running.evaluate import Plan, evaluate, verdict
from eval.running.folder import RunFolder
from eval.running.pool import PROCESS_ENDED
from eval.running.shard import Shard
from eval.running.sums import Sums
from eval.suite import Gate, Setup, Suite, at_least, at_most
from tests.eval.running import toy


def run(suite: Suite, folder: Path, **given: object) -> RunResult:
    return evaluate(Plan(**{"suites": [suite], "setup": Setup(), "folder": RunFolder(folder), "processes": 1,
                            "lookup": lambda _: suite, **given}))  # fmt: skip


def gates(made: RunResult) -> dict[str, bool]:
    return {gate.gate: gate.passed for gate in made.suites[0].gates}


def test_values_are_pooled_and_not_averaged(tmp_path: Path) -> None:
    made = run(toy.suite({"short": "1of1", "long": "0of99"}), tmp_path)

    (value,) = made.suites[0].values
    assert (value.points, value.weight, value.value) == (1, 100, 0.01)
    assert value.interval is not None
    assert value.interval.low <= 0.01 <= value.interval.high


def test_an_error_where_none_was_possible_counts_and_its_sample_does_not(tmp_path: Path) -> None:
    (value,) = run(toy.suite({"a": "1of4", "invented": "2of0"}), tmp_path).suites[0].values

    assert (value.points, value.weight, value.value, value.samples) == (3, 4, 0.75, 1)


@pytest.mark.parametrize("gate", [at_most("errors", 1e9), at_least("errors", 0.0)])
def test_a_metric_of_nothing_has_no_value_and_fails_its_gate(tmp_path: Path, gate: Gate) -> None:
    made = run(toy.suite({"a": "nothing"}, gates=(gate,)), tmp_path)

    assert made.suites[0].values[0].value is None
    assert gates(made)["errors"] is False


def test_a_gate_needs_as_many_scored_samples_as_it_says(tmp_path: Path) -> None:
    samples = {"a": "0of1", "b": "0of1", "c": "nothing"}

    assert gates(run(toy.suite(samples, gates=(at_most("errors", 0.5, 2),)), tmp_path))["errors"] is True
    assert gates(run(toy.suite(samples, gates=(at_most("errors", 0.5, 3),)), tmp_path))["errors"] is False


def test_no_sample_at_all_fails(tmp_path: Path) -> None:
    made = run(toy.suite({}, gates=()), tmp_path)

    assert made.gates_failed == 1


def test_a_crash_is_a_failed_sample_without_a_score_or_a_word_of_its_message(tmp_path: Path) -> None:
    made = run(toy.suite({"good": "0of4", "bad": "crash"}), tmp_path)

    kept = RunFolder(tmp_path).get("toy", "bad")
    assert kept is not None
    assert (kept.failure, kept.scores) == ("Broken", {})
    assert made.suites[0].failures == 1
    assert gates(made)["every sample runs to its end"] is False
    assert "patient" not in (tmp_path / "toy.jsonl").read_text("utf-8")
    assert made.suites[0].worst[0] == "bad"


def test_a_check_that_does_not_hold_fails(tmp_path: Path) -> None:
    assert gates(run(toy.suite({"a": "unkept"}, gates=()), tmp_path))["every check holds"] is False


def test_a_sample_that_ends_its_process_is_a_failed_sample_and_the_others_run(tmp_path: Path) -> None:
    samples = {"a": "0of1", "dead": "dead", "b": "0of1", "c": "0of2"}

    made = run(toy.suite(samples), tmp_path, processes=2, lookup=toy.in_pool)

    found = {result.sample: result.failure for result in RunFolder(tmp_path).results("toy")}
    assert found == {"a": None, "dead": PROCESS_ENDED, "b": None, "c": None}
    assert made.suites[0].values[0].weight == 4


def test_processes_change_nothing_but_the_time(tmp_path: Path) -> None:
    samples = {f"s{n}": f"{n % 3}of10" for n in range(40)}

    alone = run(toy.suite(samples), tmp_path / "alone")
    pooled = run(toy.suite(samples), tmp_path / "pooled", processes=2, lookup=toy.in_pool)

    assert untimed(alone) == untimed(pooled)


def untimed(made: RunResult) -> RunResult:
    return made.model_copy(update={"suites": tuple(s.model_copy(update={"seconds": {}}) for s in made.suites)})


def test_a_resumed_run_uses_what_is_the_same_and_runs_the_rest(tmp_path: Path) -> None:
    first = {"a": "1of2", "b": "0of2"}
    run(toy.suite(first), tmp_path)
    stamp = {r.sample: r.seconds for r in RunFolder(tmp_path).results("toy")}

    made = run(toy.suite({**first, "b": "2of2", "c": "0of2"}), tmp_path, resume=True)

    after = {r.sample: r.seconds for r in RunFolder(tmp_path).results("toy")}
    assert after["a"] == stamp["a"]
    assert made.suites[0].values[0].points == 3
    assert made.suites[0].samples == 3


def test_a_resumed_run_drops_what_is_no_sample_any_more(tmp_path: Path) -> None:
    run(toy.suite({"gone": "0of2", "a": "1of2", "b": "0of2"}), tmp_path)

    run(toy.suite({"b": "1of2", "a": "1of2"}), tmp_path, resume=True)

    kept = [(r.sample, r.scores["errors"].points) for r in RunFolder(tmp_path).results("toy")]
    assert kept == [("b", 1), ("a", 1)]
    assert (tmp_path / "toy.jsonl").read_bytes().count(b"\n") == 2


def test_another_version_of_a_suite_is_not_resumed_from(tmp_path: Path) -> None:
    run(toy.suite({"a": "1of2"}), tmp_path)
    before = (tmp_path / "toy.jsonl").read_bytes()

    run(toy.suite({"a": "1of2"}, version=2), tmp_path, resume=True)

    assert (tmp_path / "toy.jsonl").read_bytes() != before


def test_another_speech_engine_is_not_resumed_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(toy.suite({"a": "1of2"}), tmp_path)
    before = (tmp_path / "toy.jsonl").read_bytes()
    monkeypatch.setenv("SCRIBE_ASR_MODEL", "tiny.en")

    run(toy.suite({"a": "1of2"}), tmp_path, resume=True)

    assert (tmp_path / "toy.jsonl").read_bytes() != before


def test_a_torn_last_line_is_cut_off_and_its_sample_run_again(tmp_path: Path) -> None:
    samples = {"a": "1of2", "b": "0of2"}
    run(toy.suite(samples), tmp_path)
    whole = (tmp_path / "toy.jsonl").read_bytes()
    (tmp_path / "toy.jsonl").write_bytes(whole[:-40])

    made = run(toy.suite(samples), tmp_path, resume=True)

    assert made.suites[0].samples == 2
    assert (tmp_path / "toy.jsonl").read_bytes().count(b"\n") == 2


def test_the_shards_of_a_run_together_are_the_run(tmp_path: Path) -> None:
    samples = {f"s{n}": f"{n % 4}of10" for n in range(30)}
    whole = run(toy.suite(samples), tmp_path / "whole")
    suite, sums = toy.suite(samples), Sums(toy.suite(samples))

    parts = []
    for number in (1, 2, 3):
        folder = RunFolder(tmp_path / str(number))
        part = evaluate(Plan([suite], Setup(), folder, 1, lambda _: suite, shard=Shard(number, 3)))
        assert part.suites[0].gates == ()
        parts.append({r.sample: r for r in folder.results("toy")})
    for name in samples:
        (one,) = [part[name] for part in parts if name in part]
        sums.add(one)
    judged = verdict([sums], whole.versions, lambda _: None, None, own=True)

    assert untimed(judged) == untimed(whole)
    assert sum(map(len, parts)) == 30


def test_a_run_that_was_ended_early_has_no_verdict_of_the_run_before_it(tmp_path: Path) -> None:
    run(toy.suite({"a": "0of1", "b": "0of1"}), tmp_path)
    killed = RunFolder(tmp_path)

    killed.begin("toy", resume=False)

    with pytest.raises(RunUnreadable):
        killed.suites()


def test_a_suite_of_an_earlier_run_is_none_of_the_last(tmp_path: Path) -> None:
    (tmp_path / "latency.jsonl").write_text("{}\n", "utf-8")

    run(toy.suite({"a": "0of1"}), tmp_path)

    assert RunFolder(tmp_path).suites() == ["toy"]
