"""The verdict on a suite: its values, its gates, and what changed against a baseline."""

from collections.abc import Iterator

from eval.baseline import Baseline, changes, not_compared
from eval.results import GateResult, MetricValue, SuiteResult
from eval.running.sums import Sums, percentiles

RAN = "every sample runs to its end"
HELD = "every check holds"
NO_WORSE = "no metric is worse than the baseline"
COMPLETE = "every sample of the baseline is there"


def judge(sums: Sums, baseline: Baseline | None) -> SuiteResult:
    """The suite over the samples that were added. baseline: None where it is compared with none."""
    suite = sums.suite
    values = tuple(sums.values())
    changed = changes(sums, baseline) if baseline and not suite.varies else ()
    gates = [*_own(sums, values)]
    if baseline is not None:
        gates.append(_complete(sums, baseline))
        lost = [] if suite.varies else not_compared(baseline, changed)
        gates.append(_no_worse([change.metric for change in changed if change.regressed], lost))
    return SuiteResult(
        suite=suite.name,
        dangerous_error=suite.dangerous_error,
        samples=len(sums.samples),
        failures=sums.failures,
        checks_passed=sums.checks_passed,
        checks_failed=sums.checks_failed,
        values=values,
        weighted_error=sums.weighted_error,
        gates=tuple(gates),
        changes=changed,
        confusion=dict(sorted(sums.confusion.items())),
        families=dict(sorted(sums.families.items())),
        worst=sums.worst(),
        seconds=percentiles(sums.seconds),
    )


def _own(sums: Sums, values: tuple[MetricValue, ...]) -> Iterator[GateResult]:
    count, failed = len(sums.samples), sums.failures
    seen = f"{count - failed} of {count}" if count else "nothing scored"
    yield GateResult(gate=RAN, passed=count > 0 and not failed, wanted="all, and at least one", seen=seen)
    if checks := sums.checks_passed + sums.checks_failed:
        held = f"{sums.checks_passed} of {checks}"
        yield GateResult(gate=HELD, passed=not sums.checks_failed, wanted="all", seen=held)
    named = {value.metric: value for value in values}
    for gate in sums.suite.gates:
        yield gate.judge(named)


def _complete(sums: Sums, baseline: Baseline) -> GateResult:
    """A sample that is gone would improve what it had been bad for."""
    gone = sorted(baseline.samples.keys() - set(sums.samples))
    seen = f"missing {', '.join(gone[:5])}{' and more' if len(gone) > 5 else ''}" if gone else "all"
    return GateResult(gate=COMPLETE, passed=not gone, wanted="all", seen=seen)


def _no_worse(regressed: list[str], lost: list[str]) -> GateResult:
    """What could not be compared is not known to be as good."""
    told = [
        f"{what}: {', '.join(names)}" for what, names in (("worse", regressed), ("not compared", lost)) if names
    ]
    return GateResult(gate=NO_WORSE, passed=not told, wanted="none", seen="; ".join(told) or "none")
