"""Diarization error: what it counts, and that names do not matter."""

import pytest

from eval.metrics.diarization_error import Turn, diarization_error

TALK: list[Turn] = [(0.0, 2.0, "ann"), (2.0, 4.0, "bob")]


@pytest.mark.parametrize(
    ("heard", "error"),
    [
        ([(0.0, 2.0, "x"), (2.0, 4.0, "y")], 0.0),
        ([(0.0, 4.0, "x")], 0.5),
        ([(0.0, 2.0, "x")], 0.5),
        ([(0.0, 2.0, "x"), (2.0, 4.0, "y"), (4.0, 5.0, "y")], 0.25),
        ([(0.0, 1.0, "x"), (1.0, 4.0, "y")], 0.25),
        ([(0.0, 2.0, "x"), (2.0, 3.0, "y"), (3.0, 4.0, "z")], 0.25),
        ([], 1.0),
    ],
    ids=["same", "one voice", "missed", "nobody spoke", "a second late", "a voice too many", "nothing"],
)
def test_the_error_is_the_share_of_seconds_given_wrongly(heard: list[Turn], error: float) -> None:
    assert diarization_error(TALK, heard) == pytest.approx(error)


def test_two_who_speak_at_once_count_both() -> None:
    assert diarization_error([(0.0, 2.0, "ann"), (1.0, 2.0, "bob")], [(0.0, 2.0, "x")]) == pytest.approx(1 / 3)


def test_silence_has_no_error() -> None:
    assert diarization_error([], [(0.0, 1.0, "x")]) is None
