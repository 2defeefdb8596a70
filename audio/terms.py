"""Terms: the closed list by its sounds, and the one term that letters an engine wrote can stand for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from audio import wordlists
from audio.confusables import are_confusable
from audio.phonetics import LEAST_COST_OF_A_BONE, distance, skeleton, sound

LEAST_SOUNDS = 5
"""A term of fewer sounds is like too much else."""

_SOFT_C = re.compile(r"^ch?(?=[eiy])")
_SHORT_SOUNDS = 7
_NEAR_SHORT = 0.1
"""The reach of a term of fewer sounds than that, whatever is asked."""
_NEAR_HEAD = 0.5
_MARGIN = 0.6
"""By how much the next term must be farther away; less is ambiguous, and what is ambiguous stays as heard."""
_MARGIN_OF_OTHERS = 0.35
"""By how much any other word of medicine must be: less than a vowel that one of them has more."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is written and as it sounds. Other drugs are rivals only: theirs is no ``written``."""

    written: tuple[str, ...]
    sounds: str
    bones: str
    is_drug: bool


def sound_of(words: Iterable[str]) -> str:
    """How the words sound one after the other. words: letters only, lower case."""
    return "".join(map(sound, words))


@cache
def vocabulary() -> frozenset[str]:
    """Every word of every term and every drug, and their plurals, in lower case: none of them is ever changed."""
    lines = (*wordlists.terms(), *wordlists.drugs(), *wordlists.other_drugs())
    words = {word.lower() for line in lines for word in line.split()}
    return frozenset(words | {f"{word}s" for word in words})


@cache
def right_words() -> frozenset[str]:
    """The vocabulary, and every other word of medicine that is known: what is heard so was heard right.

    With their plurals; whatever is a term itself is in the vocabulary.
    """
    words = wordlists.medical() | vocabulary()
    plurals = {f"{word}s" for word in words}
    plurals |= {f"{word[:-1]}ies" for word in words if word.endswith("y")}
    plurals |= {f"{word[:-2]}es" for word in words if word.endswith("is")}
    return words | plurals


def nearest(words: Sequence[str], near: float) -> tuple[Term, float] | None:
    """The term the words sound like, with its distance by length, where it is within reach and no rival is."""
    fars: dict[Term, float] = {}
    for term, far in _in_reach(_readings(words), near):
        fars[term] = min(far, fars.get(term, far))
    ranked = sorted(fars.items(), key=lambda pair: pair[1])[:2]
    if not ranked or (len(ranked) > 1 and ranked[1][1] - ranked[0][1] < _MARGIN):
        return None
    best, cost = ranked[0]
    far = cost / len(best.sounds)
    reach = min(near, _NEAR_SHORT) if len(best.sounds) < _SHORT_SOUNDS else near
    is_term = bool(best.written) and len(best.sounds) >= LEAST_SOUNDS
    if not is_term or far > reach or are_confusable("".join(words), "".join(best.written).lower()):
        return None
    return None if _is_another_word(words, best, cost + _MARGIN_OF_OTHERS) else (best, far)


def _is_another_word(words: Sequence[str], term: Term, limit: float) -> bool:
    """Whether a word of medicine that is no term is as near. Looked up last, for there are thousands."""
    return any(
        distance(heard, other, limit) < limit
        for heard in _readings(words)
        for other in _others().get((skeleton(heard)[:1], len(skeleton(heard))), ())
        if other != term.sounds
    )


@cache
def _others() -> dict[tuple[str, int], tuple[str, ...]]:
    """Sounds of the words of medicine by their first consonant and how many they have, give or take one."""
    found: dict[tuple[str, int], list[str]] = {}
    for sounds in {sound(word) for word in wordlists.medical() - vocabulary()}:
        bones = skeleton(sounds)
        for count in (len(bones) - 1, len(bones), len(bones) + 1):
            found.setdefault((bones[:1], count), []).append(sounds)
    return {key: tuple(sounds) for key, sounds in found.items()}


def may_be_another(words: Sequence[str], term: Term, near: float) -> bool:
    """Whether the words sound like some other term or drug: "met for men", said of metformin, holds no foramen."""
    return any(
        other != term and far <= near * len(other.sounds) for other, far in _in_reach(_readings(words), near)
    )


def is_rest_of_longer(term: Term, before: str) -> bool:
    """Whether the word before could be the head of a longer term that ends as this one does.

    So that "mental prednisolum", said of methylprednisolone, does not become another drug.
    """
    heard = sound_of([before])
    return any(distance(heard, head, _NEAR_HEAD * len(head)) <= _NEAR_HEAD * len(head) for head in _heads(term))


@cache
def _heads(term: Term) -> tuple[str, ...]:
    longer = (one.sounds for terms in _by_first_bone().values() for one in terms if one.sounds != term.sounds)
    return tuple(sounds[: -len(term.sounds)] for sounds in longer if sounds.endswith(term.sounds))


def _in_reach(readings: Iterable[str], near: float) -> Iterator[tuple[Term, float]]:
    """The terms that can matter for any of the readings, each with its distance."""
    for heard in readings:
        bones = skeleton(heard)
        for term in _by_first_bone().get(bones[:1], ()):
            limit = near * len(term.sounds) + _MARGIN
            if abs(len(bones) - len(term.bones)) * LEAST_COST_OF_A_BONE > limit:
                continue
            if (far := distance(heard, term.sounds, limit)) <= limit:
                yield term, far


def _readings(words: Sequence[str]) -> tuple[str, ...]:
    """How the words may sound: a c or ch may be a k, as in chiropractor and, to an engine, in cyphosis."""
    spelt = (words, [word.replace("ch", "k") for word in words], [_SOFT_C.sub("k", word) for word in words])
    return tuple(dict.fromkeys(map(sound_of, spelt)))


def has_bones(bones: str, least_sounds: int) -> bool:
    """Whether a term of at least so many sounds has exactly these consonants."""
    return any(
        term.bones == bones and len(term.sounds) >= least_sounds for term in _by_first_bone().get(bones[:1], ())
    )


@cache
def _by_first_bone() -> dict[str, tuple[Term, ...]]:
    """All terms by the first of their consonants, which even a bad speller gets right."""
    lines = [(line, line, False) for line in wordlists.terms()]
    lines += [(line, line, True) for line in wordlists.drugs()]
    lines += [(line, "", True) for line in wordlists.other_drugs()]
    found: dict[str, list[Term]] = {}
    for line, written, is_drug in lines:
        sounds = sound_of(line.lower().split())
        bones = skeleton(sounds)
        found.setdefault(bones[:1], []).append(Term(tuple(written.split()), sounds, bones, is_drug))
    return {first: tuple(terms) for first, terms in found.items()}
