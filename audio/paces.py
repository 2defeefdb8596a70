"""Paces: how fast words can follow one another, and how long one can last.

Words piled on one moment were not said there. Times of real words are squeezed too, but less: in five interviews
(5,176 words) the fastest four words took 0.24 s, ten 1.1 s, and the longest word 1.5 s.
"""

from collections.abc import Sequence
from dataclasses import replace

from audio.heard import HeardWord
from audio.spans import Span, common

_FEWEST_WORDS, _MOST_WORDS = 4, 12
_FREE_WORDS = 3
_SECONDS_A_WORD = 0.11
_FREE_LETTERS = 20
_SECONDS_A_LETTER = 1 / 70

_LONGEST_WORD_SECONDS = 3.0
_LONG_WORD_SECONDS = 1.5
_ADJOINING_SECONDS = 0.1


def at_human_pace(words: Sequence[HeardWord]) -> tuple[tuple[HeardWord, ...], tuple[Span, ...]]:
    """The words without the stretches that nobody can have said so fast, and those stretches."""
    hurried = _hurried(words)
    kept = tuple(word for index, word in enumerate(words) if index not in hurried)
    stretches: list[list[HeardWord]] = []
    for index in sorted(hurried):
        if index - 1 in hurried:
            stretches[-1].append(words[index])
        else:
            stretches.append([words[index]])
    return kept, tuple(Span(min(w.start for w in part), max(w.end for w in part)) for part in stretches)


def without_stretched(words: Sequence[HeardWord], regions: Sequence[Span]) -> tuple[HeardWord, ...]:
    """The words, none longer than anybody draws one out: the rest of such a stretch held something else.

    A stretched word keeps the region of speech it mostly lies in, and of that 1.5 s: the first ones where it
    follows on the word before, else the last ones.
    """
    kept: list[HeardWord] = []
    for word in words:
        stretched = word.end - word.start > _LONGEST_WORD_SECONDS
        kept.append(_shortened(word, regions, kept[-1].end if kept else 0.0) if stretched else word)
    return tuple(kept)


def _shortened(word: HeardWord, regions: Sequence[Span], end_before: float) -> HeardWord:
    whole = Span(word.start, word.end)
    place = max(common(regions, whole), key=lambda part: part.length, default=whole)
    if place.length <= _LONGEST_WORD_SECONDS:
        return replace(word, start=place.start, end=place.end)
    if place.start - end_before < _ADJOINING_SECONDS:
        return replace(word, start=place.start, end=place.start + _LONG_WORD_SECONDS)
    return replace(word, start=place.end - _LONG_WORD_SECONDS, end=place.end)


def _hurried(words: Sequence[HeardWord]) -> set[int]:
    """The indexes of all words in a stretch of 4 to 12 that is too short for them, shorter stretches first.

    A longer stretch that holds a shorter one tells nothing new: it is too short because that one is.
    """
    found: set[int] = set()
    for count in range(_FEWEST_WORDS, _MOST_WORDS + 1):
        places = [range(first, first + count) for first in range(len(words) - count + 1)]
        rushed = [
            place for place in places if found.isdisjoint(place) and _is_rushed(words[place[0] : place[-1] + 1])
        ]
        found.update(index for place in rushed for index in place)
    return found


def _is_rushed(words: Sequence[HeardWord]) -> bool:
    return max(word.end for word in words) - words[0].start < _least_seconds(words)


def _least_seconds(words: Sequence[HeardWord]) -> float:
    letters = sum(sum(map(str.isalnum, word.text)) for word in words)
    by_words = (len(words) - _FREE_WORDS) * _SECONDS_A_WORD
    return max(by_words, (letters - _FREE_LETTERS) * _SECONDS_A_LETTER)
