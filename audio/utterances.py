"""Utterances: words cut at pauses and sentence ends, so that each stretch is one speaker's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio.decode import Samples
from audio.heard import HeardWord
from audio.spans import Span, common

PAUSE_SECONDS = 0.4
"""A pause this long may be a change of speaker, even within a sentence."""

_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*$")
_NO_SENTENCE_END = re.compile(r"^(?:(?:dr|mr|mrs|ms|prof|st|vs|etc|approx|e\.g|i\.e|a\.m|p\.m)\.|[A-Z]\.)$", re.I)
_CONTINUING = re.compile(r"^[a-z]")
_SUSPECT_WORD_SECONDS = 0.5
_HANGING_SECONDS = 0.25
_FAR_SECONDS, _MOST_LEFT_BEHIND = 4.0, 3
"""Between what was cut together the engine knows no distance: a first word may land on a noise before the pause."""
_ANSWER = re.compile(r"^(?:no|nope|none|never|yes|yeah|yep|sure|right|correct|okay|ok|mm-?hmm|mhm|uh-huh),?$", re.I)
"""Said alone, with nothing after it to be set beside."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Consecutive words with no pause and no sentence end between them. ``voice``: how it sounds (audio.voice).

    ``channel`` numbers the ears of a recording in which each speaker has a channel (audio.channels).
    """

    words: tuple[HeardWord, ...]
    voice: Samples | None = None
    channel: int | None = None

    @property
    def start(self) -> float:
        """When the first word begins."""
        return self.words[0].start

    @property
    def end(self) -> float:
        """When the last word ends."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """The words as text, without white space at its ends."""
        return "".join(word.text for word in self.words).strip()

    @property
    def confidence(self) -> float:
        """Mean probability of the words."""
        return float(np.mean([word.probability for word in self.words]))

    @property
    def ends_sentence(self) -> bool:
        """Whether the text closes a sentence."""
        return bool(_SENTENCE_END.search(self.text))

    @property
    def continues_sentence(self) -> bool:
        """Whether the text begins in mid-sentence."""
        return bool(_CONTINUING.match(self.text))


def utterances(words: Iterable[HeardWord]) -> Iterator[Utterance]:
    """The words cut after a sentence end and at each pause of at least PAUSE_SECONDS."""
    held: list[HeardWord] = []
    for word in words:
        if held and (word.start - held[-1].end >= PAUSE_SECONDS or _closes(held[-1].text.strip(), word.text)):
            yield Utterance(tuple(held))
            held = []
        held.append(word)
    if held:
        yield Utterance(tuple(held))


def settled(words: Sequence[HeardWord], regions: Sequence[Span]) -> tuple[HeardWord, ...]:
    """The words with times that lie in speech and never run backwards.

    The engine stretches the word beside a pause over the pause; such a word is cut back to the region of speech
    it mostly lies in. Words in no region keep their times. A sentence's first word that hangs on the end of the
    sentence before, with a pause after it, is moved over the pause; so are first words that the engine placed on a
    noise long before the rest.
    """
    moved = _with_their_sentence(_not_left_behind([_in_speech(word, regions) for word in words]))
    for index in range(1, len(moved)):
        start = max(moved[index].start, moved[index - 1].start)
        moved[index] = replace(moved[index], start=start, end=max(moved[index].end, start))
    return tuple(moved)


def _in_speech(word: HeardWord, regions: Sequence[Span]) -> HeardWord:
    if word.end - word.start < _SUSPECT_WORD_SECONDS:
        return word
    parts = common(regions, Span(word.start, word.end))
    if not parts:
        return word
    longest = max(parts, key=lambda part: part.length)
    return replace(word, start=longest.start, end=longest.end)


def _not_left_behind(words: list[HeardWord]) -> list[HeardWord]:
    """The words; up to three that begin a sentence and lie far before what continues it are set beside that."""
    moved = list(words)
    for index in range(len(words) - 1, 0, -1):
        first = _left_behind(words, index)
        place = moved[index].start
        for position in range(index - 1, first - 1, -1):
            length = min(words[position].end - words[position].start, _HANGING_SECONDS)
            moved[position] = replace(words[position], start=place - length, end=place)
            place -= length
    return moved


def _left_behind(words: Sequence[HeardWord], index: int) -> int:
    """The first of the words left behind before this one; the index itself where there are none."""
    before, word = words[index - 1], words[index]
    broken = word.start - before.end >= _FAR_SECONDS and before.text.strip()[-1:].isalnum()
    if not broken or not _CONTINUING.match(word.text.strip()):
        return index
    first = index - 1
    while first > 0 and not _closes(words[first - 1].text.strip(), words[first].text):
        if words[first].start - words[first - 1].end >= _FAR_SECONDS:
            break
        first -= 1
    alone = all(_ANSWER.match(word.text.strip()) for word in words[first:index])
    return index if alone or index - first > _MOST_LEFT_BEHIND else first


def _with_their_sentence(words: list[HeardWord]) -> list[HeardWord]:
    moved = list(words)
    for index, (before, word, after) in enumerate(zip(words, words[1:], words[2:], strict=False), start=1):
        hangs = word.start - before.end < _HANGING_SECONDS and after.start - word.end >= PAUSE_SECONDS
        if hangs and _closes(before.text.strip(), word.text) and word.text.strip()[-1:].isalnum():
            length = min(word.end - word.start, _HANGING_SECONDS)
            moved[index] = replace(word, start=after.start - length, end=after.start)
    return moved


def _closes(text: str, following: str) -> bool:
    """Whether a sentence ends with this word. An initial, a title or a lower-case sequel says it does not."""
    if not _SENTENCE_END.search(text) or _NO_SENTENCE_END.match(text):
        return False
    return text[-1] != "." or not _CONTINUING.match(following.strip())
