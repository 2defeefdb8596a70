"""Note words: a sentence of a note, or what was said, as plain words, numbers, doses, sides and drugs.

Text is lower-cased, contractions are opened ("don't" as "do not"), and words are runs of letters, numbers runs of
digits, also inside a word ("L5"). Numbers in words are read too ("twenty five", "two and a half", "twice"). The
Whisper normaliser is not used here: it drops what stands in brackets.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from eval.metrics.term_list import drug_names

_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[,;:.!?()]")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: float(n) for n, word in enumerate(_ONES.split())}
_VALUES |= {word: 10.0 * n for n, word in enumerate(_TENS.split(), start=2)}
_WHOLE = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "couple": 2.0, "dozen": 12.0, "half": 0.5}
_SCALES = {"hundred": 100.0, "thousand": 1000.0}
_UNITS = {
    unit: row.split()[0]
    for row in (
        "mg milligram milligrams mgs",
        "mcg microgram micrograms",
        "g gram grams",
        "ml milliliter milliliters",
    )
    for unit in row.split()
}
_NOT_A_SIDE = re.compile(r"\b(?:all right|right (?:away|now|after|before|here|there)|that's right)\b")
_BOTH = frozenset({"both", "bilateral", "bilaterally", "either"})
_DOSE_WITHIN = 4
"""Words and marks between a drug and the dose that is taken to be its own."""

Number = tuple[float, int, int]
"""A number, and the first word that makes it up and the first after."""


@lru_cache(maxsize=4096)
def plain(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in order, without its marks."""
    return tuple(piece for piece in _pieces(text) if piece[0].isalnum())


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """Words, numbers and marks, at which a number ends: "six hundred, three times"."""
    opened = re.sub(r"(?<=\d),(?=\d{3})", "", text.lower().replace("’", "'"))
    opened = re.sub(r"\bcan(?:'t|not)\b", "can not", re.sub(r"(?<!ca)n't\b", " not", opened))
    return tuple(_PIECE.findall(opened))


def numbers(text: str) -> frozenset[float]:
    """The numbers of a text, however they are written."""
    return frozenset(value for value, _, _ in _numbers(_pieces(text)))


def _numbers(words: tuple[str, ...]) -> Iterator[Number]:
    at = 0
    while at < len(words):
        value, end = _number_at(words, at)
        if value is None:
            at += 1
            continue
        if words[end : end + 3] == ("and", "a", "half"):
            value, end = value + 0.5, end + 3
        yield value, at, end
        at = end


def _number_at(words: tuple[str, ...], at: int) -> tuple[float | None, int]:
    """The number that begins at a word and the first word after it."""
    word = words[at]
    if word[0].isdigit():
        return float(word), at + 1
    if word in _WHOLE:
        return _WHOLE[word], at + 1
    if word not in _VALUES:
        return None, at
    total, end = _VALUES[word], at + 1
    while end < len(words):
        if words[end] in _SCALES:
            total, end = total * _SCALES[words[end]], end + 1
        elif (follower := _VALUES.get(words[end])) and _fits(total, follower):
            total, end = total + follower, end + 1
        elif words[end] == "and" and total >= 100 and words[end + 1 : end + 2] and words[end + 1] in _VALUES:
            end += 1
        else:
            break
    return total, end


def _fits(total: float, follower: float) -> bool:
    """``twenty`` and ``five``, ``hundred`` and ``fifty``: not ``four`` and ``five``."""
    return (total % 100 == 0 and follower < 100) or (total % 10 == 0 and total % 100 >= 20 and follower < 10)


def doses(text: str) -> frozenset[tuple[float, str]]:
    """Numbers with the unit of a dose behind them."""
    words = _pieces(text)
    return frozenset((value, _UNITS[words[end]]) for value, _, end in _dosed(words))


def _dosed(words: tuple[str, ...]) -> Iterator[Number]:
    return (number for number in _numbers(words) if words[number[2] : number[2] + 1] and words[number[2]] in _UNITS)


def drugs(text: str) -> frozenset[str]:
    """Generic names of the drugs that a text names."""
    return frozenset(drug_names()[word] for word in plain(text) if word in drug_names())


def drug_doses(text: str) -> frozenset[tuple[str, float]]:
    """Each drug with the number of the first dose close behind it."""
    words = _pieces(text)
    dosed = list(_dosed(words))
    found = set()
    for at, word in enumerate(words):
        if word in drug_names():
            after = (value for value, start, _ in dosed if at < start <= at + _DOSE_WITHIN)
            found |= {(drug_names()[word], value) for value in list(after)[:1]}
    return frozenset(found)


def sides(text: str) -> frozenset[str]:
    """``left``, ``right`` and ``both``, as far as a text names them."""
    words = plain(_NOT_A_SIDE.sub(" ", text.lower()))
    named = {word for word in words if word in ("left", "right")}
    return frozenset(named | ({"both"} if _BOTH & set(words) else set()))
