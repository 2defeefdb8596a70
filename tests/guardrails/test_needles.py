"""A pattern that is sought by its needles finds what the pattern finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.reading.lexicon import FIXED, SYNONYMS
from guardrails.reading.needles import Sought, needles
from guardrails.reading.red_flag_words import EXAM, HISTORY, PATTERNS

SOUGHT = [
    *(pattern for pattern, _ in (*SYNONYMS, *FIXED)),
    *(words.pattern for _, words in PATTERNS),
    EXAM.pattern,
    HISTORY.pattern,
]


@given(st.data())
@pytest.mark.parametrize("pattern", SOUGHT)
def test_every_match_holds_a_needle(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))

    assert any(needle in text for needle in needles(pattern) or ("",))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bdis[ck]s?\b", ("dis",)),
        (r"\blow(er)?[- ]back\b", ("back",)),
        (r"neck|back", ("back", "neck")),
        (r"(is|are) back", (" back",)),
        (r"(word )*\d+", ()),
        (r"word|\d+", ()),
        (r"pains?|painful", ("pain",)),
        (r"\b(l|lt)\.? (?=leg|arm)", ("arm", "leg")),
        (r"(?!leg)[a-z]", ()),
        (r"(?i)neck", ()),
    ],
)
def test_needles_are_the_longest_words_a_match_cannot_lack(pattern: str, expected: tuple[str, ...]) -> None:
    assert needles(pattern) == expected


@given(st.text(alphabet="abckns -", max_size=30))
def test_a_search_and_a_replacement_are_those_of_the_pattern(text: str) -> None:
    pattern = r"\b(back|neck)s?\b"

    found = Sought(pattern).search(text)

    assert (found and found.span()) == ((plain := re.search(pattern, text)) and plain.span())
    assert Sought(pattern).sub("X", text) == re.sub(pattern, "X", text)
