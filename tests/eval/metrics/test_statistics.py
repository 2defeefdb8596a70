"""Intervals cover what they say, pairs cancel what is hard, and kappa is that of the textbooks."""

import tracemalloc

import numpy as np
import pytest

from eval.metrics.metric import NOTHING, Score
from eval.metrics.statistics import interval, kappa, paired


def scores(points: list[float], weights: list[float]) -> list[Score]:
    return [Score(points=p, weight=w) for p, w in zip(points, weights, strict=True)]


def table(cells: list[list[int]]) -> tuple[list[int], list[int]]:
    """Two labellings with these counts: rows are the labels of the first."""
    pairs = [(row, column) for row, line in enumerate(cells) for column, n in enumerate(line) for _ in range(n)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def test_samples_that_agree_leave_no_doubt() -> None:
    found = interval(scores([1, 2, 3], [2, 4, 6]), seed=1)

    assert found is not None
    assert (found.low, found.high) == (0.5, 0.5)


def test_the_interval_is_that_of_the_pooled_value() -> None:
    """Ten long samples without an error and ten short ones with one: the mean of the values would be 0.5."""
    found = interval(scores([0] * 10 + [1] * 10, [1000] * 10 + [1] * 10), seed=1)

    assert found is not None
    assert found.low <= 10 / 10_010 <= found.high < 0.01


def test_scores_and_arrays_give_the_same() -> None:
    points, weights = [1.0, 0.0, 3.0], [4.0, 5.0, 6.0]

    assert interval(scores(points, weights), seed=7) == interval((points, weights), seed=7)
    assert interval(tuple(scores([1, 0], [1, 1])), seed=7) == interval(([1.0, 0.0], [1.0, 1.0]), seed=7)


def test_equal_seeds_give_equal_intervals_and_others_differ() -> None:
    sample = scores([0, 1, 1, 0, 2, 5, 1], [9, 8, 7, 6, 5, 9, 8])

    assert interval(sample, seed=3) == interval(sample, seed=3) != interval(sample, seed=4)


@pytest.mark.parametrize("few", [[], [Score(points=1, weight=2)], [Score(points=1, weight=2), NOTHING]])
def test_below_two_scored_samples_there_is_no_interval(few: list[Score]) -> None:
    assert interval(few, seed=1) is None
    assert paired(few, few, seed=1) is None


def test_the_interval_covers_the_true_value_as_often_as_it_says() -> None:
    """400 trials of 60 visits, each with its own length and its own error rate around 0.1."""
    rng, covered, trials = np.random.default_rng(20261126), 0, 400
    for trial in range(trials):
        weights = rng.integers(5, 50, size=60).astype(float)
        points = rng.binomial(weights.astype(int), rng.beta(2, 18, size=60)).astype(float)
        found = interval((points, weights), seed=trial, resamples=400)
        covered += found is not None and found.low <= 0.1 <= found.high

    assert 0.91 <= covered / trials <= 0.98


def test_a_pair_sees_what_two_intervals_cannot() -> None:
    """Each visit is a little better than before, and visits differ far more than that."""
    hard = np.linspace(0, 80, 40)
    before, after, weights = hard + 10, hard + 8, np.full(40, 100.0)

    difference = paired((before, weights), (after, weights), seed=1)
    alone = interval((after, weights), seed=1)

    assert difference is not None
    assert alone is not None
    assert difference.low == pytest.approx(-0.02)
    assert difference.high == pytest.approx(-0.02)
    assert alone.high - alone.low > 0.1


def test_a_pair_is_over_what_both_scored() -> None:
    before = scores([1, 1, 0], [2, 2, 0])
    after = scores([2, 2, 9], [2, 2, 9])

    found = paired(before, after, seed=1)

    assert found is not None
    assert (found.low, found.high) == (0.5, 0.5)


def test_pairs_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="pair them by name"):
        paired(scores([1], [1]), scores([1, 1], [1, 1]), seed=1)


def test_ten_thousand_samples_stay_within_memory() -> None:
    points, weights = np.ones(10_000), np.full(10_000, 2.0)

    tracemalloc.start()
    interval((points, weights), seed=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 60_000_000


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ([[20, 5], [10, 15]], 0.4),
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.4915),
    ],
)
def test_kappa_is_that_of_the_textbook(cells: list[list[int]], value: float) -> None:
    """The third table by three labels is Cohen's of 1960."""
    assert kappa(*table(cells)) == pytest.approx(value, abs=5e-4)


def test_linear_weights_forgive_the_near_miss() -> None:
    """By hand: two pairs are one step apart; by chance it were 8.8 steps (12 + 16 + 15 + 6 + 30 + 9 of ten)."""
    first, second = table([[4, 0, 0], [1, 2, 0], [0, 1, 2]])

    assert kappa(first, second, weights="linear") == pytest.approx(1 - 2 / 8.8)
    assert kappa(first, second) == pytest.approx(1 - 2 / 6.5)


def test_an_order_decides_what_is_near() -> None:
    first, second = ["low", "mid", "high", "low"], ["low", "high", "high", "mid"]

    ordered = kappa(first, second, weights="linear", order=["low", "mid", "high"])

    assert ordered != kappa(first, second, weights="linear")


def test_chance_is_nothing_and_opposition_is_below() -> None:
    assert kappa(*table([[25, 25], [25, 25]])) == 0
    assert kappa(*table([[0, 5], [5, 0]])) == -1


@pytest.mark.parametrize("labels", [[], ["a", "a", "a"]])
def test_kappa_of_no_choice_is_undefined(labels: list[str]) -> None:
    assert kappa(labels, labels) is None


def test_a_label_outside_the_order_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the order"):
        kappa(["a"], ["b"], weights="linear", order=["a"])


def test_labels_of_other_things_are_refused() -> None:
    with pytest.raises(ValueError, match="the same things"):
        kappa(["a"], ["a", "b"])
