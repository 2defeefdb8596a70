"""Sums: the scores of a suite's samples, two numbers a metric and sample; values and intervals follow from them."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest

from eval.metrics import statistics
from eval.metrics.metric import Score, base_id
from eval.results import MetricValue, SampleResult, Tally
from eval.suite import Suite

_WORST = 10
SEED = 20261120


class Sums:
    """What is kept of each sample in memory: its name, its scores, its seconds."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self.samples: list[str] = []
        self.families: Counter[str] = Counter()
        self.failures = 0
        self.checks_passed = 0
        self.checks_failed = 0
        self.confusion: dict[str, Tally] = {}
        self.seconds = array("d")
        self._errors = array("d")
        self._broken: list[bool] = []
        self._unscored: list[bool] = []
        self._points: dict[str, array[float]] = {}
        self._weights: dict[str, array[float]] = {}

    def add(self, result: SampleResult) -> None:
        """One more sample."""
        before = len(self.samples)
        self.samples.append(result.sample)
        self.families[result.family or "none"] += 1
        self.failures += result.failure is not None
        held = sum(check.passed for check in result.checks)
        self.checks_passed += held
        self.checks_failed += len(result.checks) - held
        for name, tally in result.confusion.items():
            self.confusion[name] = self.confusion.get(name, Tally()) + tally
        self.seconds.append(result.seconds)
        broken = result.failure is not None or len(result.checks) > held
        self._broken.append(broken)
        self._errors.append(self.suite.weighted_errors(result.scores))
        self._unscored.append(not result.scores)
        for name in result.scores.keys() - self._points.keys():
            self._points[name] = array("d", bytes(8 * before))
            self._weights[name] = array("d", bytes(8 * before))
        for name in self._points:
            score = result.scores.get(name)
            self._points[name].append(score.points if score else 0.0)
            self._weights[name].append(score.weight if score else 0.0)

    @property
    def weighted_error(self) -> float | None:
        """Weighted errors by samples that gave scores; None where none did."""
        scored = len(self.samples) - self.failures
        total = sum(
            weight * (points if better == "lower" else of - points)
            for name, weight in self.suite.weights.items()
            for better, points, of in [self._totals(name)]
        )
        return total / scored if scored else None

    def _totals(self, name: str) -> tuple[str, float, float]:
        better = next(metric.better for metric in self.suite.metrics if metric.id == name)
        return better, sum(self._points.get(name, ())), sum(self._weights.get(name, ()))

    def worst(self) -> tuple[str, ...]:
        """Names of the samples with the most weighted errors, failed ones first; none that is without error."""
        graded = zip(self._broken, self._errors, strict=True)
        numbered = ((broken, errors, -at) for at, (broken, errors) in enumerate(graded) if broken or errors > 0)
        return tuple(self.samples[-at] for *_, at in nlargest(_WORST, numbered))

    def weighted_errors(self) -> dict[str, float]:
        """By sample, of those that gave scores."""
        graded = zip(self.samples, self._errors, self._unscored, strict=True)
        return {sample: errors for sample, errors, unscored in graded if not unscored}

    def scores(self, name: str) -> dict[str, Score]:
        """Of one metric, by sample; those that say nothing left out. A made-up term has no weight."""
        pairs = zip(self.samples, self._points[name], self._weights[name], strict=True)
        return {sample: Score(points=points, weight=weight) for sample, points, weight in pairs if weight or points}

    def names(self) -> list[str]:
        """Of the metrics and slices that any sample scored, in the suite's order, slices after their metric."""
        order = {metric.id: number for number, metric in enumerate(self.suite.metrics)}
        return sorted(self._points, key=lambda name: (order.get(base_id(name), len(order)), name))

    def values(self) -> Iterator[MetricValue]:
        """Every metric of the suite, scored or not, and every slice."""
        metrics = {metric.id: metric for metric in self.suite.metrics}
        for name in dict.fromkeys([*metrics, *self.names()]):
            metric = metrics[base_id(name)]
            scored = list(self.scores(name).values()) if name in self._points else []
            points, weight = sum(s.points for s in scored), sum(s.weight for s in scored)
            yield MetricValue(
                metric=name,
                title=metric.title,
                unit=metric.unit,
                better=metric.better,
                version=metric.version,
                points=points,
                weight=weight,
                samples=sum(score.weight > 0 for score in scored),
                value=points / weight if weight else None,
                interval=statistics.interval(scored, seed=SEED) if "[" not in name else None,
            )


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 (nearest rank) and the total of the samples' seconds."""
    if not seconds:
        return {}
    ordered = sorted(seconds)
    ranks = {f"p{share}": ordered[max(0, -(-share * len(ordered) // 100) - 1)] for share in (50, 95, 99)}
    return {**ranks, "total": sum(ordered)}
