"""Builders of heard words and utterances: text laid out in time at a steady pace."""

from itertools import pairwise

import numpy as np

from audio.decode import Samples
from audio.heard import HeardPassage, HeardWord
from audio.utterances import Utterance

_WORD_SECONDS = 0.3


def words(text: str, start: float = 0.0, probability: float = 0.9) -> tuple[HeardWord, ...]:
    """The words of the text, 0.3 s each, one after the other."""
    times = pairwise(start + _WORD_SECONDS * np.arange(len(text.split()) + 1))
    return tuple(
        HeardWord(float(begin), float(end), f" {word}", probability)
        for word, (begin, end) in zip(text.split(), times, strict=True)
    )


def piled(text: str, at: float, probability: float = 0.9) -> tuple[HeardWord, ...]:
    """The words of the text, all at one moment, as engines place what they invent."""
    return tuple(HeardWord(at, at, f" {word}", probability) for word in text.split())


def passage(text: str, *, start: float = 0.0, probability: float = 0.9, **signals: float) -> HeardPassage:
    """A passage the engine is content with, but for the signals given."""
    given = {"average_log_probability": -0.3, "no_speech_probability": 0.1, "compression_ratio": 1.5, **signals}
    return HeardPassage(words=words(text, start, probability), window=0, **given)


def talk(*lines: str, pause: float = 0.6, voices: tuple[Samples | None, ...] = ()) -> list[Utterance]:
    """The lines as utterances, a pause between them."""
    said, start = [], 0.0
    for index, line in enumerate(lines):
        spoken = words(line, start)
        said.append(Utterance(spoken, voices[index] if voices else None))
        start = spoken[-1].end + pause
    return said
