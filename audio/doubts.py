"""Doubts: words an engine gave that are not believed, each leaving a gap with its reason.

Engines turn noise into sentences and fall into loops. What is dropped here is reported, never lost in silence.
Every threshold was measured: docs/decisions/0017-an-engine-may-be-disbelieved.md.
"""

from collections.abc import Sequence
from itertools import groupby
from math import inf

from audio.answers import is_short_answer, says_yes_or_no
from audio.heard import Dropped, HeardPassage, HeardWord
from audio.loops import PAUSE_SECONDS, is_monotonous, parts_between, unlooped
from audio.paces import at_human_pace, without_stretched
from audio.spans import Span, common, total
from audio.stock import are_mere_sounds, is_credit, is_stock

REPETITION = "repetition"
IMPROBABLE = "improbable_words"
"""The engine itself hardly believed them."""
STOCK_PHRASE = "stock_phrase"
"""Closing words and credits of the videos the engine was trained on."""
WITHOUT_SPEECH = "words_without_speech"
"""The detector of speech hears nobody there."""
IMPOSSIBLE_RATE = "impossible_rate"
"""Faster than anybody speaks."""

_WORDS_BESIDE_A_LOOP = 8
_LEAST_REST_OF_LOOPED = 0.4
_SURE_BESIDE_A_LOOP = 0.6
_FEW_WORDS_LOOPED = 15
"""So few people do say: "no, no, no, no, no, no"; an engine that loops fills the window."""
_ANSWERING_SECONDS = 1.0
"""A pause that leaves time for the question whose answer comes after it."""

_NO_SPEECH = 0.6
_UNLIKELY_IN_SILENCE = -0.6
_UNLIKELY = -1.0
_UNLIKELY_BUT_SPEECH = -1.6
_UNLIKELY_SOUNDS = -0.8
"""Cleared throats: four times "Ehh" at -1.03, mean probability 0.53."""
_LOWEST_MEAN_PROBABILITY = 0.45
_LOWEST_MEAN_OF_ALL = 0.45
_LEAST_SPEECH_SHARE = 0.2
_SURE_OF_STOCK = 0.6
_SURE_WITHOUT_SPEECH = 0.6
_SURE_BESIDE_SPEECH = 0.4
_LONE_SECONDS, _LEAST_OF_LONE = 4.0, 0.15
"""So far from all else, and with a sentence mark, a remark is no part of a sentence that goes on."""
_NEAR_SPEECH_SECONDS = 0.3
"""Detectors clip the first and last sounds of speech, and engines place words a little beside them."""


def believed(
    passages: Sequence[HeardPassage], regions: Sequence[Span]
) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """The words to keep, and what was dropped. regions: where speech was detected, on the clock of the words."""
    kept: list[HeardWord] = []
    dropped: list[Dropped] = []
    for _, window in groupby(passages, key=lambda passage: passage.window):
        words: list[HeardWord] = []
        silent = False
        for passage in window:
            silent = silent or passage.no_speech_probability > _NO_SPEECH
            reason = _doubt(passage, regions)
            if reason:
                dropped.append(Dropped(_span(passage.words), reason))
            else:
                words += passage.words
        if _is_ruined(words, silent):
            answers = _answers_apart(words)
            dropped += (Dropped(_span(part), REPETITION) for part in _rest(words, answers))
            kept += answers
        else:
            kept += words
    whole, loops = without_loops(kept)
    paced, hurried = at_human_pace(whole)
    heard, unheard = _in_speech(without_stretched(paced, regions), regions)
    sure, lone = _without_lone(heard)
    dropped += (*loops, *(Dropped(span, IMPOSSIBLE_RATE) for span in hurried), *unheard, *lone)
    return sure, tuple(dropped)


def is_gibberish(words: Sequence[HeardWord]) -> bool:
    """Whether the engine believed so little of everything it wrote that none of it can stand."""
    return bool(words) and _mean_probability(words) < _LOWEST_MEAN_OF_ALL


def without_loops(words: Sequence[HeardWord]) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """The words with each loop cut to its first round."""
    found = unlooped(words)
    return found.words, tuple(Dropped(span, REPETITION) for span in found.loops)


