"""docs/suites.md, made from the suites and metrics that are in force."""

from collections.abc import Iterator

from eval import suites
from eval.metrics.metric import Metric
from eval.suite import Gate, Suite

_HEAD = """# Suites

Made by `make docs` from `eval/suites` and `eval/metrics`. A suite is named by the arrow it tests, says which
error is the dangerous one, and weighs each error; the sum of weighted errors orders samples and runs. A gate asks
for a bound over at least so many scored samples: nothing scored fails it. Every suite also asks that each sample
runs to its end, that each check holds, and, against a baseline, that no sample is gone and no metric is worse.
How to run them: [evaluation](evaluation.md).
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_suites(), "## Metrics", "", *_metrics(), ""])


def _suites() -> Iterator[str]:
    for suite in suites.EVERY:
        yield from _suite(suite)


def _suite(suite: Suite) -> Iterator[str]:
    yield f"## {suite.name}"
    yield ""
    yield f"Dangerous error: {suite.dangerous_error}."
    if suite not in suites.SUITES:
        yield f"Runs with `--all`: {'it transcribes' if suite in suites.AUDIO_SUITES else 'it takes minutes'}."
    if suite.needs:
        yield f"Left out where there are none of its samples; it needs {suite.needs}."
    if suite.fixed_model:
        yield "Of the reader or of recorded replies: it says nothing of another `--model` and is left out with one."
    if suite.varies:
        yield "Measures time: two runs differ, and no baseline holds it."
    if not suite.exact:
        yield "Engines differ between processors: against a baseline a loss counts where it is more than chance."
    if suite.metrics:
        yield from ("", "| metric | weight of an error | gate |", "|---|---|---|")
        gates = {gate.metric: gate for gate in suite.gates}
        for metric in suite.metrics:
            weight = f"{suite.weights[metric.id]:g}" if metric.id in suite.weights else ""
            yield f"| `{metric.id}` | {weight} | {_gate(gates.get(metric.id))} |"
    else:
        yield from ("", "It has checks alone, each of which must hold.")
    yield ""


def _gate(gate: Gate | None) -> str:
    if gate is None:
        return ""
    return f"{'at least' if gate.at_least else 'at most'} {gate.bound:g}, over {gate.min_scored} or more"


def _metrics() -> Iterator[str]:
    yield from ("| metric | what it is | unit | better | version |", "|---|---|---|---|---|")
    every = {metric.id: metric for suite in suites.EVERY for metric in suite.metrics}
    yield from (_metric(every[name]) for name in sorted(every))


def _metric(metric: Metric[object, object]) -> str:
    return f"| `{metric.id}` | {metric.title} | {metric.unit} | {metric.better} | {metric.version} |"
