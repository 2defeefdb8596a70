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
        (said(likely=-0.7), True),
        (said(ratio=3.0), True),
        (said("Um, it is like, you know, that, mm-hmm."), True),
        (said("It hurts like that, you know."), False),
        (said("Uh, uh, uh, er."), True),
        (said("No."), False),
        ([], False),
    ],
)
def test_a_window_is_poor_that_loops_is_hardly_believed_or_says_no_more_than_the_example(
    window: list[HeardPassage], poor: bool
) -> None:
    assert is_poor(window, VERBATIM) is poor


def test_the_example_itself_is_an_echo_in_any_spelling() -> None:
    assert echoes(said(VERBATIM.upper().replace(",", "")), VERBATIM)


def test_the_second_hearing_stands_unless_it_loops() -> None:
    unlikely, again, looped = said(likely=-0.7), said("My knee hurts.", likely=-0.9), said(ratio=3.0)

    assert better(unlikely, again, VERBATIM) == again
    assert better(unlikely, looped, VERBATIM) == unlikely
    assert better(looped, said(ratio=2.9), VERBATIM) == said(ratio=2.9)


def test_what_the_example_made_of_noise_never_stands() -> None:
    looped = said(ratio=3.0)

    assert better(said("Uh, um, OK."), looped, VERBATIM) == looped
    assert better(said("Uh, um, OK."), [], VERBATIM) == []


def test_speech_is_clear_where_the_engine_is_sure_of_its_windows_together() -> None:
    assert is_clear([said(likely=-0.05), said(likely=-0.15)])
    assert not is_clear([said(likely=-0.05), said(likely=-0.3)])
    assert not is_clear([[], []])
