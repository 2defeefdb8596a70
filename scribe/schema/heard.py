"""Heard: how surely a speech engine heard the words that a quote rests on.

A typed transcript has no words with probabilities, so nothing of it is doubted.
"""

from collections.abc import Iterable, Sequence

from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, Transcript, Word

DOUBTED = 0.5
"""Under it 45 of 100 deciding words were misheard, over it 8 (docs/decisions/0003-speech-settings.md)."""

_LITTLE_WORDS = """
a an the this that these those there here and or but so as if than then well okay ok um uh oh ah hmm mm yeah
i i'm i've i'd i'll me my mine myself you you're you've your yours he he's she she's him it it's its we
we're we've us our they they're them their who what which when where how is am are was were be been being has
have having do does did doing done will would shall should can must of in on at to for from with by
about into over up down out off just also too very really quite some any much more most like kind sort bit little
lot get got getting go going goes know think say said see
"""
"""Words that turn no fact into another. A hedge (may), a time (had) and whose history it is (his, her) do."""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_AFTER_RIGHT_ALONE = frozenset(("now", "there", "here", "away"))
_BEFORE_A_SIDE = frozenset(("the", "my", "your", "his", "her"))
_SENTENCE_END = (".", "?", "!", "…")


def confidence_of(quotes: Iterable[Evidence], transcript: Transcript) -> float | None:
    """The probability of the least sure word that decides; None where nobody measured any."""
    words = [word.probability for quote in quotes for word in deciding_words(quote, transcript)]
    return min(words, default=None)


def deciding_words(quote: Evidence, transcript: Transcript) -> tuple[Word, ...]:
    """The words of the quote without articles, pronouns, auxiliaries and fillers; negations and numbers stay."""
    segment = transcript.segment(quote.segment_id)
    if segment is None:
        return ()
    places = _places_at(segment, quote.start_char, quote.end_char)
    return tuple(segment.words[place] for place in places if _decides(segment.words, place))


def words_at(segment: Segment, start_char: int, end_char: int) -> tuple[Word, ...]:
    """The words that a span of the segment's text touches."""
    return tuple(segment.words[place] for place in _places_at(segment, start_char, end_char))


def _places_at(segment: Segment, start_char: int, end_char: int) -> list[int]:
    touched = []
    position = 0
    for place, word in enumerate(segment.words):
        text = word.text.strip()
        at = segment.text.find(text, position)
        if at < 0:
            continue
        position = at + len(text)
        if at < end_char and position > start_char:
            touched.append(place)
    return touched


def bare(word: Word) -> str:
    """The word in small letters, without the punctuation around it."""
    return word.text.strip().strip(".,;:!?…\"'()[]").casefold()


def _decides(words: Sequence[Word], place: int) -> bool:
    text = bare(words[place])
    if text == "right":
        return not _is_no_side(words, place)
    return any(map(str.isalnum, text)) and text not in _LITTLE


def _is_no_side(words: Sequence[Word], place: int) -> bool:
    """Whether this "right" surely means no side: "Right, ...", "all right", "right there"."""
    said = words[place].text.strip()
    before = words[place - 1] if place else None
    if before is None or before.text.strip().endswith(_SENTENCE_END):
        if said.endswith(","):
            return True
    elif bare(before) == "all":
        return True
    elif bare(before) in _BEFORE_A_SIDE:
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    return said[-1:].isalnum() and after is not None and bare(after) in _AFTER_RIGHT_ALONE
