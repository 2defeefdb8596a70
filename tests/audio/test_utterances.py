"""Utterances: cut where a speaker may change, never inside a title or a running sentence."""

from dataclasses import replace

import pytest

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
