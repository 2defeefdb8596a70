"""One canonical form of spoken words, with the place of each in the original text.

Case, white space, punctuation, typographic variants, contractions and the spelling of numbers are evened out;
a word is never replaced by another word.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from scribe.extraction.number_words import LONGEST, spelled_number

_WORD = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)\b|\d+(?:\.\d+)?|[^\W\d_]+(?:\u00ad[^\W\d_]+)*"
)
_CONTRACTED = re.compile(r"n['’ʼ`´]t\b", re.IGNORECASE)
_ORDINAL_WORDS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_ORDINALS = {word: f"{number}th" for number, word in enumerate(_ORDINAL_WORDS.split(" "), start=3)}
_SPELLED = _ORDINALS | {
    "third": "3rd",
    "twentieth": "20th",
    "thirtieth": "30th",
    "mg": "milligrams",
    "mcg": "micrograms",
    "ml": "milliliters",
}
"""Two spellings of one word. "First" and "second" are left: they are words of order and of time."""
_JOINS = re.compile(r"[\s-]*")
"""What may stand between the words of one number: "twenty-five", not "I was twenty. Five years later"."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in canonical form and its span in the text it comes from."""

    word: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order. ``twenty-five`` and ``25`` are equal; so are ``don't`` and ``do n't``."""
    return tuple(_numbers(list(_words(text)), text))


def words(text: str) -> tuple[str, ...]:
    """The canonical words of a text."""
    return tuple(token.word for token in tokens(text))


def _words(text: str) -> Iterator[Token]:
    # A stand-in of equal length keeps offsets true while "n't" becomes a word of its own.
    marked = _CONTRACTED.sub(" nt", text)
    for found in _WORD.finditer(marked):
        word = unicodedata.normalize("NFKC", found[0]).casefold().replace(",", "").replace("\u00ad", "")
        start = found.start()
        if word == "nt" and marked[start - 1 : start + 2] != text[start - 1 : start + 2]:
            start -= 1
        if word == "cannot":
            yield Token("can", start, start + 3)
            yield Token("not", start + 3, found.end())
        else:
            yield Token(_SPELLED.get(word, word), start, found.end())


def _numbers(found: list[Token], text: str) -> Iterator[Token]:
    """Number words as digits, those of one number joined: ``twenty five``, ``five hundred``, ``two point five``."""
    at = 0
    while at < len(found):
        run = _run(found, at, text)
        value, used = spelled_number([token.word for token in run])
        if used:
            yield Token(value, found[at].start, run[used - 1].end)
            at += used
        else:
            yield found[at]
            at += 1


def _run(found: list[Token], at: int, text: str) -> list[Token]:
    """The words from here on with nothing but space or a hyphen between them, as many as a number has."""
    end = at + 1
    while end < min(len(found), at + LONGEST) and _JOINS.fullmatch(text, found[end - 1].end, found[end].start):
        end += 1
    return found[at:end]
