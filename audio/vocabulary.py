"""Vocabulary: misspelt terms of spine care and drug names corrected after decoding, the engine's words kept.

The engine is given no words, because words it is given turn up where nobody said them. Instead a stretch of up to
four heard words becomes a term where it sounds like that term and like no other, and could be nothing else:
docs/decisions/0015-terms-corrected-after-decoding.md has the rule and what was measured.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from audio import wordlists
from audio.heard import HeardWord
from audio.phonetics import distance, skeleton
from audio.terms import (
    LEAST_SOUNDS,
    Term,
    has_bones,
    is_rest_of_longer,
    may_be_another,
    nearest,
    right_words,
    sound_of,
    vocabulary,
)

VERSION = "spine-2"

_LONGEST_STRETCH = 4
_PAUSE_SECONDS = 0.4
"""Words of one term are not this far apart."""
_NEAR_ALONE = 0.17
"""Distance by length of the term's sound, for one word that is no word."""
_NEAR_TOGETHER = 0.14
"""For several words of which one is no word."""
_NEAR_ORDINARY = 0.06
"""For several words that are all ordinary. They must have the consonants of the term besides."""
_LEAST_SOUNDS_ORDINARY = 7
_UNSURE = 0.6
"""And the engine must have been less sure than this of each of them: a word it believed is no part of another."""

_WORD = re.compile(
    r"^(?P<space>\s*)(?P<before>[\"'“‘(]*)(?P<letters>[a-z]+(?:[-'’][a-z]+)*)(?P<after>[^\w\s]*)\s*$", re.I
)
_MARK_AFTER, _MARK_BEFORE = re.compile(r"[^\w\s]\s*$"), re.compile(r"^\s*[^\w\s]")
_CAPITAL = re.compile(r"^\W*[A-Z]")
_TITLE = re.compile(r"^\W*(?:mr|mrs|ms|dr|miss|mister|doctor|nurse)\.?\s*$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:name is|names?'s|named|called)\s*$", re.IGNORECASE)
_AMOUNT = re.compile(r"^\W*\d+(?:[.,]\d+)?\W*$")
_DOSE = re.compile(r"^\W*\d*(?:mg|mcg|milligrams?|micrograms?)\b", re.IGNORECASE)
_DOSE_WITHIN = 3
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*\s*$")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers")
_BARRIERS = frozenset(
    word
    for line in (
        "no not never none nor neither without nothing nobody cannot deny denies denied",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand",
        "half first second third",
    )
    for word in line.split()
)
"""Negations and numbers: no term is read across one. Nor across digits or a contraction with not."""


@dataclass(frozen=True, slots=True)
class _Token:
    """What counts of a heard word. ``letters``: lower case, without hyphens; ``right``: a word of medicine."""

    letters: str
    ordinary: bool
    right: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """The words from ``start`` up to ``end`` sound like a term; ``far``: distance by length."""

    start: int
    end: int
    term: Term
    far: float


