"""Sentences placed one after another in a room: levelled, spaced, with faint reflections and room tone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.recordings.room import SAMPLE_RATE_HZ, reflections, room_noise

Samples = npt.NDArray[np.float32]

SPEECH_LEVEL_DB = -23.0  # of the voiced part, full scale = 0
ROOM_TONE_DB = -66.0
BETWEEN_TURNS_S = (0.52, 0.68)
BETWEEN_SENTENCES_S = (0.26, 0.34)
EDGE_S = 0.5  # room tone before the first word and after the last; a longer tail invites invented words
FRAME_S = 0.02
AUDIBLE_DB = -45.0  # below the loudest frame of a sentence


@dataclass(frozen=True)
class Mix:
    """A mono recording and, for each turn, where it starts and ends in seconds."""

    samples: Samples
    spans: tuple[tuple[float, float], ...]

    @property
    def duration(self) -> float:
        return len(self.samples) / SAMPLE_RATE_HZ


def mixed(turns: Sequence[Sequence[Samples]], seed: int, room_tone_db: float = ROOM_TONE_DB) -> Mix:
    """The turns in order, each a sequence of sentences, nobody speaking over another. Pauses vary by seed.

    room_tone_db: level of the room's noise, full scale = 0; the voices stand at SPEECH_LEVEL_DB.
    """
    chance = np.random.default_rng(seed)
    pieces, spans = [_silence(EDGE_S)], []
    for turn in turns:
        sentences = [_levelled(_trimmed(sentence)) for sentence in turn]
        start = _seconds(pieces)
        for sentence in sentences:
            pieces += [sentence, _silence(chance.uniform(*BETWEEN_SENTENCES_S))]
        pieces.pop()
        spans.append((start, _seconds(pieces)))
        pieces.append(_silence(chance.uniform(*BETWEEN_TURNS_S)))
    pieces[-1] = _silence(EDGE_S)
    return Mix(_in_room(np.concatenate(pieces), seed, room_tone_db), tuple(spans))


def _in_room(dry: Samples, seed: int, room_tone_db: float) -> Samples:
    tone = room_noise(len(dry), seed, room_tone_db)
    wet = np.convolve(dry, reflections(seed))[: len(dry)]
    return np.asarray(np.clip(wet + tone, -1.0, 1.0), dtype=np.float32)


def _trimmed(samples: Samples) -> Samples:
    """Without the silence that a voice puts around a sentence, so that every pause is ours."""
    frame = int(FRAME_S * SAMPLE_RATE_HZ)
    count = len(samples) // frame
    level = _frame_levels_db(samples)
    audible = np.flatnonzero(level > level.max() + AUDIBLE_DB)
    first, last = max(audible[0] - 1, 0), min(audible[-1] + 2, count)
    trimmed: Samples = samples[first * frame : last * frame]
    return trimmed


def _levelled(samples: Samples) -> Samples:
    level = _frame_levels_db(samples)
    voiced = level[level > level.max() - 20.0]
    loudness = 10 * np.log10(np.mean(10 ** (voiced / 10)))
    return np.asarray(samples * 10 ** ((SPEECH_LEVEL_DB - loudness) / 20), dtype=np.float32)


def _frame_levels_db(samples: Samples) -> npt.NDArray[np.float64]:
    frame = int(FRAME_S * SAMPLE_RATE_HZ)
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    return np.asarray(10 * np.log10(np.mean(frames**2, axis=1) + 1e-12))


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), dtype=np.float32)


def _seconds(pieces: Sequence[Samples]) -> float:
    return sum(map(len, pieces)) / SAMPLE_RATE_HZ
