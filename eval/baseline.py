"""Baseline: what a suite scored when somebody accepted it, by sample, so that runs are compared pair by pair."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import Field, ValidationError

from eval.errors import BaselineUnreadable
from eval.metrics import statistics
from eval.metrics.metric import Score
from eval.results import WEIGHTED_ERROR, Change, Interval, Versions
from eval.running.sums import SEED, Sums
from eval.suite import TIMED
from scribe.schema.record import Record

FOLDER = Path(__file__).parent / "baselines"


class Baseline(Record):
    """One file, ``<suite>.json``. A metric of another version is not compared, which fails until it is accepted."""

    suite: str
    versions: Versions
    metrics: dict[str, int]
    """Version by metric."""
    samples: dict[str, dict[str, tuple[float, float]]] = Field(default_factory=dict)
    """Points and weight by sample and metric; a sample that scored nothing has none."""

    def scores(self, metric: str) -> dict[str, Score]:
        """Of one metric, by sample."""
        pairs = {name: of_it[metric] for name, of_it in self.samples.items() if metric in of_it}
        return {name: Score(points=points, weight=weight) for name, (points, weight) in pairs.items()}


def baseline_of(sums: Sums, versions: Versions) -> Baseline:
    """What these sums are as a baseline. Slices are left out: they follow from a run."""
    metrics = {metric.id: metric.version for metric in sums.suite.metrics if metric.id not in TIMED}
    samples: dict[str, dict[str, tuple[float, float]]] = {name: {} for name in sums.samples}
    for metric in (name for name in sums.names() if name in metrics):
        for sample, score in sums.scores(metric).items():
            samples[sample][metric] = (score.points, score.weight)
    return Baseline(
        suite=sums.suite.name, versions=versions, metrics=metrics, samples=dict(sorted(samples.items()))
    )


def save(baseline: Baseline, folder: Path = FOLDER) -> Path:
    """Write it, a sample a line, so that a change shows which sample moved."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = baseline.model_dump(mode="json")
    samples = whole.pop("samples")
    head = json.dumps(whole, indent=1, sort_keys=True)[:-2]
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(samples[name], sort_keys=True)}" for name in samples)
    path = folder / f"{baseline.suite}.json"
    partial = path.with_suffix(".partial")
    partial.write_text(f'{head},\n "samples": {{\n{lines}\n }}\n}}\n', "utf-8")
    partial.replace(path)
    return path


def load(suite: str, folder: Path = FOLDER) -> Baseline | None:
    """The baseline of a suite in a folder; None where there is none. Raises BaselineUnreadable."""
    path = folder / f"{suite}.json"
    if not path.exists():
        return None
    try:
        found = Baseline.model_validate_json(path.read_bytes())
    except ValidationError:
        raise BaselineUnreadable(path.name) from None
    if found.suite != suite:
        raise BaselineUnreadable(f"{path.name} (it is of {found.suite})")
    return found


def changes(sums: Sums, baseline: Baseline) -> tuple[Change, ...]:
    """Every metric that both have in the same version, over the samples that both scored."""
    versions = {metric.id: metric.version for metric in sums.suite.metrics}
    same = [name for name, version in versions.items() if baseline.metrics.get(name) == version]
    scored = set(sums.names())
    compared = [_change(sums, name, baseline.scores(name)) for name in same if name in scored]
    return (*compared, *_weighted(sums, baseline, set(same)))


def not_compared(baseline: Baseline, changed: Iterable[Change]) -> list[str]:
    """Metrics that the baseline scored and that are compared over no sample: gone, of another version, or of
    nothing now.
    """
    compared = {change.metric for change in changed if change.samples}
    return [name for name in baseline.metrics if name not in compared and baseline.scores(name)]


def _weighted(sums: Sums, baseline: Baseline, same: set[str]) -> Iterator[Change]:
    """The weighted errors, where every metric that weighs can be compared. A loss shows in its metric, not here."""
    if not sums.suite.weights.keys() <= same:
        return
    before = {
        name: Score(points=sums.suite.weighted_errors(_scores(of_it)), weight=1)
        for name, of_it in baseline.samples.items()
        if of_it
    }
    after = {name: Score(points=errors, weight=1) for name, errors in sums.weighted_errors().items()}
    yield _compared(WEIGHTED_ERROR, before, after, lower=True, exact=True).model_copy(update={"regressed": False})


def _scores(of_it: Mapping[str, tuple[float, float]]) -> dict[str, Score]:
    return {name: Score(points=points, weight=weight) for name, (points, weight) in of_it.items()}


def _change(sums: Sums, metric: str, before: Mapping[str, Score]) -> Change:
    lower = next(m.better for m in sums.suite.metrics if m.id == metric) == "lower"
    return _compared(metric, before, sums.scores(metric), lower=lower, exact=sums.suite.exact)


def _compared(
    metric: str, before: Mapping[str, Score], after: Mapping[str, Score], *, lower: bool, exact: bool
) -> Change:
    """Over the samples of both. lower: less is better; exact: any loss is a loss and no chance."""
    both = sorted(before.keys() & after.keys())
    first, second = [before[name] for name in both], [after[name] for name in both]
    was, now = _pooled(first), _pooled(second)
    steps = [(b.value or 0.0) - (a.value or 0.0) for a, b in zip(first, second, strict=True)]
    rose, fell = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    worse = was is not None and now is not None and ((now > was) if lower else (now < was))
    difference = statistics.paired(first, second, seed=SEED)
    return Change(
        metric=metric,
        before=was,
        after=now,
        difference=difference,
        samples=len(both),
        better=fell if lower else rose,
        worse=rose if lower else fell,
        regressed=worse and (exact or _certain(difference)),
    )


def _certain(difference: Interval | None) -> bool:
    """A speech engine's kernels differ between processors: there a loss counts where it is more than chance."""
    return difference is not None and (difference.low > 0 or difference.high < 0)


def _pooled(scores: list[Score]) -> float | None:
    weight = sum(score.weight for score in scores)
    return sum(score.points for score in scores) / weight if weight else None
