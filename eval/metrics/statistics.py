"""Intervals by bootstrap over samples: a sample is drawn whole, and the value is pooled anew each time."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eval.metrics.metric import Score
from eval.results import Interval

RESAMPLES = 1000
_AT_ONCE = 50
_TAILS = (2.5, 97.5)
Numbers = npt.NDArray[np.float64]


def interval(scores: Sequence[Score], *, seed: int, resamples: int = RESAMPLES) -> Interval | None:
    """The 95 % percentile interval of the pooled value; None below two scored samples."""
    scored = [score for score in scores if score.weight]
    if len(scored) < 2:
        return None
    return _percentiles(_resampled(_columns(scored), seed, resamples))


def paired(
    before: Sequence[Score], after: Sequence[Score], *, seed: int, resamples: int = RESAMPLES
) -> Interval | None:
    """The 95 % interval of after - before, the two of one sample drawn together; None below two pairs."""
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a.weight and b.weight]
    if len(pairs) < 2:
        return None
    first, second = (_columns([pair[side] for pair in pairs]) for side in (0, 1))
    return _percentiles(_resampled(second, seed, resamples) - _resampled(first, seed, resamples))


def _columns(scores: Sequence[Score]) -> Numbers:
    return np.array([[score.points, score.weight] for score in scores], dtype=np.float64)


def _resampled(columns: Numbers, seed: int, resamples: int) -> Numbers:
    """The pooled value of each resample. The draws depend on the seed and the number of samples alone."""
    chance, count = np.random.default_rng(seed), len(columns)
    values: list[Numbers] = []
    for start in range(0, resamples, _AT_ONCE):
        drawn = chance.integers(0, count, size=(min(_AT_ONCE, resamples - start), count))
        sums = columns[drawn].sum(axis=1)
        values.append(sums[:, 0] / sums[:, 1])
    return np.concatenate(values)


def _percentiles(values: Numbers) -> Interval:
    low, high = np.percentile(values, _TAILS)
    return Interval(low=float(low), high=float(high))
