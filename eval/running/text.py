"""A run as it is told on a terminal."""

from collections.abc import Iterator

from eval.results import MetricValue, RunResult, SuiteResult


def lines(run: RunResult) -> Iterator[str]:
    """The suites with their values and gates, then the line that says it all."""
    for suite in run.suites:
        yield from _suite(suite)
    gates = f"gates passed {run.gates_passed} failed {run.gates_failed}"
    yield f"suites {len(run.suites)} samples {run.samples} {gates}"


def _suite(suite: SuiteResult) -> Iterator[str]:
    yield f"{suite.suite}: {suite.dangerous_error}"
    for value in suite.values:
        if "[" not in value.metric:
            yield f"       {value.metric:<26} {_value(value)}"
    for gate in suite.gates:
        yield f"  {'ok  ' if gate.passed else 'FAIL'} {gate.gate}: {gate.seen} (wanted {gate.wanted})"
    if suite.worst:
        yield f"       worst: {', '.join(suite.worst[:5])}"


def _value(value: MetricValue) -> str:
    if value.value is None:
        return "nothing scored"
    interval = f" [{value.interval.low:.3f}, {value.interval.high:.3f}]" if value.interval else ""
    return f"{value.value:.3f}{interval} ({value.points:g}/{value.weight:g} over {value.samples})"
