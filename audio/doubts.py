"""Doubts: words an engine gave that are not believed, each leaving a gap with its reason.

Engines turn noise into sentences and fall into loops. What is dropped here is reported, never lost in silence.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from audio.heard import Dropped, HeardPassage, HeardWord
from audio.spans import Span, common, total

REPETITION = "repetition"
IMPROBABLE = "improbable_words"

_LONGEST_LOOP_WORDS = 12
_ALLOWED_WORDS_REPEATED = 5
"""Of one repeated word: people do say "no, no, no, no"."""
_ALLOWED_PHRASE_REPEATED = 3

_LEAST_REST_OF_LOOPED = 0.4
_SURE_BESIDE_A_LOOP = 0.6

_NO_SPEECH = 0.6
_UNLIKELY = -1.0
_UNLIKELY_BUT_SPEECH = -1.6
_LOWEST_MEAN_PROBABILITY = 0.25
_LOWEST_MEAN_OF_ALL = 0.45
_LEAST_SPEECH_SHARE = 0.2

_BARE = re.compile(r"[^\w']+")
_STOCK = frozenset(
    {
        "you",
        "thank you",
        "thanks for watching",
        "thank you for watching",
        "thank you very much",
        "please subscribe",
        "bye",
        "bye bye",
        "the end",
        "so",
        "subtitles by the amara org community",
        "i'll see you next time",
        "i'll see you in the next video",
        "see you next time",
    }
)
"""What Whisper writes on noise: closing words of the videos it was trained on."""
_SURE_OF_STOCK = 0.6


def believed(
    passages: Sequence[HeardPassage], regions: Sequence[Span]
) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """The words to keep, and what was dropped. regions: where speech was detected, on the clock of the words."""
    kept: list[HeardWord] = []
    dropped: list[Dropped] = []
    for _, window in groupby(passages, key=lambda passage: passage.window):
        spoken = [passage for passage in window if passage.words]
        invented = [passage for passage in spoken if _is_invented(passage, regions)]
        dropped += (Dropped(_span(passage.words), IMPROBABLE) for passage in invented)
        words = [word for passage in spoken if passage not in invented for word in passage.words]
        if _is_ruined(words):
            dropped.append(Dropped(_span(words), REPETITION))
        else:
            kept += words
    whole, loops = without_loops(kept)
    return whole, (*dropped, *loops)


def is_gibberish(words: Sequence[HeardWord]) -> bool:
    """Whether the engine believed so little of everything it wrote that none of it can stand."""
    return bool(words) and _mean_probability(words) < _LOWEST_MEAN_OF_ALL


def without_loops(words: Sequence[HeardWord]) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """The words with each loop cut to its first round."""
    bare = [_BARE.sub("", word.text).casefold() for word in words]
    kept: list[HeardWord] = []
    dropped: list[Dropped] = []
    position = 0
    while position < len(words):
        length, rounds = _loop_at(bare, position)
        kept.extend(words[position : position + length])
        if rounds > 1:
            looped = words[position + length : position + length * rounds]
            dropped.append(Dropped(_span(looped), REPETITION))
        position += length * rounds
    return tuple(kept), tuple(dropped)


def _loop_at(bare: Sequence[str], position: int) -> tuple[int, int]:
    """Length and number of rounds of the loop that starts here; (1, 1) where none does."""
    for length in range(1, _LONGEST_LOOP_WORDS + 1):
        rounds = 1
        phrase = bare[position : position + length]
        while bare[position + length * rounds : position + length * (rounds + 1)] == phrase:
            rounds += 1
        if rounds > (_ALLOWED_WORDS_REPEATED if length == 1 else _ALLOWED_PHRASE_REPEATED):
            return length, rounds
    return 1, 1


def _is_ruined(words: Sequence[HeardWord]) -> bool:
    """Whether a loop took most of a window, or what is left beside the loop was doubted."""
    rest, loops = without_loops(words)
    if not loops:
        return False
    return len(rest) < _LEAST_REST_OF_LOOPED * len(words) or _mean_probability(rest) < _SURE_BESIDE_A_LOOP


def _mean_probability(words: Sequence[HeardWord]) -> float:
    return sum(word.probability for word in words) / len(words)


def _span(words: Sequence[HeardWord]) -> Span:
    return Span(words[0].start, words[-1].end)


def _is_invented(passage: HeardPassage, regions: Sequence[Span]) -> bool:
    mean = _mean_probability(passage.words)
    unlikely, silent = passage.average_log_probability, passage.no_speech_probability
    return (
        (silent > _NO_SPEECH and unlikely < _UNLIKELY)
        or (mean < _LOWEST_MEAN_PROBABILITY and unlikely < _UNLIKELY)
        or unlikely < _UNLIKELY_BUT_SPEECH
        or (_speech_share(passage, regions) < _LEAST_SPEECH_SHARE and mean < _SURE_OF_STOCK)
        or (_is_stock(passage) and mean < _SURE_OF_STOCK)
    )


def _speech_share(passage: HeardPassage, regions: Sequence[Span]) -> float:
    whole = _span(passage.words)
    return total(common(regions, whole)) / whole.length if whole.length > 0 else 0.0


def _is_stock(passage: HeardPassage) -> bool:
    text = " ".join(_BARE.sub(" ", "".join(word.text for word in passage.words)).split())
    return text.casefold() in _STOCK
