"""Parts of sounds: noise of a colour, resonances, envelopes, and events placed in time. 16 kHz mono float64."""

import wave
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 16_000
"""Samples per second of all sounds here: what the transcriber computes on."""

Samples = npt.NDArray[np.float32]
Wave = npt.NDArray[np.float64]
Resonance = tuple[float, float, float]
"""Hertz, bandwidth in hertz, gain."""

_RING_SECONDS = 0.12


def clock(seconds: float) -> Wave:
    """The moment of each sample, in seconds."""
    return np.arange(round(seconds * RATE)) / RATE


def noise(
    count: int, chance: np.random.Generator, fall: float = 0.0, low: float = 40.0, high: float = 8000.0
) -> Wave:
    """Gaussian noise of unit power between two frequencies. fall: 0 white, 0.5 pink, 1 brown."""
    spectrum = np.fft.rfft(chance.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    spectrum *= np.where((hertz >= low) & (hertz <= high), np.maximum(hertz, 20.0) ** -fall, 0.0)
    return unit(np.fft.irfft(spectrum, count))


def unit(wave: Wave) -> Wave:
    """The wave at a mean power of one; silence stays silence."""
    power = float(np.sqrt(np.mean(wave**2))) if len(wave) else 0.0
    return wave / power if power > 0 else wave


def pulses(pitch: Wave, jitter: float, chance: np.random.Generator) -> Wave:
    """A train of glottal or stick-slip pulses. pitch: hertz at each sample; jitter: share of it that wavers."""
    wavering = pitch * (1 + jitter * smooth(len(pitch), chance, 0.02))
    phase = np.cumsum(wavering) / RATE
    saw = 1 - 2 * (phase % 1.0)
    return np.diff(saw**3, prepend=0.0) + 0.3 * saw


def smooth(count: int, chance: np.random.Generator, seconds: float) -> Wave:
    """A slow random curve between about -1 and 1 that changes within the given time."""
    knots = chance.uniform(-1, 1, max(2, int(count / RATE / seconds) + 2))
    return np.interp(np.linspace(0, len(knots) - 1, count), np.arange(len(knots)), knots)


def ringing(excitation: Wave, resonances: Iterable[Resonance]) -> Wave:
    """The excitation through parallel resonators: a throat, a desk, a door."""
    time = clock(_RING_SECONDS)
    answers = (
        gain * np.exp(-np.pi * width * time) * np.sin(2 * np.pi * hertz * time) for hertz, width, gain in resonances
    )
    size = len(excitation) + len(time)
    whole = np.fft.irfft(np.fft.rfft(excitation, size) * np.fft.rfft(np.sum(list(answers), axis=0), size), size)
    return whole[: len(excitation)]


def swell(count: int, rise: float, fall: float) -> Wave:
    """An envelope from 0 up to 1 and down again. rise, fall: shares of the length."""
    place = np.linspace(0, 1, count)
    return np.clip(np.minimum(place / max(rise, 1e-6), (1 - place) / max(fall, 1e-6)), 0, 1) ** 1.5


def decay(count: int, seconds: float) -> Wave:
    """An envelope that starts at 1 and falls to 1/e within the given time."""
    return np.exp(-np.arange(count) / (seconds * RATE))


def placed(
    seconds: float,
    events: Sequence[Callable[[np.random.Generator], Wave]],
    pause: float,
    chance: np.random.Generator,
) -> Wave:
    """Events drawn by chance, one after another, with pauses of the given mean length between them."""
    track = np.zeros(round(seconds * RATE))
    position = round(chance.exponential(pause) * RATE)
    while position < len(track):
        event = events[int(chance.integers(len(events)))](chance)
        room = min(len(event), len(track) - position)
        track[position : position + room] += event[:room]
        position += len(event) + round(chance.exponential(pause) * RATE)
    return track


def mixed(seconds: float, chance: np.random.Generator, *tracks: tuple[Wave, float]) -> Samples:
    """Tracks over a faint room tone; each with the level of its loudest tenth of a second, in dB of full scale."""
    whole = 10 ** (-80 / 20) * noise(round(seconds * RATE), chance, fall=0.5)
    for track, level in tracks:
        whole = whole + track * (10 ** (level / 20) / max(_loudest(track), 1e-9))
    return np.clip(whole, -1.0, 1.0).astype(np.float32)


def write_wav(samples: Samples, path: Path) -> Path:
    """The samples as a 16-bit file of one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes())
    return path


def _loudest(track: Wave) -> float:
    frames = track[: len(track) // 1600 * 1600].reshape(-1, 1600)
    return float(np.sqrt((frames**2).mean(axis=1).max())) if len(frames) else 0.0
