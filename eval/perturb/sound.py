"""Sound that is harder to hear: a reverberant room, long silences, a recording that breaks off in a word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from audio.decode import decode
from eval.sounds.parts import RATE, write_wav

Samples = npt.NDArray[np.float32]
Turns = tuple[tuple[float, float], ...]

REVERBERATION_S = 0.7
"""Until the room has faded by 60 dB: a bare examination room."""
DIRECT_TO_ROOM_DB = 3.0
SILENCE_S = 40.0
BREAKS_OFF_AT = 0.6
"""Of the recording."""
_SEED = 7
_ROOM_DB = -62.0
"""Of what is heard in a silence, full scale = 0."""


@dataclass(frozen=True, slots=True)
class Harder:
    """The sound, and of each turn how much of it is still there (1 all of it, 0 nothing)."""

    samples: Samples
    kept: tuple[float, ...]


def reverberant(samples: Samples, turns: Turns) -> Harder:
    """The talk from across a room with hard walls: exponentially decaying noise, 3 dB below the direct sound."""
    count = int(REVERBERATION_S * RATE)
    decay = np.exp(-6.9 * np.arange(count) / count)
    tail = np.random.default_rng(_SEED).standard_normal(count) * decay
    tail[: int(0.003 * RATE)] = 0
    tail *= 10 ** (-DIRECT_TO_ROOM_DB / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1.0
    size = 1 << (len(samples) + count - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)[: len(samples)]
    wet *= 0.9 * np.abs(samples).max() / max(1e-9, np.abs(wet).max())
    return Harder(wet.astype(np.float32), tuple(1.0 for _ in turns))


def with_silence(samples: Samples, turns: Turns) -> Harder:
    """Forty seconds of an empty room before the talk, in its middle between two turns, and after it."""
    middle = int(turns[len(turns) // 2][0] * RATE) - RATE // 4
    chance = np.random.default_rng(_SEED)
    still = [_still(chance) for _ in range(3)]
    parts = [still[0], samples[:middle], still[1], samples[middle:], still[2]]
    return Harder(np.concatenate(parts), tuple(1.0 for _ in turns))


def broken_off(samples: Samples, turns: Turns) -> Harder:
    """The recording ends while somebody speaks."""
    end = BREAKS_OFF_AT * turns[-1][1]
    # In a turn, never between two: a recorder knows nothing of turns.
    start, stop = next((turn for turn in turns if turn[1] > end), turns[-1])
    end = max(end, start + (stop - start) / 2)
    kept = tuple(min(1.0, max(0.0, (end - a) / (b - a))) for a, b in turns)
    return Harder(samples[: int(end * RATE)], kept)


HARDER: Mapping[str, Callable[[Samples, Turns], Harder]] = {
    "reverberation": reverberant,
    "silence": with_silence,
    "interrupted": broken_off,
}


def written(recording: Path, how: str, turns: Turns, target: Path) -> Harder:
    """The recording made harder, written as a WAV file. turns: start and end of each in seconds."""
    samples = np.concatenate([block.samples for block in decode(recording)])
    harder = HARDER[how](samples, turns)
    write_wav(harder.samples, target)
    return harder


def _still(chance: np.random.Generator) -> Samples:
    noise = chance.standard_normal(int(SILENCE_S * RATE)) * 10 ** (_ROOM_DB / 20)
    return noise.astype(np.float32)
