"""Sides: left, right and both, where the words mean a side and not "right now" or "left the job"."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.words import words_of

_BOTH = frozenset({"bilateral", "bilaterally", "bilat"})
_BOTH_OF = listed(
    "sides legs arms feet hands knees hips shoulders ankles thighs calves buttocks flanks wrists elbows heels "
    "eyes ears lower upper of"
)
_BEFORE_SIDE = listed("the on to from side of : ; , and or / ( his her my your their both more than vs , with in")
_BEFORE_ADVERB = listed("is was just all that's alright about makes")
_BEHIND_ADVERB = listed(
    "in now away after before at there here around when as then over next along where if because i so about until "
    "behind above below under up down through between beside on into"
)
_BEHIND_VERB = listed("the a an my his her their your it work over home alone out off untreated for")
LEFT, RIGHT = "left", "right"


_PAIRED = listed(
    "both equal symmetric symmetrical symmetrically sides legs arms feet hands knees hips shoulders ankles thighs "
    "calves buttocks flanks wrists elbows lungs grips eyes extremities"
)
"""Words that say of both sides what they are said of."""


_CORRECTIONS = (
    ("wait",),
    ("i", "mean"),
    ("i", "meant"),
    ("sorry",),
    ("scratch", "that"),
    ("correction",),
    ("rather",),
)
_FENCES = frozenset({",", ".", ";", ":", "?"})
_FAR = 8
"""Words between a side and the one that takes its place."""


class SideWord(NamedTuple):
    """A side, whether the word must mean it, and where it stands. Both sides give two."""

    side: str
    sure: bool
    at: int
    both: bool = False


@lru_cache(maxsize=4096)
def sides_in(text: str) -> tuple[SideWord, ...]:
    """The sides of a text in order."""
    words = words_of(text)
    found: list[SideWord] = []
    for at, word in enumerate(words):
        if word in _BOTH or (word in ("both", "either") and set(words[at + 1 : at + 4]) & _BOTH_OF):
            found += [SideWord(LEFT, True, at, both=True), SideWord(RIGHT, True, at, both=True)]
        elif word in (LEFT, RIGHT):
            found += _one(words, at)
    return tuple(word for word in found if not _taken_back(word, found, words))


def _taken_back(word: SideWord, found: list[SideWord], words: tuple[str, ...]) -> bool:
    """The other side follows soon, with words between them that correct: "the right, no wait, the left"."""
    later = next((other for other in found if other.at > word.at), None)
    if later is None or word.both or later.both or later.side == word.side or later.at - word.at > _FAR:
        return False
    between = words[word.at + 1 : later.at]
    spoken = any(between[n : n + len(mark)] == mark for mark in _CORRECTIONS for n in range(len(between)))
    return spoken or any(
        between[n] == "no" and _FENCES & set(between[n - 1 : n]) and _FENCES & set(between[n + 1 : n + 2])
        for n in range(1, len(between))
    )


def sides_of(texts: Iterable[str]) -> frozenset[str]:
    """The sides that texts name."""
    return frozenset(word.side for text in texts for word in sides_in(text))


def names_pair(texts: Iterable[str]) -> bool:
    """One of the texts speaks of both of a pair, without the word "bilateral"."""
    return any(not _PAIRED.isdisjoint(words_of(text)) for text in texts)


def _one(words: tuple[str, ...], at: int) -> list[SideWord]:
    word = words[at]
    before = words[at - 1] if at else ":"
    behind = words[at + 1] if at + 1 < len(words) else "."
    by_article = before in ("the", "on", "to") and behind not in _BEHIND_VERB
    if word == LEFT and behind in _BEHIND_VERB:
        return []
    if word == RIGHT and words[at + 1 : at + 3] in (("back", "to"), ("back", "up"), ("back", "again")):
        return []
    if word == RIGHT and (behind in _BEHIND_ADVERB or before in _BEFORE_ADVERB) and not by_article:
        return []
    ends = behind in (".", ",", ";", ")", "?")
    return [SideWord(word, not ends or before in _BEFORE_SIDE or word == LEFT, at)]