def _is_ruined(words: Sequence[HeardWord], silent: bool) -> bool:
    """Whether a loop took the window: most of it, or its sense, or all where the engine heard no speech.

    What the engine was sure of and somebody said round by round, with pauses, is no loop in silence either.
    """
    if not words:
        return False
    sure = _mean_probability(words) >= _SURE_BESIDE_A_LOOP
    said = sure and not are_mere_sounds(words)
    if silent and unlooped(words, pause=_ANSWERING_SECONDS if said else inf).loops:
        return True
    found = unlooped(words)
    if not found.loops:
        return any(map(is_monotonous, parts_between(words, PAUSE_SECONDS) if sure else (words,)))
    if _mean_probability(found.words) < _SURE_BESIDE_A_LOOP:
        return True
    if said and len(words) - len(found.words) < _FEW_WORDS_LOOPED:
        return False
    mostly_loop = len(found.words) < _LEAST_REST_OF_LOOPED * len(words) or is_monotonous(words)
    return not found.beside or (mostly_loop and len(found.beside) < _WORDS_BESIDE_A_LOOP)


def _answers_apart(words: Sequence[HeardWord]) -> list[HeardWord]:
    """Of the words of a ruined window the answers by yes or no that stand alone and that the engine was sure of."""
    parts = parts_between(words, _ANSWERING_SECONDS)
    return [word for part in parts if _is_sure_answer(part) for word in part]


def _is_sure_answer(words: Sequence[HeardWord]) -> bool:
    return is_short_answer(words) and _mean_probability(words) >= _SURE_BESIDE_A_LOOP


def _rest(words: Sequence[HeardWord], kept: Sequence[HeardWord]) -> list[list[HeardWord]]:
    """The words that are not kept, each stretch of them by itself."""
    staying = set(kept)
    return [list(part) for stays, part in groupby(words, key=staying.__contains__) if not stays]


def _doubt(passage: HeardPassage, regions: Sequence[Span]) -> str | None:
    """Why nothing of the passage is believed; None where that is left to its single words."""
    if not passage.words:
        return None
    mean = _mean_probability(passage.words)
    unlikely, silent = passage.average_log_probability, passage.no_speech_probability
    if is_credit(passage.words, mean) or (is_stock(passage.words) and mean < _SURE_OF_STOCK):
        return STOCK_PHRASE
    in_silence = silent > _NO_SPEECH and not _is_sure_answer(passage.words)
    if (
        (in_silence and unlikely < _UNLIKELY_IN_SILENCE)
        or (mean < _LOWEST_MEAN_PROBABILITY and unlikely < _UNLIKELY)
        or (mean < _SURE_OF_STOCK and unlikely < _UNLIKELY_SOUNDS and are_mere_sounds(passage.words))
        or unlikely < _UNLIKELY_BUT_SPEECH
    ):
        return IMPROBABLE
    if mean < _SURE_WITHOUT_SPEECH and _speech_share(passage, regions) < _LEAST_SPEECH_SHARE:
        return WITHOUT_SPEECH
    return None


def _speech_share(passage: HeardPassage, regions: Sequence[Span]) -> float:
    whole = _span(passage.words)
    return total(common(regions, whole)) / whole.length if whole.length > 0 else 0.0


def _in_speech(
    words: Sequence[HeardWord], regions: Sequence[Span]
) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """The words without those that the engine was not sure of and that lie where nobody speaks."""
    astray = [w for w in words if w.probability < _SURE_BESIDE_SPEECH and not _meets(w, regions)]
    lost = set(astray)
    kept = tuple(word for word in words if word not in lost)
    return kept, tuple(Dropped(Span(word.start, word.end), WITHOUT_SPEECH) for word in astray)


def _without_lone(words: Sequence[HeardWord]) -> tuple[tuple[HeardWord, ...], tuple[Dropped, ...]]:
    """The words without lone remarks that the engine hardly believed; a yes or a no may be a finding and stays."""
    kept: list[HeardWord] = []
    lone: list[Dropped] = []
    for part in parts_between(words, _LONE_SECONDS):
        ends = not part[-1].text.strip()[-1:].isalnum()
        if ends and _mean_probability(part) < _LEAST_OF_LONE and not says_yes_or_no(part):
            lone.append(Dropped(_span(part), IMPROBABLE))
        else:
            kept += part
    return tuple(kept), tuple(lone)


def _meets(word: HeardWord, regions: Sequence[Span]) -> bool:
    near = Span(word.start - _NEAR_SPEECH_SECONDS, word.end + _NEAR_SPEECH_SECONDS)
    return any(region.start < near.end and near.start < region.end for region in regions)


def _mean_probability(words: Sequence[HeardWord]) -> float:
    return sum(word.probability for word in words) / len(words)


def _span(words: Sequence[HeardWord]) -> Span:
    return Span(min(word.start for word in words), max(word.end for word in words))
