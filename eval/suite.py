"""What a suite is: samples run through one arrow, metrics with weights, and gates.

A suite says which error is the dangerous one and what each error weighs. A crash is a failed sample, never a score;
a metric of nothing has no value, and its gate fails.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from eval.metrics.metric import Metric, Score
from eval.results import Check, GateResult, MetricValue, Shown, Tally

READER, RECORDED = "reader", "recorded"
FIXTURES = Path(__file__).parent / "fixtures"
TIMED = frozenset({"real-time-factor", "seconds-per-draft", "slow-drafts"})
"""Metrics of measured time: two runs differ in them, so no baseline holds them."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is evaluated. ``model``: the deterministic ``reader``, ``recorded`` replies, or the name of a model."""

    fixtures: Path = FIXTURES
    model: str = READER


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample of a suite, by name. ``sha256`` is of everything it is made from; ``where`` is for its suite."""

    name: str
    sha256: str
    where: str = ""
    family: str = ""


@dataclass(frozen=True)
class Evaluated:
    """What a sample gave: scores by metric id or ``id[slice]``, checks, and what a report shows."""

    scores: Mapping[str, Score] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    confusion: Mapping[str, Tally] = field(default_factory=dict)
    shown: Shown | None = None
    outcome: str = ""
    """The whole result as text, of which a hash is kept."""


@dataclass(frozen=True)
class Gate:
    """A bound on a pooled metric, of which at least ``min_scored`` samples must have a weight."""

    metric: str
    bound: float
    at_least: bool = False
    min_scored: int = 1

    def judge(self, values: Mapping[str, MetricValue]) -> GateResult:
        """Nothing scored, or too little, fails."""
        side = "at least" if self.at_least else "at most"
        wanted = f"{side} {self.bound:g} over {self.min_scored} or more samples"
        found = values.get(self.metric)
        if found is None or found.value is None:
            return GateResult(gate=self.metric, passed=False, wanted=wanted, seen="nothing scored")
        within = found.value >= self.bound if self.at_least else found.value <= self.bound
        enough = found.samples >= self.min_scored
        seen = f"{found.value:.4g} ({found.points:g}/{found.weight:g}) over {found.samples}"
        return GateResult(gate=self.metric, passed=within and enough, wanted=wanted, seen=seen)


def at_most(metric: str, bound: float, min_scored: int = 1) -> Gate:
    """A metric of errors must not exceed the bound."""
    return Gate(metric, bound, min_scored=min_scored)


def at_least(metric: str, bound: float, min_scored: int = 1) -> Gate:
    """A metric of successes must not fall below the bound."""
    return Gate(metric, bound, at_least=True, min_scored=min_scored)


@dataclass(frozen=True)
class Suite:
    """Samples run through one arrow.

    weights: what one error of a metric weighs; the sum over a sample orders samples and runs. A metric whose more
    is better weighs by what it lacks. needs: why there may be no samples here; None where there must be some.
    """

    name: str
    dangerous_error: str
    version: int
    samples: Callable[[Setup], Iterable[Sample]]
    evaluate: Callable[[Sample, Setup], Evaluated]
    metrics: tuple[Metric[Any, Any], ...]
    gates: tuple[Gate, ...]
    weights: Mapping[str, float]
    needs: str | None = None
    exact: bool = True
    """What is recorded gives the same again, so any loss against a baseline is a loss and no chance."""
    fixed_model: bool = False
    """It is of the deterministic reader, or of recorded replies, whatever model is asked for."""
    varies: bool = False
    """Its scores are measured times: two runs differ, and no baseline is held against it."""

    def eased(self, min_scored: int) -> "Suite":
        """The suite whose gates ask for no more scored samples than this: for a folder with fewer than ours."""
        gates = tuple(replace(gate, min_scored=min(gate.min_scored, min_scored)) for gate in self.gates)
        return replace(self, gates=gates)

    def weighted_errors(self, scores: Mapping[str, Score]) -> float:
        """The errors of one sample times their weights."""
        better = {metric.id: metric.better for metric in self.metrics}
        return sum(
            weight * (score.points if better[name] == "lower" else score.weight - score.points)
            for name, weight in self.weights.items()
            if (score := scores.get(name)) is not None
        )
