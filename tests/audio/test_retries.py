"""Retries: what came out badly is heard again, and of two hearings the better one stands."""

import pytest

from audio.heard import HeardPassage
from audio.retries import better, echoes, is_clear, is_poor
from audio.whisper import VERBATIM
from tests.audio.talk import passage


def said(text: str = "My back hurts.", *, likely: float = -0.3, ratio: float = 1.5) -> list[HeardPassage]:
    return [passage(text, average_log_probability=likely, compression_ratio=ratio)]


@pytest.mark.parametrize(
    ("window", "poor"),
    [
        (said(), False),
        (said(likely=-1.2), True),
        (said(ratio=3.0), True),
        (said("Um, it is like, you know, that, mm-hmm."), True),
        (said("It is like that, you know."), False),
        ([], False),
    ],
)
def test_a_window_is_poor_that_loops_is_hardly_believed_or_repeats_the_example(
    window: list[HeardPassage], poor: bool
) -> None:
    assert is_poor(window, VERBATIM) is poor


def test_the_example_itself_is_an_echo_in_any_spelling() -> None:
    assert echoes(said(VERBATIM.upper().replace(",", "")), VERBATIM)


def test_a_hearing_without_a_loop_stands_however_unlikely() -> None:
    looped, plain = said(ratio=3.0, likely=-0.1), said(likely=-1.4)

    assert better(looped, plain) == plain
    assert better(plain, looped) == plain


def test_of_two_that_loop_or_two_that_do_not_the_second_or_the_likelier_stands() -> None:
    unlikely, likely = said(likely=-1.4), said(likely=-1.1)

    assert better(unlikely, likely) == likely
    assert better(likely, unlikely) == likely
    assert better(said(ratio=3.0), said(ratio=2.9)) == said(ratio=2.9)


def test_speech_is_clear_where_the_engine_is_sure_of_its_windows_together() -> None:
    assert is_clear([said(likely=-0.05), said(likely=-0.15)])
    assert not is_clear([said(likely=-0.05), said(likely=-0.3)])
    assert not is_clear([[], []])
