"""Room: silence, the noise of ventilation and traffic, wind, and what moves in it - doors, steps, paper, chairs."""

import numpy as np

from eval.sounds.parts import (
    RATE,
    Samples,
    Wave,
    clock,
    decay,
    mixed,
    noise,
    placed,
    pulses,
    ringing,
    smooth,
    swell,
)

_KNOCK = ((180.0, 60.0, 1.0), (410.0, 90.0, 0.6), (950.0, 200.0, 0.3))
_CREAK = ((480.0, 60.0, 1.0), (1150.0, 90.0, 0.8), (2300.0, 150.0, 0.4))


def silence(seconds: float, seed: int) -> Samples:
    """Nothing but zeros, as of a muted microphone."""
    return np.zeros(round(seconds * RATE), np.float32)


def dither(seconds: float, seed: int) -> Samples:
    """One step of a 16-bit file, up or down or none, as of a converter with nothing to hear."""
    chance = np.random.default_rng(seed)
    return (chance.integers(-1, 2, round(seconds * RATE)) / 32768).astype(np.float32)


def room_noise(seconds: float, seed: int) -> Samples:
    """Ventilation that swells, hum, traffic, wind on the microphone, knocks; now and then a machine that throbs."""
    chance = np.random.default_rng(seed)
    time = clock(seconds)
    fan = noise(len(time), chance, fall=0.5) * (1 + 0.4 * np.sin(2 * np.pi * time / 7.0))
    blades = 0.3 * np.sin(2 * np.pi * 118 * time + 3 * smooth(len(time), chance, 2.0))
    partials = ((1, 1.0), (2, 0.7), (3, 0.4), (5, 0.2))
    hum = np.sum([weight * np.sin(2 * np.pi * 60 * n * time) for n, weight in partials], axis=0)
    traffic = noise(len(time), chance, fall=1.0, high=400.0) * np.clip(smooth(len(time), chance, 4.0), 0, 1)
    wind = noise(len(time), chance, fall=1.2, high=900.0) * np.clip(smooth(len(time), chance, 1.2), 0, 1) ** 2
    knocks = placed(seconds, (_knock,), 8.0, chance)
    machines = placed(seconds, (throb,), 20.0, chance)
    steady = ((fan + blades, -46), (hum, -54), (traffic, -42), (wind, -40))
    return mixed(seconds, chance, *steady, (knocks, -26), (machines, -14))


def movement(seconds: float, seed: int) -> Samples:
    """Steps, doors that creak and shut, paper, drawers, a chair, a heart through a stethoscope."""
    chance = np.random.default_rng(seed)
    events = (_steps, _door, _paper, _chair, _heart, _knock, _drawer)
    return mixed(seconds, chance, (placed(seconds, events, 0.8, chance), -14))


def throb(chance: np.random.Generator) -> Wave:
    """A compressor, a pump or a telephone that shakes: a low hum that comes and goes as syllables do."""
    time = clock(chance.uniform(2.0, 6.0))
    hertz, pace = chance.uniform(140, 240), chance.uniform(3.0, 6.0)
    hum: Wave = np.sum([np.sin(2 * np.pi * hertz * n * time) / n**2 for n in (1, 2, 3)], axis=0)
    return hum * (0.5 + 0.5 * np.sin(2 * np.pi * pace * time)) * swell(len(time), 0.05, 0.1)


def _knock(chance: np.random.Generator) -> Wave:
    blow = np.zeros(RATE // 4)
    length = int(chance.integers(20, 90))
    blow[:length] = chance.standard_normal(length)
    return chance.uniform(0.3, 1.0) * ringing(blow, _KNOCK)


def _steps(chance: np.random.Generator) -> Wave:
    pace, count = chance.uniform(0.42, 0.6), int(chance.integers(4, 10))
    track = np.zeros(round(pace * count * RATE) + RATE // 2)
    for step in range(count):
        start = round((step * pace + chance.normal(0, 0.015)) * RATE)
        heel = 0.6 * _knock(chance)[: RATE // 5]
        rub = 0.1 * noise(RATE // 10, chance, fall=0.3, low=500) * swell(RATE // 10, 0.3, 0.7)
        for sound, after in ((heel, 0), (rub, RATE // 20)):
            at = max(0, start) + after
            track[at : at + len(sound)] += sound[: max(0, len(track) - at)]
    return track


def _door(chance: np.random.Generator) -> Wave:
    """A hinge creaks: stick-slip pulses whose pitch wanders, through the resonances of a panel. Then it shuts."""
    length = round(chance.uniform(0.5, 1.6) * RATE)
    pitch = chance.uniform(70, 190) * (1 + 0.5 * smooth(length, chance, 0.25))
    creak = ringing(pulses(pitch, 0.1, chance), _CREAK) * swell(length, 0.3, 0.4)
    shut = 4 * np.concatenate((_knock(chance), 0.4 * _knock(chance)))
    return np.concatenate((0.05 * creak / max(np.abs(creak).max(), 1e-9) * np.abs(shut).max() * 10, shut))


def _paper(chance: np.random.Generator) -> Wave:
    length = round(chance.uniform(0.6, 2.5) * RATE)
    crackle = chance.standard_normal(length) * (chance.random(length) < 0.02)
    rustle = ringing(crackle, ((2600.0, 900.0, 1.0), (5200.0, 1500.0, 0.8)))
    return 0.5 * rustle * (0.5 + 0.5 * smooth(length, chance, 0.15))


def _chair(chance: np.random.Generator) -> Wave:
    length = round(chance.uniform(0.3, 0.9) * RATE)
    squeal = pulses(chance.uniform(250, 600) * (1 + 0.2 * smooth(length, chance, 0.1)), 0.03, chance)
    return 0.2 * ringing(squeal, ((700.0, 120.0, 1.0), (1700.0, 200.0, 0.7))) * swell(length, 0.2, 0.5)


def _heart(chance: np.random.Generator) -> Wave:
    beats, pace = int(chance.integers(4, 12)), chance.uniform(0.75, 1.0)
    track = np.zeros(round(beats * pace * RATE) + RATE)
    for beat in range(beats):
        for after, hertz in ((0.0, 55.0), (0.31, 75.0)):
            start, time = round((beat * pace + after) * RATE), clock(0.12)
            track[start : start + len(time)] += np.sin(2 * np.pi * hertz * time) * decay(len(time), 0.03)
    return track


def _drawer(chance: np.random.Generator) -> Wave:
    length = round(chance.uniform(0.4, 0.9) * RATE)
    roll = noise(length, chance, fall=0.7, low=150, high=4000) * swell(length, 0.4, 0.2)
    return np.concatenate((0.15 * roll, 2 * _knock(chance)))
