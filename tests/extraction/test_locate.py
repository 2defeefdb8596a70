"""Where a quote stands: spelled differently it is found, worded differently it is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.extraction.canonical import tokens, words
from scribe.extraction.locate import Locator
from scribe.schema.transcript import Segment, SpeakerRole

CLINICIAN, PATIENT = SpeakerRole.CLINICIAN, SpeakerRole.PATIENT


def visit(*said: tuple[SpeakerRole, str]) -> list[Segment]:
    return [Segment(id=f"s{n}", speaker_role=role, text=text) for n, (role, text) in enumerate(said, start=1)]


def found(text: str, quote: str) -> str | None:
    segments = visit((PATIENT, text))
    place = Locator(segments).locate(quote)
    return None if place is None else text[place[0].start_char : place[0].end_char]


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("I have low back pain.", "low back pain", "low back pain"),
        ("I have LOW  BACK pain.", "low back pain", "LOW  BACK pain"),
        ("I can’t sit — not for long.", "I can't sit - not for long", "I can’t sit — not for long"),
        ("I do n't know", "I don't know", "I do n't know"),
        ("I don't know", "do n't know", "don't know"),
        ("It does not go away.", "go away.", "go away."),
        ("only twenty-five minutes", "25 minutes", "twenty-five minutes"),
        ("five hundred milligrams", "500 milligrams", "five hundred milligrams"),
        ("one hundred and twenty degrees", "120 degrees", "one hundred and twenty degrees"),
        ("1,000 steps", "1000 steps", "1,000 steps"),
        ("a 6 out of 10", "six out of ten", "6 out of 10"),
        ("narrowing at L5 S1", "narrowing at L5-S1", "narrowing at L5 S1"),
        ("strength is 5/5", "five five", "5/5"),
        ("the x ray", "x-ray", "x ray"),
        ("Crème naïve", "creme naive", None),
        ("I have no numbness", "I have numbness", None),
        ("my left leg", "my right leg", None),
        ("sixty degrees", "sixteen degrees", None),
        ("no pain", "know pain", None),
        ("cannot sit", "can't sit", None),
        ("I cannot sit", "can not sit", "cannot sit"),
        ("a hundred and one", "101", "a hundred and one"),
        ("two point five", "2.5", "two point five"),
        ("for three and a half weeks", "3.5 weeks", "three and a half weeks"),
        ("one thousand steps", "1000 steps", "one thousand steps"),
        ("in nineteen ninety eight", "in 1998", "in nineteen ninety eight"),
        ("since twenty twenty one", "since 2021", "since twenty twenty one"),
        ("on October twelfth", "October 12th", "October twelfth"),
        ("ten milligrams", "10 mg", "ten milligrams"),
        ("num\u00adbness", "numbness", "num\u00adbness"),
        ("I was twenty. Five years later", "twenty five years", None),
        ("I was twenty. Five years later", "25 years", None),
        ("five or six", "56", None),
        ("every twenty thirty minutes", "thirty minutes", "thirty minutes"),
        ("twenty forty milligrams", "40 milligrams", "forty milligrams"),
        ("zero point two five milligrams", "0.25 mg", "zero point two five milligrams"),
        ("zero point two five milligrams", "0.2 milligrams", None),
        ("in two thousand and five", "in 2005", "in two thousand and five"),
        ("a hundred", "one hundred", "a hundred"),
        ("twenty minutes", "20 minutes", "twenty minutes"),
        ("painful", "pain", None),
        ("anything", "", None),
        ("anything", "...", None),
        ("", "pain", None),
    ],
)
def test_spelling_is_evened_out_and_wording_is_not(text: str, quote: str, stands: str | None) -> None:
    assert found(text, quote) == stands


def test_an_ellipsis_does_not_join_what_was_said_apart() -> None:
    assert found("I have no history of cancer", "I have ... cancer") is None


def test_of_equal_places_the_named_line_wins() -> None:
    segments = visit((PATIENT, "No."), (CLINICIAN, "Any fever?"), (PATIENT, "No."))

    place = Locator(segments).locate("No.", near=2)

    assert place is not None
    assert place[0].segment == 2


def test_without_a_right_line_the_first_place_wins() -> None:
    segments = visit((PATIENT, "No."), (CLINICIAN, "Any fever?"), (PATIENT, "No."))

    place = Locator(segments).locate("No.", near=1)

    assert place is not None
    assert place[0].segment == 0


def test_a_quote_over_two_segments_of_one_turn_is_two_spans() -> None:
    segments = visit((PATIENT, "I have had low back"), (PATIENT, "pain for a year."))

    place = Locator(segments).locate("low back pain for a year")

    assert place is not None
    assert [segments[s.segment].text[s.start_char : s.end_char] for s in place] == ["low back", "pain for a year"]


def test_a_question_with_its_answer_may_be_one_quote() -> None:
    segments = visit((CLINICIAN, "Any numbness?"), (PATIENT, "No, none."))

    assert Locator(segments).locate("Any numbness? No, none.") is not None


def test_a_quote_never_runs_over_a_whole_exchange() -> None:
    segments = visit((CLINICIAN, "Any numbness?"), (PATIENT, "No."), (CLINICIAN, "Any fever?"))

    assert Locator(segments).locate("Any numbness? No. Any fever?") is None


ANY_TEXT = st.text(max_size=60)


@given(ANY_TEXT)
def test_every_word_has_its_true_offsets_in_order(text: str) -> None:
    spans = [(token.start, token.end) for token in tokens(text)]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


SPOKEN = ["no", "pain", "in", "my", "left", "leg", "twenty", "five", "n't", "don't", "25", "L5-S1", "?", "."]


@given(st.lists(st.sampled_from(SPOKEN), max_size=12))
def test_what_is_found_has_the_words_of_the_quote(parts: list[str]) -> None:
    text = " ".join(parts)
    quote = " ".join(parts[2:7])
    place = Locator(visit((PATIENT, text))).locate(quote)

    if place is None:
        assert words(quote) == () or words(quote) not in [words(text)[i:] for i in range(len(parts))]
    else:
        assert words(text[place[0].start_char : place[0].end_char]) == words(quote)


@given(st.lists(st.sampled_from(["no", "pain", "my", "left", "leg", "25", "L5-S1"]), min_size=1, max_size=12))
def test_a_verbatim_quote_is_always_found(parts: list[str]) -> None:
    assert found(" ".join(parts), " ".join(parts[: len(parts) // 2 + 1])) is not None
