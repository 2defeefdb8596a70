"""Spoken: the turns of a conversation, as said and as heard, and their alignment, worked out once a pair.

Words are those of ``eval/metrics/words.py``: the Whisper English normaliser, split at white space.
"""

from functools import lru_cache
from typing import TypeAlias

from eval.metrics.alignment import Alignment, align
from eval.metrics.words import SpokenWord, Turn, spoken_words

Spoken: TypeAlias = tuple[Turn, ...]


@lru_cache(maxsize=32)
def words(turns: Spoken) -> tuple[SpokenWord, ...]:
    """The normalised words of the turns, each with the role of its turn."""
    return tuple(spoken_words(turns))


@lru_cache(maxsize=32)
def aligned(reference: Spoken, heard: Spoken) -> Alignment:
    """The alignment of fewest errors between the words that were said and those that were heard."""
    return align(words(reference), words(heard))


def text(turns: Spoken) -> str:
    """The normalised words of the turns in one line."""
    return " ".join(word for word, _ in words(turns))