def corrected(words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """The words, misspelt terms among them as they are written; a word joined of several spans their time.

    Each word that was changed has what the engine wrote in ``original``. The nearest terms are taken first.
    """
    chosen: dict[int, _Match] = {}
    taken: set[int] = set()
    for match in sorted(_matches(words), key=lambda match: (match.far, match.start)):
        places = range(match.start, match.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen[match.start] = match
    written: list[HeardWord] = []
    for index, word in enumerate(words):
        if index in chosen:
            written += _written(words, chosen[index])
        elif index not in taken:
            written.append(word)
    return tuple(written)


def _matches(words: Sequence[HeardWord]) -> Iterator[_Match]:
    tokens = [_token(word) for word in words]
    for start in range(len(words)):
        stretch: list[_Token] = []
        before = tokens[start - 1] if start and not _are_parted(words[start - 1], words[start]) else None
        for end in range(start + 1, min(len(words), start + _LONGEST_STRETCH) + 1):
            token = tokens[end - 1]
            if token is None or (stretch and _are_parted(words[end - 2], words[end - 1])):
                break
            stretch.append(token)
            found = _term_of(tuple(stretch)) if _are_doubted(words[start:end], stretch) else None
            if found is None or (before and _belongs_to(before.letters, stretch, found[0])):
                continue
            if not _may_be_a_name(words, start, end, found[0]):
                yield _Match(start, end, *found)


def _belongs_to(before: str, stretch: Sequence[_Token], term: Term) -> bool:
    """Whether the word before makes another name of the stretch, or the end of a longer one."""
    letters = [before, *(token.letters for token in stretch)]
    return is_rest_of_longer(term, before) or may_be_another(letters, term, _NEAR_ALONE)


def _may_be_a_name(words: Sequence[HeardWord], start: int, end: int, term: Term) -> bool:
    """Whether somebody may be called so: engines write names with a capital, and of our terms only brands.

    They write a drug they do not know with one as well, but only what a dose follows is surely no person.
    """
    before = "".join(word.text for word in words[max(0, start - 2) : start])
    if (start and _TITLE.match(words[start - 1].text)) or _NAMED.search(before):
        return True
    first = _parts(words[start])["letters"]
    if end - start == 1 and first[0].isupper() and first.lower() in wordlists.names():
        return True
    opens = start == 0 or _SENTENCE_END.search(words[start - 1].text)
    inner = words[start + 1 : end] if opens else words[start:end]
    if term.written[0][0].isupper() or (term.is_drug and _has_dose(words[end : end + _DOSE_WITHIN])):
        return False
    return any(_CAPITAL.match(word.text) for word in inner)


def _has_dose(after: Sequence[HeardWord]) -> bool:
    """Whether an amount of milligrams comes next."""
    for word in after:
        if _DOSE.match(word.text):
            return True
        if not _AMOUNT.match(word.text) and word.text.strip().lower() not in _BARRIERS:
            return False
    return False


def _token(word: HeardWord) -> _Token | None:
    """None for a word that no term may hold: digits, a number, a negation, a word corrected before."""
    found = _WORD.match(word.text)
    if found is None or word.original is not None:
        return None
    spelt = found["letters"].replace("’", "'").lower()
    if spelt in _BARRIERS or spelt.endswith("n't"):
        return None
    letters = re.sub(r"[-']", "", spelt)
    ordinary = "'" in spelt or _is_ordinary(letters) or all(map(_is_ordinary, spelt.split("-")))
    return _Token(letters, ordinary, letters in right_words())


@lru_cache(maxsize=65_536)
def _is_ordinary(letters: str) -> bool:
    known = wordlists.ordinary()
    if letters in known or len(letters) == 1:
        return True
    return len(letters) > 4 and any(letters.endswith(end) and letters[: -len(end)] in known for end in _ENDINGS)


def _are_parted(before: HeardWord, after: HeardWord) -> bool:
    """Whether a mark or a pause stands between two words."""
    marks = _MARK_AFTER.search(before.text) or _MARK_BEFORE.search(after.text)
    return bool(marks) or after.start - before.end >= _PAUSE_SECONDS


def _are_doubted(words: Sequence[HeardWord], stretch: Sequence[_Token]) -> bool:
    """Whether there is reason to ask: a word that is no word, or several words each of which the engine doubted."""
    if not all(token.ordinary for token in stretch):
        return True
    return len(stretch) > 1 and max(word.probability for word in words) < _UNSURE


@lru_cache(maxsize=65_536)
def _term_of(stretch: tuple[_Token, ...]) -> tuple[Term, float] | None:
    """The one term these words can be, with its distance; None where there is none, or more than one."""
    letters = [token.letters for token in stretch]
    if len("".join(letters)) < LEAST_SOUNDS or _is_right(letters):
        return None
    all_ordinary = all(token.ordinary for token in stretch)
    if all_ordinary and not has_bones(skeleton(sound_of(letters)), _LEAST_SOUNDS_ORDINARY):
        return None
    near = _NEAR_ORDINARY if all_ordinary else _NEAR_ALONE if len(stretch) == 1 else _NEAR_TOGETHER
    found = nearest(letters, near)
    if found is None or not _may_replace(found[0], stretch):
        return None
    return found


def _is_right(letters: Sequence[str]) -> bool:
    """Whether this is a word of medicine as it stands, or one that was only parted: hypo reflexia."""
    whole = "".join(letters)
    return whole in right_words() and (len(letters) == 1 or whole not in vocabulary())


def _may_replace(term: Term, stretch: Sequence[_Token]) -> bool:
    """Whether the stretch holds no real term, but for words that the term keeps."""
    kept = {word.lower() for word in term.written} if len(term.written) > 1 else set()
    return all(token.letters in kept or not token.right for token in stretch)


def _written(words: Sequence[HeardWord], match: _Match) -> Iterator[HeardWord]:
    """The words of the term, each in place of the heard words it is nearest to."""
    heard, written = words[match.start : match.end], match.term.written
    opens = match.start == 0 or _SENTENCE_END.search(words[match.start - 1].text)
    if opens and _parts(heard[0])["letters"][0].isupper():
        written = (written[0][0].upper() + written[0][1:], *written[1:])
    for group, to in _paired(heard, written):
        if [_parts(word)["letters"].lower() for word in group] == [word.lower() for word in to]:
            yield from group
        else:
            yield from _replaced(group, to)


def _replaced(heard: Sequence[HeardWord], written: Sequence[str]) -> Iterator[HeardWord]:
    """The written words over the time of the heard ones, shared by length where one word held several."""
    first, last = _parts(heard[0]), _parts(heard[-1])
    original = "".join(word.text for word in heard).strip()
    probability = min(word.probability for word in heard)
    end = max(word.end for word in heard)
    start, seconds, letters = heard[0].start, end - heard[0].start, len("".join(written))
    for number, word in enumerate(written, start=1):
        text = (first["space"] + first["before"] if number == 1 else " ") + word
        if number == len(written):
            yield HeardWord(start, end, text + last["after"], probability, original)
        else:
            until = min(end, start + seconds * len(word) / letters)
            yield HeardWord(start, until, text, probability, original)
            start = until


_Pair = tuple[Sequence[HeardWord], Sequence[str]]


def _paired(heard: Sequence[HeardWord], written: Sequence[str]) -> Sequence[_Pair]:
    """Heard words beside the words of the term they stand for; of each pair one side is a single word."""
    ways = (
        [(heard[a:b], written[c:d]) for (a, b), (c, d) in zip(pairwise(cuts), pairwise(others), strict=True)]
        for parts in range(1, min(len(heard), len(written)) + 1)
        for cuts in _cuts(len(heard), parts)
        for others in _cuts(len(written), parts)
    )
    return min((way for way in ways if all(1 in (len(group), len(to)) for group, to in way)), key=_how_far)


def _cuts(length: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways of cutting a row into so many parts, as the bounds of the parts."""
    return ((0, *inner, length) for inner in combinations(range(1, length), parts - 1))


def _how_far(way: Sequence[_Pair]) -> float:
    def letters(group: Sequence[HeardWord]) -> list[str]:
        return [re.sub(r"[^a-z]", "", word.text.lower()) for word in group]

    return sum(
        distance(sound_of(letters(group)), sound_of(word.lower() for word in to), limit=99.0) for group, to in way
    )


def _parts(word: HeardWord) -> re.Match[str]:
    found = _WORD.match(word.text)
    if found is None:
        raise ValueError("only a word of letters can be part of a term")
    return found
