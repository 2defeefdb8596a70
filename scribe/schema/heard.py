"""Heard: how surely a speech engine heard the words that a quote rests on.

A typed transcript has no words with probabilities, so nothing of it is doubted.
"""

from collections.abc import Iterable
from itertools import zip_longest

from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, Transcript, Word

DOUBTED = 0.5
"""Under it 45 of 100 deciding words were misheard, over it 8 (docs/decisions/0003-speech-settings.md)."""

_LITTLE_WORDS = """
a an the this that these those there here and or but so as if than then well okay ok um uh oh ah hmm mm yeah
i i'm i've i'd i'll me my mine myself you you're you've your yours he he's she she's him his her it it's its we
we're we've us our they they're them their who what which when where how is am are was were be been being has
have had having do does did doing done will would shall should could can may must of in on at to for from with by
about into over up down out off just also too very really quite some any much more most like kind sort bit little
lot get got getting go going goes know think say said see right
"""
"""Words that turn no fact into another. "Right" is one, unless it stands before the part it is the side of."""
_SIDED_PARTS = """
leg legs arm arms foot hand hip knee ankle shoulder buttock buttocks side sided thigh calf toe toes
"""
_LITTLE, _SIDED = frozenset(_LITTLE_WORDS.split()), frozenset(_SIDED_PARTS.split())


def confidence_of(quotes: Iterable[Evidence], transcript: Transcript) -> float | None:
    """The probability of the least sure word that decides; None where nobody measured any."""
    words = [word.probability for quote in quotes for word in deciding_words(quote, transcript)]
    return min(words, default=None)


def deciding_words(quote: Evidence, transcript: Transcript) -> tuple[Word, ...]:
    """The words of the quote without articles, pronouns, auxiliaries and fillers; negations and numbers stay."""
    segment = transcript.segment(quote.segment_id)
    if segment is None:
        return ()
    words = words_at(segment, quote.start_char, quote.end_char)
    return tuple(word for word, after in zip_longest(words, words[1:]) if _decides(word, after))


def words_at(segment: Segment, start_char: int, end_char: int) -> tuple[Word, ...]:
    """The words that a span of the segment's text touches."""
    touched = []
    position = 0
    for word in segment.words:
        text = word.text.strip()
        at = segment.text.find(text, position)
        if at < 0:
            continue
        position = at + len(text)
        if at < end_char and position > start_char:
            touched.append(word)
    return tuple(touched)


def bare(word: Word) -> str:
    """The word in small letters, without the punctuation around it."""
    return word.text.strip().strip(".,;:!?…\"'()[]").casefold()


def _decides(word: Word, after: Word | None) -> bool:
    text = bare(word)
    if text == "right":
        return after is not None and bare(after) in _SIDED
    return any(map(str.isalnum, text)) and text not in _LITTLE
