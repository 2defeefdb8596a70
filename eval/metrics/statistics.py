"""Statistics of pooled scores: how far a value may be off, whether two runs differ, and whether two labellers
agree.

Intervals are percentile bootstraps over samples (Efron 1979): samples are drawn anew with replacement, and the
value is that of the pooled sums, as it is reported. Two facts of one visit err together, so visits are drawn and
not facts.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from eval.metrics.metric import Score
from eval.results import Interval

Sums: TypeAlias = tuple[npt.ArrayLike, npt.ArrayLike]
"""Points and weights, each (n,), by sample."""
_Array: TypeAlias = npt.NDArray[np.float64]

_PERCENTILES = (2.5, 97.5)
_AT_ONCE = 1_000_000
"""Draws held in memory at a time: 8 MB, however many samples there are."""


def interval(scores: Sequence[Score] | Sums, *, seed: int, resamples: int = 1000) -> Interval | None:
    """95 % interval of the pooled value; None below two scored samples. Equal input and seed give equal output.

    A draw whose weights sum to nothing has no value and is left out.
    """
    points, weights = _arrays(scores)
    kept = (weights > 0) | (points > 0)
    points, weights = points[kept], weights[kept]
    if np.count_nonzero(weights) < 2:
        return None
    return _percentiles(lambda at: _ratio(points[at], weights[at]), len(points), seed, resamples)


def paired(
    before: Sequence[Score] | Sums, after: Sequence[Score] | Sums, *, seed: int, resamples: int = 1000
) -> Interval | None:
    """95 % interval of after - before, pooled over the samples that both scored; None below two of them.

    Both are in the order of the same samples, which are drawn together: what makes a sample hard cancels out.
    Raises ValueError where they are not of one length.
    """
    (first, first_weights), (second, second_weights) = _arrays(before), _arrays(after)
    if len(first) != len(second):
        raise ValueError(f"{len(first)} samples before and {len(second)} after: pair them by name first")
    both = (first_weights > 0) & (second_weights > 0)
    first, first_weights, second, second_weights = (a[both] for a in (first, first_weights, second, second_weights))
    if len(first) < 2:
        return None

    def difference(at: npt.NDArray[np.intp]) -> _Array:
        return _ratio(second[at], second_weights[at]) - _ratio(first[at], first_weights[at])

    return _percentiles(difference, len(first), seed, resamples)


def kappa(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    *,
    weights: Literal["linear"] | None = None,
    order: Sequence[Hashable] | None = None,
) -> float | None:
    """Cohen's kappa of two labellings of the same things: agreement beyond chance, 1 at best, 0 by chance.

    ``linear`` counts a disagreement by how many steps of ``order`` it spans; without an order the labels are
    sorted. None where there is nothing to label or chance leaves no room for disagreement (one label throughout).
    Raises ValueError where the lengths differ or a label is outside the order. Source: Cohen 1960, 1968.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} labels and {len(second)}: both must label the same things")
    labels = list(order) if order is not None else _sorted({*first, *second})
    step = {label: number for number, label in enumerate(labels)}
    if not step.keys() >= {*first, *second}:
        raise ValueError("a label stands outside the order")

    def cost(one: Hashable, other: Hashable) -> int:
        return abs(step[one] - step[other]) if weights == "linear" else int(one != other)

    ones, others = Counter(first), Counter(second)
    seen = sum(map(cost, first, second)) * len(first)
    by_chance = sum(n * m * cost(a, b) for a, n in ones.items() for b, m in others.items())
    return 1 - seen / by_chance if by_chance else None


def _sorted(labels: set[Any]) -> list[Hashable]:
    try:
        return sorted(labels)
    except TypeError:
        return sorted(labels, key=str)


def _arrays(scores: Sequence[Score] | Sums) -> tuple[_Array, _Array]:
    if isinstance(scores, tuple) and len(scores) == 2 and not isinstance(scores[0], Score):
        points, weights = scores
    else:
        points, weights = [s.points for s in scores], [s.weight for s in scores]
    return np.asarray(points, dtype=np.float64), np.asarray(weights, dtype=np.float64)


def _percentiles(
    value: Callable[[npt.NDArray[np.intp]], _Array], samples: int, seed: int, resamples: int
) -> Interval | None:
    values = np.concatenate([value(at) for at in _draws(samples, seed, resamples)])
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, _PERCENTILES)
    return Interval(low=float(low), high=float(high))


def _draws(samples: int, seed: int, resamples: int) -> Iterator[npt.NDArray[np.intp]]:
    """Indices of drawn samples, (k, samples) at a time, ``resamples`` rows in all."""
    rng, rows = np.random.default_rng(seed), max(1, _AT_ONCE // samples)
    for start in range(0, resamples, rows):
        yield rng.integers(0, samples, size=(min(rows, resamples - start), samples), dtype=np.intp)


def _ratio(points: _Array, weights: _Array) -> _Array:
    total = weights.sum(axis=1)
    values: _Array = np.full(len(total), np.nan)
    np.divide(points.sum(axis=1), total, out=values, where=total > 0)
    return values
