"""Loops: words an engine wrote over and over, cut to their first round; what people repeat is left alone.

A loop is told from talk by its rounds and its pace: nobody says a sentence four times without a pause, and
everybody asks "Any pain here?" four times while pressing along a back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from audio.answers import bare, may_be_an_answer
from audio.heard import HeardWord
from audio.spans import Span

_LONGEST_LOOP_WORDS = 30
_ALLOWED_WORDS_REPEATED = 5
"""Of one repeated word without a pause: people do say "no, no, no, no"."""
_ALLOWED_PHRASE_REPEATED = 3
_ALLOWED_IN_ALL = 30
"""With short pauses; with long ones rounds are said, however many: one answer to many questions."""
PAUSE_SECONDS = 0.3
_LONG_PAUSE_SECONDS = 1.0
_DOUBTED_BELOW = 0.5

_NEAR_LOOP_WORDS = range(4, 13)
_ALLOWED_NEARLY_REPEATED = 4
_UNHURRIED_WORDS_PER_SECOND = 6.0
"""A list ("in the hip, in the knee, ...") and an examination are near-loops too, but spoken ones."""

_LONGEST_COUNT = 20
_NUMBER = re.compile(r"\d{1,6}")

_MONOTONOUS_WORDS = 40
_DISTINCT_SHARE = 0.15

_Alike = Callable[[Sequence[str], Sequence[str]], bool]

_STUTTER = re.compile(r"(\D{1,5}?)\1{5,}|(\d{1,3}?)\2{8,}", re.DOTALL)
"""A word that is one syllable over and over ("hahahahahaha"); so many equal digits that it is no number."""


@dataclass(frozen=True, slots=True)
class Unlooped:
    """Words without their loops. ``loops``: what was cut. ``beside``: the words that are no part of a loop."""

    words: tuple[HeardWord, ...]
    loops: tuple[Span, ...]
    beside: tuple[HeardWord, ...]


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return one == other


def _nearly(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one word at most differs, and none that may be an answer: a single "no" among "yes" is a finding."""
    changed = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(changed) <= 1 and not any(may_be_an_answer(word) for pair in changed for word in pair)


@dataclass(frozen=True, slots=True)
class _Rounds:
    """Words and how far one can go from each before somebody pauses, so that a search takes linear time."""

    words: Sequence[HeardWord]
    bare: Sequence[str]
    ends: Sequence[int]
    """Where the next pause is that tells rounds that are said from a loop."""
    far_ends: Sequence[int]
    """Where the next pause is that leaves time for a question or for pressing elsewhere."""
    believed: Sequence[float]
    """The sum of the probabilities of all words before each."""

    @classmethod
    def of(cls, words: Sequence[HeardWord], pause: float) -> "_Rounds":
        """The words, rounds of which that lie ``pause`` seconds apart are said."""
        far = _ends(words, max(pause, _LONG_PAUSE_SECONDS))
        believed = tuple(accumulate((word.probability for word in words), initial=0.0))
        return cls(words, [bare(word.text) for word in words], _ends(words, pause), far, believed)

    def loop_at(self, position: int) -> tuple[int, int]:
        """Length and number of rounds, in words, of the exact loop that starts here; (1, 1) where none does."""
        for length in range(1, _LONGEST_LOOP_WORDS + 1):
            if not self._goes_on(position, length):
                continue
            hurried = self._count(position, length, self.ends[position])
            if hurried > (_ALLOWED_WORDS_REPEATED if length == 1 else _ALLOWED_PHRASE_REPEATED):
                return length, hurried
            rounds = self._beyond_all_patience(position, length)
            if rounds:
                return length, rounds
        count = self._counted(position)
        return (1, count) if count > _LONGEST_COUNT else (1, 1)

    def near_loop_at(self, position: int) -> tuple[int, int]:
        """The same for a loop of which each round differs from the one before in one word at most."""
        for length in _NEAR_LOOP_WORDS:
            enough = length * (_ALLOWED_NEARLY_REPEATED + 1)
            end = self.ends[position]
            if position + enough > end:
                break
            span = _span(self.words[position : position + enough])
            if enough > _UNHURRIED_WORDS_PER_SECOND * span.length:
                rounds = self._count(position, length, end, _nearly)
                if rounds > _ALLOWED_NEARLY_REPEATED:
                    return length, rounds
        return 1, 1

    def _goes_on(self, position: int, length: int) -> bool:
        """Whether the next round is like this one: looked at first, for it hardly ever is."""
        other = position + length
        return self.bare[position : position + length] == self.bare[other : other + length]

    def _beyond_all_patience(self, position: int, length: int) -> int:
        """How many rounds are here, if they are more than anybody says without long pauses; 0 where not.

        Where the engine itself doubted them, long pauses do not bear them out.
        """
        least = length * (_ALLOWED_IN_ALL + 1)
        if position + least > len(self.bare):
            return 0
        doubted = self.believed[position + least] - self.believed[position] < _DOUBTED_BELOW * least
        end = len(self.bare) if doubted else self.far_ends[position]
        if position + least > end or self._count(position, length, position + least) <= _ALLOWED_IN_ALL:
            return 0
        return self._count(position, length, end)

    def _count(self, position: int, length: int, end: int, alike: _Alike = _same) -> int:
        """How many rounds of this length there are before ``end``, each like the one before."""
        rounds, last = 1, self.bare[position : position + length]
        for start in range(position + length, end - length + 1, length):
            after = self.bare[start : start + length]
            if not alike(last, after):
                break
            rounds, last = rounds + 1, after
        return rounds

    def _counted(self, position: int) -> int:
        """How many numbers follow one another here in steps of one, without a pause."""
        last = position
        while last + 1 < self.ends[position] and all(map(_NUMBER.fullmatch, self.bare[last : last + 2])):
            if abs(int(self.bare[last + 1]) - int(self.bare[last])) != 1:
                break
            last += 1
        return last - position + 1


