"""A run as JUnit XML: what Jenkins, GitLab and other CI systems show as tests.

A suite is a ``testsuite``; in it each gate, each metric and each crashed sample is a ``testcase``. A gate that did
not hold is a failure and a crashed sample an error. A metric that scored nothing is skipped: its gate has failed.
Names hold no measured value, so that a CI can follow a test from run to run. The form is that of Jenkins'
junit-10.xsd.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from eval.reports import Samples
from eval.reports.wording import counted, number, whole
from eval.results import GateResult, MetricValue, RunResult, SuiteResult

NAME = "scribe-eval"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference."""


def render(run: RunResult, samples: Samples) -> str:
    """The document. A run without suites is one failed test: an empty report would pass for success."""
    suites = [_suite(run, suite, samples) for suite in run.suites] or [_nothing()]
    totals = {kind: sum(_count(suite, kind) for suite in suites) for kind in ("testcase", "failure", "error")}
    head = _open(
        "testsuites",
        name=NAME,
        tests=str(totals["testcase"]),
        failures=str(totals["failure"]),
        errors=str(totals["error"]),
        time=_time(sum(suite.seconds.get("total", 0.0) for suite in run.suites)),
    )
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *map("\n".join, suites), "</testsuites>", ""])


def _suite(run: RunResult, suite: SuiteResult, samples: Samples) -> list[str]:
    cases = [
        _case(suite.suite, "has samples", None if suite.samples else _failure("NothingEvaluated", "no sample")),
        *(_gate(suite.suite, gate) for gate in suite.gates),
        *(_metric(suite.suite, value) for value in suite.values),
        *_crashes(suite, samples),
    ]
    return _testsuite(suite.suite, _properties(run), cases, suite.seconds.get("total", 0.0))


def _nothing() -> list[str]:
    problem = _failure("NothingEvaluated", "the run has no suite")
    return _testsuite("run", [], [_case("run", "has suites", problem)], 0.0)


def _testsuite(name: str, properties: list[str], cases: list[str], seconds: float) -> list[str]:
    head = _open(
        "testsuite",
        name=name,
        tests=str(len(cases)),
        failures=str(_count(cases, "failure")),
        errors=str(_count(cases, "error")),
        skipped=str(_count(cases, "skipped")),
        time=_time(seconds),
    )
    return [head, *properties, *cases, "</testsuite>"]


def _count(lines: list[str], element: str) -> int:
    return sum(line.count(f"<{element} ") for line in lines)


def _gate(suite: str, gate: GateResult) -> str:
    said = f"wanted {gate.wanted}, seen {gate.seen}"
    return _case(suite, f"gate: {gate.gate}", None if gate.passed else _failure("GateFailed", said))


def _metric(suite: str, value: MetricValue) -> str:
    # Not held to any bound: a gate on it has failed for itself.
    problem = _problem("skipped", "NothingScored", f"nothing was scored: {value.unit}")
    said = f"{number(value.value)} ({whole(value.points)} of {whole(value.weight)}; {value.unit})"
    return _case(suite, f"metric: {value.metric}", problem if value.value is None else None, said)


def _crashes(suite: SuiteResult, samples: Samples) -> Iterator[str]:
    """One error a crashed sample. Those beyond the worst samples are known by their number alone."""
    named = 0
    for name in suite.worst if suite.failures else ():
        result = samples(suite.suite, name)
        if result is not None and result.failure is not None:
            named += 1
            yield _case(suite.suite, f"sample: {name}", _problem("error", result.failure, "the sample crashed"))
    if suite.failures > named:
        said = counted(
            suite.failures - named, "crashed sample that is not named", "crashed samples that are not named"
        )
        yield _case(suite.suite, "other samples", _problem("error", "SamplesCrashed", said))


def _case(suite: str, name: str, problem: str | None, said: str = "") -> str:
    output = f"<system-out>{escape(_legal(said))}</system-out>" if said else ""
    return f"{_open('testcase', classname=f'{NAME}.{suite}', name=name)}{problem or ''}{output}</testcase>"


def _failure(kind: str, message: str) -> str:
    return _problem("failure", kind, message)


def _problem(element: str, kind: str, message: str) -> str:
    return f"{_open(element, type=kind, message=message)}{escape(_legal(message))}</{element}>"


def _properties(run: RunResult) -> list[str]:
    named = {**run.versions.model_dump(), "against": run.against, "shard": run.shard}
    rows = [_open("property", name=name, value=value) + "</property>" for name, value in named.items() if value]
    return ["<properties>", *rows, "</properties>"]


def _open(element: str, **attributes: str) -> str:
    return f"<{element} {' '.join(f'{key}={quoteattr(_legal(value))}' for key, value in attributes.items())}>"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _time(seconds: float) -> str:
    return f"{seconds:.3f}"
