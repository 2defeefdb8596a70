"""Loops: words an engine wrote over and over, cut to their first round; what people repeat is left alone.

A loop is told from talk by its rounds and its pace: nobody says a sentence four times without a pause, and
everybody asks "Any pain here?" four times while pressing along a back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from audio.heard import HeardWord
from audio.spans import Span

_LONGEST_LOOP_WORDS = 30
_ALLOWED_WORDS_REPEATED = 5
"""Of one repeated word without a pause: people do say "no, no, no, no"."""
_ALLOWED_PHRASE_REPEATED = 3
_ALLOWED_IN_ALL = 30
"""With pauses: an examination, a question asked again and again, one answer to many questions."""
PAUSE_SECONDS = 0.3

_NEAR_LOOP_WORDS = range(4, 13)
_ALLOWED_NEARLY_REPEATED = 4
_CHANGES_OF_A_LOOP = 2
"""A list ("in the hip, in the knee, ...") names something else each time; a loop swings between two words."""
_UNHURRIED_WORDS_PER_SECOND = 6.0

_LONGEST_COUNT = 20
_NUMBER = re.compile(r"\d{1,6}")

_MONOTONOUS_WORDS = 40
_DISTINCT_SHARE = 0.15

_LoopAt = Callable[[Sequence[str], int, Sequence[HeardWord]], tuple[int, int]]

_BARE = re.compile(r"[^\w']+")
_STUTTER = re.compile(r"(\D{1,5}?)\1{5,}|(\d{1,3}?)\2{8,}", re.DOTALL)
"""A word that is one syllable over and over ("hahahahahaha"); so many equal digits that it is no number."""


@dataclass(frozen=True, slots=True)
class Unlooped:
    """Words without their loops. ``loops``: what was cut. ``beside``: the words that are no part of a loop."""

    words: tuple[HeardWord, ...]
    loops: tuple[Span, ...]
    beside: tuple[HeardWord, ...]


def unlooped(words: Sequence[HeardWord], pause: float = PAUSE_SECONDS) -> Unlooped:
    """The words, in time order, with each loop cut to its first round.

    pause: rounds so many seconds apart are said, not looped; infinite where nobody may be speaking.
    """
    plain = [_without_stutter(word) for word in words]
    stutters = tuple(rest for _, rest in plain if rest)
    stuttered = {word for word, rest in plain if rest}
    exact = _cut([word for word, _ in plain], _Finder(pause).loop_at)
    near = _cut(exact.words, _near_loop_at)
    in_loops = {word for word in exact.words if word not in exact.beside} | stuttered
    beside = tuple(word for word in near.beside if word not in in_loops)
    return Unlooped(near.words, (*stutters, *exact.loops, *near.loops), beside)


def is_monotonous(words: Sequence[HeardWord]) -> bool:
    """Whether so many words are so few different ones that nobody says them within half a minute."""
    return len(words) >= _MONOTONOUS_WORDS and len({_bare(w.text) for w in words}) < _DISTINCT_SHARE * len(words)


def _bare(text: str) -> str:
    return _BARE.sub("", text).casefold()


def _without_stutter(word: HeardWord) -> tuple[HeardWord, Span | None]:
    """The word cut to the first round of what it repeats within itself, and the rest; else the word and None."""
    found = _STUTTER.fullmatch(_bare(word.text))
    if not found:
        return word, None
    once = found[1] or found[2]
    end = word.start + (word.end - word.start) * len(once) / len(found[0])
    return replace(word, text=f" {once}", end=end), Span(end, word.end)


def _cut(words: Sequence[HeardWord], loop_at: _LoopAt) -> Unlooped:
    """The words with each loop that ``loop_at`` finds cut to its first round."""
    bare = [_bare(word.text) for word in words]
    kept: list[HeardWord] = []
    loops: list[Span] = []
    beside: list[HeardWord] = []
    position = 0
    while position < len(words):
        length, rounds = loop_at(bare, position, words)
        first = words[position : position + length]
        kept += first
        if rounds > 1:
            loops.append(_span(words[position + length : position + length * rounds]))
        else:
            beside += first
        position += length * rounds
    return Unlooped(tuple(kept), tuple(loops), tuple(beside))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds exact loops, whose rounds lie less than ``pause`` seconds apart."""

    pause: float

    def loop_at(self, bare: Sequence[str], position: int, words: Sequence[HeardWord]) -> tuple[int, int]:
        """Length and number of rounds, in words, of the loop that starts here; (1, 1) where none does."""
        for length in range(1, _LONGEST_LOOP_WORDS + 1):
            rounds = len(_rounds(bare, position, length, _same))
            if rounds == 1:
                continue
            if rounds > _ALLOWED_IN_ALL:
                return length, rounds
            hurried = self._before_a_pause(position, length, rounds, words)
            if hurried > (_ALLOWED_WORDS_REPEATED if length == 1 else _ALLOWED_PHRASE_REPEATED):
                return length, hurried
        count = _count_at(bare, position)
        return (1, count) if count > _LONGEST_COUNT else (1, 1)

    def _before_a_pause(self, position: int, length: int, rounds: int, words: Sequence[HeardWord]) -> int:
        """How many of the rounds follow one another before somebody pauses, in a round or after it."""
        for index in range(position + 1, position + length * rounds):
            if words[index].start - words[index - 1].end >= self.pause:
                return max(1, (index - position) // length)
        return rounds


def _rounds(
    bare: Sequence[str], position: int, length: int, alike: Callable[[Sequence[str], Sequence[str]], bool]
) -> list[Sequence[str]]:
    """The phrase of this length and what follows it for as long as each round is like the one before."""
    rounds = [bare[position : position + length]]
    for start in range(position + length, len(bare) - length + 1, length):
        after = bare[start : start + length]
        if not alike(rounds[-1], after):
            break
        rounds.append(after)
    return rounds


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return one == other


def _nearly(one: Sequence[str], other: Sequence[str]) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) <= 1


def _count_at(bare: Sequence[str], position: int) -> int:
    """How many numbers follow one another here in steps of one."""
    last = position
    while last + 1 < len(bare) and _NUMBER.fullmatch(bare[last]) and _NUMBER.fullmatch(bare[last + 1]):
        if abs(int(bare[last + 1]) - int(bare[last])) != 1:
            break
        last += 1
    return last - position + 1


def _near_loop_at(bare: Sequence[str], position: int, words: Sequence[HeardWord]) -> tuple[int, int]:
    """The same for a loop of which each round differs from the one before in one word at most."""
    for length in _NEAR_LOOP_WORDS:
        rounds = _rounds(bare, position, length, _nearly)
        if len(rounds) <= _ALLOWED_NEARLY_REPEATED:
            continue
        span = _span(words[position : position + length * len(rounds)])
        hurried = length * len(rounds) > _UNHURRIED_WORDS_PER_SECOND * span.length
        changes = {len(set(place)) for place in zip(*rounds, strict=True)}
        if max(changes) > 1 and (hurried or max(changes) <= _CHANGES_OF_A_LOOP):
            return length, len(rounds)
    return 1, 1


def _span(words: Sequence[HeardWord]) -> Span:
    return Span(min(word.start for word in words), max(word.end for word in words))