_LoopAt = Callable[[_Rounds, int], tuple[int, int]]


def unlooped(words: Sequence[HeardWord], pause: float = PAUSE_SECONDS) -> Unlooped:
    """The words, in time order, with each loop cut to its first round.

    pause: rounds so many seconds apart are said, not looped; infinite where nobody may be speaking.
    """
    plain = [_without_stutter(word) for word in words]
    stutters = tuple(rest for _, rest in plain if rest)
    stuttered = {word for word, rest in plain if rest}
    exact = _cut(_Rounds.of([word for word, _ in plain], pause), _Rounds.loop_at)
    near = _cut(_Rounds.of(exact.words, pause), _Rounds.near_loop_at)
    beside_exact = set(exact.beside)
    in_loops = {word for word in exact.words if word not in beside_exact} | stuttered
    beside = tuple(word for word in near.beside if word not in in_loops)
    return Unlooped(near.words, (*stutters, *exact.loops, *near.loops), beside)


def is_monotonous(words: Sequence[HeardWord]) -> bool:
    """Whether so many words are so few different ones that nobody says them within half a minute."""
    return len(words) >= _MONOTONOUS_WORDS and len({bare(w.text) for w in words}) < _DISTINCT_SHARE * len(words)


def parts_between(words: Sequence[HeardWord], pause: float) -> list[Sequence[HeardWord]]:
    """The words, in time order, cut at each pause of at least so many seconds."""
    ends = _ends(words, pause)
    parts: list[Sequence[HeardWord]] = []
    position = 0
    while position < len(words):
        parts.append(words[position : ends[position]])
        position = ends[position]
    return parts


def _without_stutter(word: HeardWord) -> tuple[HeardWord, Span | None]:
    """The word cut to the first round of what it repeats within itself, and the rest; else the word and None."""
    found = _STUTTER.fullmatch(bare(word.text))
    if not found:
        return word, None
    once = found[1] or found[2]
    end = word.start + (word.end - word.start) * len(once) / len(found[0])
    return replace(word, text=f" {once}", end=end), Span(end, word.end)


def _cut(rounds: _Rounds, loop_at: _LoopAt) -> Unlooped:
    """The words with each loop that ``loop_at`` finds cut to its first round."""
    words = rounds.words
    kept: list[HeardWord] = []
    loops: list[Span] = []
    beside: list[HeardWord] = []
    position = 0
    while position < len(words):
        length, count = loop_at(rounds, position)
        first = words[position : position + length]
        kept += first
        if count > 1:
            loops.append(_span(words[position + length : position + length * count]))
        else:
            beside += first
        position += length * count
    return Unlooped(tuple(kept), tuple(loops), tuple(beside))


def _ends(words: Sequence[HeardWord], pause: float) -> list[int]:
    """For each word the index of the next one that follows a pause; the number of words after the last."""
    ends = [len(words)] * len(words)
    for index in range(len(words) - 2, -1, -1):
        paused = words[index + 1].start - words[index].end >= pause
        ends[index] = index + 1 if paused else ends[index + 1]
    return ends


def _span(words: Sequence[HeardWord]) -> Span:
    return Span(min(word.start for word in words), max(word.end for word in words))
