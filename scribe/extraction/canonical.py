"""One canonical form of spoken words, with the place of each in the original text.

Case, white space, punctuation, typographic variants, contractions and the spelling of numbers are evened out;
a word is never replaced by another word.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[^\W\d_]+")
_CONTRACTED = re.compile(r"n['’ʼ`´]t\b", re.IGNORECASE)

_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = {word: number for number, word in enumerate(_SMALL_WORDS.split(" "))}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * number for number, word in enumerate(_TENS_WORDS.split(" "), start=2)}


@dataclass(frozen=True, slots=True)
class Token:
    """A word in canonical form and its span in the text it comes from."""

    word: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order. ``twenty-five`` and ``25`` are equal; so are ``don't`` and ``do n't``."""
    return tuple(_numbers(list(_words(text))))


def words(text: str) -> tuple[str, ...]:
    """The canonical words of a text."""
    return tuple(token.word for token in tokens(text))


def _words(text: str) -> Iterator[Token]:
    # A stand-in of equal length keeps offsets true while "n't" becomes a word of its own.
    marked = _CONTRACTED.sub(" nt", text)
    for found in _WORD.finditer(marked):
        word = unicodedata.normalize("NFKC", found[0]).casefold().replace(",", "")
        start = found.start()
        if word == "nt" and marked[start - 1 : start + 2] != text[start - 1 : start + 2]:
            start -= 1
        yield Token(word, start, found.end())


def _numbers(found: list[Token]) -> Iterator[Token]:
    """Number words as digits; tens and a unit ("twenty five"), units and hundred ("five hundred") joined."""
    at = 0
    while at < len(found):
        value, used = _number(found, at)
        if used:
            yield Token(str(value), found[at].start, found[at + used - 1].end)
            at += used
        else:
            yield found[at]
            at += 1


def _number(found: list[Token], at: int) -> tuple[int, int]:
    value, used = _below_hundred(found, at)
    if not used or at + used >= len(found) or found[at + used].word != "hundred" or not 0 < value < 100:
        return value, used
    value, used = value * 100, used + 1
    rest_at = at + used + (at + used < len(found) and found[at + used].word == "and")
    rest, rest_used = _below_hundred(found, rest_at)
    return (value + rest, rest_at - at + rest_used) if rest_used else (value, used)


def _below_hundred(found: list[Token], at: int) -> tuple[int, int]:
    if at >= len(found):
        return 0, 0
    word = found[at].word
    if word in _SMALL:
        return _SMALL[word], 1
    if word not in _TENS:
        return 0, 0
    unit = _SMALL.get(found[at + 1].word, 0) if at + 1 < len(found) else 0
    return (_TENS[word] + unit, 2) if 0 < unit < 10 else (_TENS[word], 1)
