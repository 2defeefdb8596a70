"""Hands: a keyboard in the rhythm of words, a mouse, blows on the desk, a pen."""

import numpy as np

from eval.sounds.parts import RATE, Samples, Wave, mixed, noise, placed, ringing, swell


def typing(seconds: float, seed: int) -> Samples:
    """Bursts of keys with pauses for thought, mouse clicks and wheel, the desk, a pen that clicks and writes."""
    chance = np.random.default_rng(seed)
    events = (_burst, _burst, _burst, _hollow, _mouse, _wheel, _thump, _pen)
    return mixed(seconds, chance, (placed(seconds, events, 0.5, chance), -18))


def _burst(chance: np.random.Generator) -> Wave:
    """Words typed at 3 to 9 keys a second; each key goes down and, softer, up; the space bar is deeper."""
    keys, pace = int(chance.integers(4, 40)), chance.uniform(0.11, 0.3)
    track = np.zeros(round(keys * pace * 1.8 * RATE) + RATE // 2)
    position = 0.0
    for number in range(keys):
        down, up = round(position * RATE), round((position + chance.uniform(0.06, 0.1)) * RATE)
        for start, strength in ((down, chance.uniform(0.5, 1.0)), (up, chance.uniform(0.1, 0.3))):
            sound = strength * _key(chance, deep=number % 6 == 5)
            track[start : start + len(sound)] += sound[: max(0, len(track) - start)]
        position += max(0.05, chance.normal(pace, pace / 4))
    return track[: round((position + 0.3) * RATE)]


def _hollow(chance: np.random.Generator) -> Wave:
    """The same burst on a tray or a hollow desk that rings on at the pitch of a voice."""
    hertz = chance.uniform(140, 240)
    return _full(ringing(_burst(chance), ((hertz, 6.0, 1.0), (2 * hertz, 12.0, 0.5), (700.0, 60.0, 0.2))))


def _key(chance: np.random.Generator, deep: bool) -> Wave:
    blow = np.zeros(RATE // 16)
    blow[:24] = chance.standard_normal(24)
    blow[60:70] = 0.5 * chance.standard_normal(10)
    shift = 0.6 if deep else chance.uniform(0.85, 1.15)
    return ringing(blow, ((350 * shift, 150, 0.8), (1900 * shift, 500, 1.0), (4100 * shift, 900, 0.7)))


def _mouse(chance: np.random.Generator) -> Wave:
    click = np.zeros(RATE // 8)
    for start in (0, int(chance.integers(1100, 1700))):
        click[start : start + 12] = chance.standard_normal(12)
    clicks = [0.5 * ringing(click, ((2800.0, 600.0, 1.0), (5200.0, 900.0, 0.6)))] * int(chance.integers(1, 4))
    return np.concatenate(clicks)


def _wheel(chance: np.random.Generator) -> Wave:
    ticks = np.zeros(RATE)
    for start in range(0, RATE - 400, int(chance.integers(500, 1100))):
        ticks[start : start + 8] = chance.standard_normal(8)
    return 0.2 * ringing(ticks, ((1500.0, 300.0, 1.0), (3300.0, 700.0, 0.7)))


def _thump(chance: np.random.Generator) -> Wave:
    blow = np.zeros(RATE // 3)
    blow[:160] = chance.standard_normal(160)
    return 0.8 * ringing(blow, ((75.0, 25.0, 1.0), (160.0, 40.0, 0.7), (320.0, 80.0, 0.4)))


def _pen(chance: np.random.Generator) -> Wave:
    """Strokes on paper over a desk."""
    strokes = []
    for _ in range(int(chance.integers(4, 16))):
        length = round(chance.uniform(0.08, 0.25) * RATE)
        strokes.append(noise(length, chance, fall=0.2, low=900) * swell(length, 0.3, 0.5))
        strokes.append(np.zeros(round(chance.uniform(0.02, 0.12) * RATE)))
    return 0.08 * np.concatenate(strokes)


def _full(wave: Wave) -> Wave:
    return wave / max(float(np.abs(wave).max()), 1e-9)
