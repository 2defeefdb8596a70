"""Tones: what rings, beeps and plays in a practice - sines, dial tones, a telephone, a monitor, music on hold."""

import numpy as np

from eval.sounds.parts import RATE, Samples, Wave, clock, decay, mixed, noise, placed, smooth, swell
from eval.sounds.room import throb

_DTMF = tuple((low, high) for low in (697.0, 770.0, 852.0, 941.0) for high in (1209.0, 1336.0, 1477.0))
_CHORDS = ((220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (130.8, 164.8, 196.0), (196.0, 246.9, 293.7))


def tones(seconds: float, seed: int) -> Samples:
    """One tone, call, alarm or tune after another, with short pauses."""
    chance = np.random.default_rng(seed)
    events = (_sine, _beat, _sweep, _dial, _keys, _bell, _monitor, _hold_music, _hum_of_a_tune, _modem, throb)
    return mixed(seconds, chance, (placed(seconds, events, 0.7, chance), -12))


def _sine(chance: np.random.Generator) -> Wave:
    time = clock(chance.uniform(0.5, 4.0))
    return 0.5 * np.sin(2 * np.pi * chance.uniform(80, 3000) * time) * swell(len(time), 0.05, 0.05)


def _beat(chance: np.random.Generator) -> Wave:
    """Two sines so near each other that they beat at the pace of syllables, in the pitch of a voice."""
    time, hertz = clock(chance.uniform(1.5, 5.0)), chance.uniform(140, 260)
    return 0.5 * (np.sin(2 * np.pi * hertz * time) + np.sin(2 * np.pi * (hertz + chance.uniform(2, 6)) * time))


def _sweep(chance: np.random.Generator) -> Wave:
    time = clock(chance.uniform(1.0, 4.0))
    low, high = chance.uniform(100, 4000, 2)
    hertz = np.geomspace(low, high, len(time))
    return 0.5 * np.sin(2 * np.pi * np.cumsum(hertz) / RATE) * swell(len(time), 0.05, 0.05)


def _dial(chance: np.random.Generator) -> Wave:
    time = clock(chance.uniform(1.0, 3.0))
    pair = np.sin(2 * np.pi * 350 * time) + np.sin(2 * np.pi * 440 * time)
    busy = (time % 1.0 < 0.5) if chance.random() < 0.5 else np.ones(len(time))
    return 0.4 * pair * busy


def _keys(chance: np.random.Generator) -> Wave:
    time = clock(0.12)
    gap = np.zeros(RATE // 12)
    pressed = [_DTMF[int(key)] for key in chance.integers(len(_DTMF), size=int(chance.integers(5, 11)))]
    rings = [0.4 * (np.sin(2 * np.pi * low * time) + np.sin(2 * np.pi * high * time)) for low, high in pressed]
    return np.concatenate([part for ring in rings for part in (ring, gap)])


def _bell(chance: np.random.Generator) -> Wave:
    """A telephone: two bells struck twenty times a second, two seconds on and one off."""
    time = clock(3.0 * int(chance.integers(1, 4)))
    struck = np.abs(np.sin(2 * np.pi * 10 * time)) ** 0.5 * (time % 3.0 < 2.0)
    partials = ((1.0, 1.0), (2.76, 0.5), (5.4, 0.2))
    base = chance.uniform(420, 900)
    return 0.4 * struck * sum(gain * np.sin(2 * np.pi * base * ratio * time) for ratio, gain in partials)


def _monitor(chance: np.random.Generator) -> Wave:
    pace, hertz = chance.uniform(0.6, 1.1), chance.uniform(600, 1000)
    time = clock(pace * int(chance.integers(4, 12)))
    return 0.4 * np.sign(np.sin(2 * np.pi * hertz * time)) * (time % pace < 0.09)


def _hold_music(chance: np.random.Generator) -> Wave:
    """Chords of saw-tooth voices with vibrato over a beat, narrow as a telephone."""
    bars = []
    for chord in (_CHORDS[int(n)] for n in chance.integers(len(_CHORDS), size=int(chance.integers(2, 6)))):
        time = clock(chance.uniform(0.8, 1.4))
        bend = 0.004 * np.sin(2 * np.pi * 5.5 * time) / 5.5
        voices = [_voice(hertz * octave, time + bend) for hertz in chord for octave in (1, 2)]
        beat = 0.6 * noise(len(time), chance, low=2000) * decay(len(time), 0.04)
        bars.append(np.sum(voices, axis=0) * swell(len(time), 0.05, 0.4) + beat)
    return 0.15 * np.concatenate(bars)


def _hum_of_a_tune(chance: np.random.Generator) -> Wave:
    """A melody hummed with closed lips: no word, and very like a voice."""
    notes = []
    for _ in range(int(chance.integers(4, 10))):
        time = clock(chance.uniform(0.2, 0.7))
        hertz = float(chance.choice([131.0, 147.0, 165.0, 175.0, 196.0, 220.0]))
        pitch = hertz * (1 + 0.01 * np.sin(2 * np.pi * 5 * time) + 0.01 * smooth(len(time), chance, 0.1))
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        notes.append(sum(np.sin(n * phase) / n**2.2 for n in range(1, 8)) * swell(len(time), 0.15, 0.2))
    return 0.4 * np.concatenate(notes)


def _modem(chance: np.random.Generator) -> Wave:
    time = clock(chance.uniform(0.8, 2.5))
    bits = np.repeat(chance.integers(0, 2, len(time) // 53 + 1), 53)[: len(time)]
    return 0.3 * np.sin(2 * np.pi * np.cumsum(np.where(bits, 1270.0, 1070.0)) / RATE)


def _voice(hertz: float, time: Wave) -> Wave:
    partials = [np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, 9) if hertz * n < 3400]
    return np.asarray(np.sum(partials, axis=0))
