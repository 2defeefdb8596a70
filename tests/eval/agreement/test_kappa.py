"""Kappa gives the values that are printed for known tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.statistics import kappa

READINGS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30)


def _readings(table: list[list[int]]) -> tuple[list[int], list[int]]:
    pairs = [(i, j) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]
    return [a for a, _ in pairs], [b for _, b in pairs]


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ([[20, 5], [10, 15]], 0.4),  # 50 grant proposals, a worked example found in many textbooks
        ([[45, 15], [25, 15]], 0.130435),  # equal raw agreement of 0.6, unequal margins ...
        ([[25, 35], [5, 35]], 0.259259),  # ... as in the same textbooks
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.491525),  # 200 patients, three diagnoses: Fleiss et al. 2003
        ([[10, 0], [0, 10]], 1.0),
        ([[0, 10], [10, 0]], -1.0),
        ([[25, 25], [25, 25]], 0.0),
    ],
)
def test_known_tables_give_their_printed_values(table: list[list[int]], value: float) -> None:
    assert kappa(*_readings(table)) == pytest.approx(value, abs=1e-6)


def test_nothing_read_has_no_kappa() -> None:
    assert kappa([], []) is None


def test_one_answer_throughout_has_no_kappa() -> None:
    assert kappa(["agree"] * 5, ["agree"] * 5) is None


def test_readings_of_different_length_are_an_error() -> None:
    with pytest.raises(ValueError, match="same things"):
        kappa(["agree"], [])


@given(READINGS)
def test_kappa_does_not_depend_on_who_is_first_and_stays_in_its_range(pairs: list[tuple[str, str]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]

    value = kappa(first, second)

    assert value == kappa(second, first)
    assert value is None or -1 <= value <= 1
