"""Hinted: the engine told which words to expect, to measure what that gains and what it invents.

Only the benchmark does this; why the product does not: docs/decisions/0015-terms-corrected-after-decoding.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr

from audio.blocks import cut, plan
from audio.decode import SAMPLE_RATE, Block, Samples, decode
from audio.devices import Device
from audio.heard import HeardPassage, HeardWord
from audio.hearing import heard_words
from audio.spans import Span
from audio.speech_regions import SpeechDetector, speech_regions
from audio.utterances import settled
from audio.whisper import LONGEST_WINDOW_SECONDS, WhisperEngine
from audio.windows import windows
from eval.recordings import room

NOISE_LEVEL_DB = -40.0
"""Of the added room noise, full scale = 0: about 17 dB below the voices."""
_SEED = 23


@dataclass(frozen=True)
class Sound:
    """Samples at 16 kHz and where speech was detected in them."""

    samples: Samples
    regions: tuple[Span, ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE


class HintedEngine:
    """The engine as it is, with ``hints`` (hotwords, initial_prompt) added to its settings."""

    def __init__(self, folder: Path, hints: Mapping[str, str] | None = None) -> None:
        self._engine = WhisperEngine(folder, Device("cpu", "int8"), cpu_threads=0)
        self.hints = dict(hints or {})

    def language_of(self, samples: Samples) -> str:
        """See audio.hearing.Engine."""
        return self._engine.language_of(samples)

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        """See audio.hearing.Engine."""
        parts = windows(samples, pauses, LONGEST_WINDOW_SECONDS)
        for window in self._engine.hear(samples, parts, language, verbatim=not again, **self.hints):
            yield from window


def sound_of(path: Path, noise_db: float | None = None) -> Sound:
    """The recording; with noise_db, room noise of that level is added, always the same."""
    samples = np.concatenate([block.samples for block in decode(path)])
    if noise_db is not None:
        count = round(len(samples) * room.SAMPLE_RATE_HZ / SAMPLE_RATE)
        noise = soxr.resample(room.room_noise(count, _SEED, noise_db), room.SAMPLE_RATE_HZ, SAMPLE_RATE)
        samples = np.asarray(samples + noise[: len(samples)], dtype=np.float32)
    return Sound(samples, regions_of(samples))


def regions_of(samples: Samples) -> tuple[Span, ...]:
    """Where speech is detected."""
    detector = SpeechDetector()
    detector.hear(samples)
    return speech_regions(detector.finish())


def words_of(engine: HintedEngine, sound: Sound) -> tuple[HeardWord, ...]:
    """What the engine hears and the product believes (audio.hearing), before any term is corrected."""
    heard: list[HeardWord] = []
    for block in cut([Block(sound.samples, True)], plan(sound.regions, sound.seconds)):
        words, _ = heard_words(engine, block, sound.regions, "en")
        heard += settled(words, sound.regions)
    return tuple(heard)
