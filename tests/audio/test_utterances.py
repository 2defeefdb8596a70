"""Utterances: cut where a speaker may change, never inside a title or a running sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.heard import HeardWord
from audio.spans import Span
from audio.utterances import settled, utterances
from tests.audio.talk import words


def texts(said) -> list[str]:
    return [one.text for one in utterances(said)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Any numbness? No. None at all.", ["Any numbness?", "No.", "None at all."]),
        ("I am Dr. Reed. Good morning.", ["I am Dr. Reed.", "Good morning."]),
        ("I take 2.5 mg. in the morning.", ["I take 2.5 mg. in the morning."]),
        ("It hurts... here.", ["It hurts... here."]),
        ("yes it does", ["yes it does"]),
    ],
)
def test_a_sentence_end_parts_utterances(said: str, expected: list[str]) -> None:
    assert texts(words(said)) == expected


def test_a_pause_parts_utterances_even_within_a_sentence() -> None:
    assert texts((*words("do you have any pain"), *words("no I don't", start=2.0))) == [
        "do you have any pain",
        "no I don't",
    ]


def test_a_word_stretched_over_a_pause_is_cut_back_to_where_it_is_spoken() -> None:
    first, second = words("pain No")
    stretched = replace(second, start=0.3, end=3.0)

    found = settled((first, stretched), (Span(0.0, 0.35), Span(2.2, 3.1)))

    assert (found[1].start, found[1].end) == (2.2, 3.0)


def test_a_first_word_left_behind_joins_its_sentence() -> None:
    said = (*words("I take it daily. It"), *words("takes the edge off.", start=2.5))

    assert texts(settled(said, (Span(0.0, 10.0),))) == ["I take it daily.", "It takes the edge off."]


def test_a_short_answer_before_a_pause_stays_where_it_is() -> None:
    said = (*words("Any numbness? No."), *words("Any weakness?", start=2.5))

    assert texts(settled(said, (Span(0.0, 10.0),))) == ["Any numbness?", "No.", "Any weakness?"]


def test_times_never_run_backwards() -> None:
    first, second = words("one two")

    found = settled((first, replace(second, start=-0.5, end=-0.2)), ())

    assert found[1].start >= found[0].start
    assert found[1].end >= found[1].start


def test_a_word_long_before_the_one_before_it_drags_no_later_word_back() -> None:
    one, two, three = words("one two three")
    said = (replace(one, start=5.0, end=5.2), replace(two, start=1.0, end=1.2), replace(three, start=2.0, end=2.1))

    assert [word.start for word in settled(said, ())] == [5.0, 5.0, 5.0]


SECONDS = st.floats(0.0, 30.0).map(lambda second: round(second, 2))
TEXTS = st.sampled_from([" a", " b.", " C", " No", " yes,", " D?"])
WORDS = st.lists(st.builds(lambda at, long, text: HeardWord(at, at + long, text, 0.9), SECONDS, SECONDS, TEXTS))


@given(WORDS, st.lists(SECONDS, unique=True).map(sorted))
def test_times_never_run_backwards_wherever_the_engine_places_words(
    said: list[HeardWord], edges: list[float]
) -> None:
    regions = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]

    found = settled(said, regions)

    starts = [word.start for word in found]
    assert starts == sorted(starts)
    assert all(word.start <= word.end for word in found)
    assert [word.text for word in found] == [word.text for word in said]


def starts(*said: HeardWord) -> list[float]:
    return [round(word.start, 2) for word in settled(said, ())]


@pytest.mark.parametrize("first", ["Good", "I am", "So that is"])
def test_up_to_three_first_words_that_lie_on_a_noise_long_before_join_their_sentence(first: str) -> None:
    sentence = words("morning. How are you?", start=60.0)
    count = len(first.split())

    found = starts(*words(first, start=2.0), *sentence)

    assert found[:count] == [round(60.0 - 0.25 * left, 2) for left in range(count, 0, -1)]
    assert found[count:] == [round(word.start, 2) for word in sentence]


@pytest.mark.parametrize(
    ("first", "after", "seconds"),
    [
        ("Good.", "morning to you.", 60.0),
        ("Good,", "morning to you.", 60.0),
        ("Good", "Morning to you.", 60.0),
        ("Good", "morning to you.", 5.0),
        ("I take it every", "day or so.", 60.0),
        ("No", "it hurts here.", 60.0),
        ("Yes", "in the back.", 60.0),
        ("Yeah, no", "it hurts here.", 60.0),
        ("Okay", "show me.", 60.0),
    ],
    ids=[
        "an ended sentence",
        "a comma",
        "a capital after",
        "a pause within a sentence",
        "more than three words",
        "a lone no",
        "a lone yes",
        "two answers",
        "an okay",
    ],
)
def test_what_is_no_beginning_of_what_follows_stays_where_it_was_said(
    first: str, after: str, seconds: float
) -> None:
    said = (*words(first, start=2.0), *words(after, start=seconds))

    assert starts(*said) == [round(word.start, 2) for word in said]


def test_an_answer_that_begins_a_longer_sentence_is_set_beside_it() -> None:
    assert starts(*words("No I", start=2.0), *words("don't think so.", start=60.0))[:2] == [59.5, 59.75]


def test_only_the_sentence_that_goes_on_is_moved() -> None:
    before = words("It hurts. Good", start=2.0)

    assert starts(*before, *words("morning.", start=60.0)) == [2.0, 2.3, 59.75, 60.0]
