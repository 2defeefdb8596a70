"""What every report says alike: whether a run passed and why not, numbers, and what a change means."""

from collections.abc import Iterator

from eval.metrics.metric import Better
from eval.results import WEIGHTED_ERROR, Change, MetricValue, RunResult, SuiteResult

NONE = "–"
"""Stands where there is no value: nothing was scored."""


def passed(run: RunResult) -> bool:
    """Whether something was evaluated and nothing failed; of a shard alone no. A metric of nothing fails by its
    gate, if it has one.
    """
    return run.samples > 0 and run.shard is None and not any(_problems(run))


def verdict(run: RunResult) -> str:
    """The run in one sentence, which begins with the verdict."""
    if not run.samples:
        return "Failed: nothing was evaluated"
    problems = list(_problems(run))
    if problems:
        return f"Failed: {', '.join(problems)}"
    if run.shard:
        return f"Not judged: the shard {run.shard} alone, {counted(run.samples, 'sample')} (scribe eval report)"
    held = counted(run.gates_passed, "gate held", "gates held")
    return f"Passed: {held} over {counted(run.samples, 'sample')} in {counted(len(run.suites), 'suite')}"


def _problems(run: RunResult) -> Iterator[str]:
    gates = run.gates_passed + run.gates_failed
    crashed = sum(suite.failures for suite in run.suites)
    empty = sum(not suite.samples for suite in run.suites)
    if run.gates_failed:
        yield f"{run.gates_failed} of {counted(gates, 'gate')}"
    if crashed:
        yield counted(crashed, "crashed sample")
    if empty:
        yield counted(empty, "suite without a sample", "suites without a sample")


def suite_passed(suite: SuiteResult) -> bool:
    """Whether a suite gives the run no reason to fail."""
    return bool(suite.samples) and not suite.failures and all(gate.passed for gate in suite.gates)


def counted(count: int, one: str, many: str | None = None) -> str:
    """``1 gate``, ``2 gates``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def number(value: float | None) -> str:
    """A value in as many digits as tell runs apart: three decimals below ten, none above a thousand."""
    if value is None:
        return NONE
    size = abs(value)
    if 0 < size < 0.0005:
        return f"{value:.1e}".replace("-", "−")
    decimals = 3 if size < 10 else 1 if size < 1000 else 0
    return f"{value:.{decimals}f}".replace("-", "−")


def signed(value: float) -> str:
    """A difference, with its sign."""
    return "±0" if value == 0 else number(value) if value < 0 else f"+{number(value)}"


def whole(value: float) -> str:
    """A sum of points or weights: without decimals where it has none."""
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def difference(change: Change) -> float | None:
    """After less before; None where one of them scored nothing."""
    if change.before is None or change.after is None:
        return None
    return change.after - change.before


def direction(change: Change, better: Better | None) -> str:
    """``better``, ``worse`` or nothing where the value stayed or nobody says which way is good."""
    moved = difference(change)
    better = "lower" if change.metric == WEIGHTED_ERROR else better
    if not moved or better is None:
        return ""
    return "better" if (moved < 0) == (better == "lower") else "worse"


def is_changed(change: Change) -> bool:
    """Whether the pooled value or that of any sample moved."""
    return change.regressed or change.before != change.after or bool(change.better or change.worse)


def changes_of(suite: SuiteResult) -> dict[str, Change]:
    """The changes of a suite by metric."""
    return {change.metric: change for change in suite.changes}


def values_of(suite: SuiteResult) -> dict[str, MetricValue]:
    """The values of a suite by metric."""
    return {value.metric: value for value in suite.values}


def weighted_change(suite: SuiteResult) -> str:
    """How the weighted error moved against the baseline; empty where the run does not tell."""
    change = changes_of(suite).get(WEIGHTED_ERROR)
    moved = difference(change) if change else None
    return "" if moved is None else signed(moved)


def worst_with_errors(suite: SuiteResult) -> tuple[str, ...]:
    """The worst samples; none where the whole suite has no error to show."""
    flawless = suite.weighted_error == 0 and suite_passed(suite) and not suite.checks_failed
    return () if flawless else suite.worst
