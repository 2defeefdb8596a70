"""Doubts: what an engine invents becomes a gap with its reason; what people really say stays."""

import pytest

from audio.doubts import IMPROBABLE, REPETITION, believed, is_gibberish, without_loops
from audio.spans import Span
from tests.audio.talk import passage, words

EVERYWHERE = (Span(0.0, 1000.0),)


def text(found: tuple) -> str:
    return "".join(word.text for word in found).strip()


def test_a_loop_is_cut_to_its_first_round_and_the_text_after_it_stays() -> None:
    kept, dropped = without_loops(words("the pain is " + "in my back " * 9 + "since May"))

    assert text(kept) == "the pain is in my back since May"
    assert [drop.reason for drop in dropped] == [REPETITION]
    assert dropped[0].span.length == pytest.approx(8 * 3 * 0.3)


@pytest.mark.parametrize(
    "said", ["no, no, no, no, nothing", "it hurts, it hurts, it hurts when I sit", "very very bad"]
)
def test_people_may_repeat_themselves(said: str) -> None:
    kept, dropped = without_loops(words(said))

    assert text(kept) == said
    assert dropped == ()


def test_a_window_that_is_mostly_loop_is_not_believed_at_all() -> None:
    kept, dropped = believed([passage("so it's " + "true it's " * 40, probability=0.95)], EVERYWHERE)

    assert kept == ()
    assert {drop.reason for drop in dropped} == {REPETITION}


@pytest.mark.parametrize(
    "invented",
    [
        passage("thanks for watching", no_speech_probability=0.8, average_log_probability=-1.2),
        passage("Thank you.", probability=0.4),
        passage("a set of the blog", probability=0.2, average_log_probability=-1.3),
        passage("the plan for the back", average_log_probability=-1.9),
    ],
)
def test_words_the_engine_itself_doubts_become_a_gap(invented) -> None:
    kept, dropped = believed([invented], EVERYWHERE)

    assert kept == ()
    assert [drop.reason for drop in dropped] == [IMPROBABLE]


def test_a_sure_thank_you_is_kept() -> None:
    kept, _ = believed([passage("Thank you.", probability=0.9)], EVERYWHERE)

    assert text(kept) == "Thank you."


def test_unsure_words_where_nobody_speaks_are_not_believed() -> None:
    unsure = passage("we will see", start=50.0, probability=0.5)

    assert believed([unsure], (Span(0.0, 10.0),))[0] == ()
    assert text(believed([unsure], (Span(50.0, 51.0),))[0]) == "we will see"


def test_a_transcript_of_nothing_but_doubt_is_gibberish() -> None:
    assert is_gibberish(words("here it goes I am sorry", probability=0.3))
    assert not is_gibberish(words("here it goes I am sorry", probability=0.7))
    assert not is_gibberish([])
