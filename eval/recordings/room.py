"""A synthetic consulting room: its background noise and the short reflections of its walls."""

import numpy as np
import numpy.typing as npt

SAMPLE_RATE_HZ = 24_000

Samples = npt.NDArray[np.float32]

MAINS_HZ = 60.0
FAN_PERIOD_S = 7.0
CLICKS_PER_MINUTE = 9
REFLECTION_S = 0.12
REFLECTION_DB = -16.0  # energy of the reflections below the direct sound


def room_noise(count: int, seed: int, level_db: float) -> Samples:
    """count samples of pink noise that a fan slowly swells, mains hum and a few clicks; level_db re full scale."""
    chance = np.random.default_rng(seed)
    time = np.arange(count) / SAMPLE_RATE_HZ
    fan = 1 + 0.3 * np.sin(2 * np.pi * time / FAN_PERIOD_S)
    noise = _pink(count, chance) * fan + 0.25 * _hum(time)
    noise /= np.sqrt(np.mean(noise**2))
    noise += _clicks(count, chance)
    return np.asarray(noise * 10 ** (level_db / 20), dtype=np.float32)


def reflections(seed: int) -> Samples:
    """The impulse response of a small furnished room: the direct sound, then a quiet decaying tail."""
    count = int(REFLECTION_S * SAMPLE_RATE_HZ)
    time = np.arange(count) / SAMPLE_RATE_HZ
    tail = np.random.default_rng(seed).standard_normal(count) * np.exp(-time / 0.025)
    tail[: int(0.004 * SAMPLE_RATE_HZ)] = 0.0
    tail *= 10 ** (REFLECTION_DB / 20) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    return np.asarray(tail, dtype=np.float32)


def _pink(count: int, chance: np.random.Generator) -> npt.NDArray[np.float64]:
    """Noise of unit power whose energy falls by 3 dB an octave, none of it below 40 Hz."""
    spectrum = np.fft.rfft(chance.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    spectrum *= np.where(frequency < 40, 0.0, 1 / np.sqrt(np.maximum(frequency, 40)))
    noise = np.fft.irfft(spectrum, count)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)))


def _hum(time: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    partials = ((1, 1.0), (2, 0.7), (3, 0.3), (4, 0.2))
    waves = [weight * np.sin(2 * np.pi * MAINS_HZ * number * time) for number, weight in partials]
    return np.asarray(np.sum(waves, axis=0))


def _clicks(count: int, chance: np.random.Generator) -> npt.NDArray[np.float64]:
    """Short knocks, as of a chair or a cup put down, at chance moments."""
    length = int(0.03 * SAMPLE_RATE_HZ)
    decay = np.exp(-np.arange(length) / (0.004 * SAMPLE_RATE_HZ))
    clicks = np.zeros(count + length)
    for _ in range(int(CLICKS_PER_MINUTE * count / SAMPLE_RATE_HZ / 60)):
        start = chance.integers(count)
        clicks[start : start + length] += 6 * chance.standard_normal(length) * decay
    return clicks[:count]
