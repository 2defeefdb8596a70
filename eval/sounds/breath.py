"""Breath and throats without a word: breathing, sighs, sniffs; coughs, snores, throat clearing, sneezes, groans."""

import numpy as np

from eval.sounds.parts import RATE, Resonance, Samples, Wave, mixed, noise, placed, pulses, ringing, smooth, swell

_OPEN: tuple[Resonance, ...] = ((650.0, 90.0, 1.0), (1150.0, 110.0, 0.6), (2500.0, 160.0, 0.3))
_NEUTRAL: tuple[Resonance, ...] = ((500.0, 80.0, 1.0), (1500.0, 120.0, 0.5), (2500.0, 160.0, 0.3))
_NASAL: tuple[Resonance, ...] = ((280.0, 60.0, 1.0), (1000.0, 200.0, 0.2), (2200.0, 250.0, 0.1))


def breathing(seconds: float, seed: int) -> Samples:
    """Breath after breath near the microphone, quiet and heavy; now and then a sigh, a wheeze, a snore, a cough."""
    chance = np.random.default_rng(seed)
    events = (_breath,) * 6 + (_sigh, _sniff, _wheeze, _snore, _cough, _clearing)
    return mixed(seconds, chance, (placed(seconds, events, 0.4, chance), -18))


def throats(seconds: float, seed: int) -> Samples:
    """Coughs, snoring, throat clearing, sneezes, yawns and groans: voiced, and no word among them."""
    chance = np.random.default_rng(seed)
    events = (_cough, _cough, _clearing, _snore, _sneeze, _groan, _breath, _sniff)
    return mixed(seconds, chance, (placed(seconds, events, 1.5, chance), -12))


def _breath(chance: np.random.Generator) -> Wave:
    """In, a short rest, out: the way in is brighter, the way out longer and rounder."""
    into = round(chance.uniform(0.8, 1.8) * RATE)
    out = round(chance.uniform(1.0, 2.6) * RATE)
    bright = ringing(
        noise(into, chance, low=300), ((900.0, 400.0, 0.8), (2200.0, 700.0, 1.0), (4200.0, 900.0, 0.7))
    )
    dark = ringing(noise(out, chance, fall=0.3, low=150), _OPEN)
    strength = chance.uniform(0.15, 1.0)
    parts = (_full(bright) * swell(into, 0.5, 0.2), np.zeros(RATE // 8), 0.8 * _full(dark) * swell(out, 0.2, 0.7))
    return strength * np.concatenate(parts)


def _sigh(chance: np.random.Generator) -> Wave:
    length = round(chance.uniform(0.9, 1.8) * RATE)
    air = noise(length, chance, fall=0.4, low=150)
    voice = pulses(np.linspace(chance.uniform(130, 220), 90, length), 0.03, chance) * swell(length, 0.1, 0.9)
    return _full(ringing(air + 0.4 * voice, _OPEN)) * swell(length, 0.15, 0.8)


def _wheeze(chance: np.random.Generator) -> Wave:
    """A breath out through narrow airways: it whistles low and trembles."""
    length = round(chance.uniform(1.5, 3.0) * RATE)
    pitch = chance.uniform(140, 320) * (1 + 0.05 * smooth(length, chance, 0.3))
    tremble = 0.6 + 0.4 * np.sin(2 * np.pi * chance.uniform(3, 6) * np.arange(length) / RATE)
    whistle = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * tremble
    return _full(whistle + 0.3 * noise(length, chance, fall=0.3, low=200)) * swell(length, 0.2, 0.4)


def _sniff(chance: np.random.Generator) -> Wave:
    length = round(chance.uniform(0.2, 0.5) * RATE)
    sound = ringing(noise(length, chance, low=800), ((1600.0, 500.0, 1.0), (3400.0, 900.0, 0.8)))
    return _full(sound) * swell(length, 0.2, 0.5) ** 0.5


def _cough(chance: np.random.Generator) -> Wave:
    """One to four coughs: a burst of air, then a short voiced tail."""
    pitch = chance.uniform(110, 260)
    coughs = []
    for _ in range(int(chance.integers(1, 5))):
        length = round(chance.uniform(0.2, 0.35) * RATE)
        air = noise(length, chance, fall=0.2, low=200) * swell(length, 0.03, 0.9)
        voice = 2 * pulses(pitch * (1.2 - 0.4 * np.linspace(0, 1, length)), 0.1, chance) * swell(length, 0.3, 0.5)
        coughs += [_full(ringing(air + voice, _OPEN)) * swell(length, 0.03, 0.8), np.zeros(RATE // 12)]
    return np.concatenate(coughs)


def _clearing(chance: np.random.Generator) -> Wave:
    """ "Hrrm": rough pulses of a closed throat, once or twice."""
    hems = []
    for _ in range(int(chance.integers(1, 4))):
        length = round(chance.uniform(0.25, 0.7) * RATE)
        pitch = chance.uniform(70, 130) * (1 + 0.2 * smooth(length, chance, 0.08))
        rough = pulses(pitch, 0.3, chance) + 0.15 * noise(length, chance, fall=0.3)
        hems += [_full(ringing(rough, _NEUTRAL)) * swell(length, 0.15, 0.3), np.zeros(RATE // 8)]
    return np.concatenate(hems)


def _snore(chance: np.random.Generator) -> Wave:
    """A fluttering palate of 30 to 110 beats a second on the way in, air on the way out."""
    length = round(chance.uniform(0.9, 1.7) * RATE)
    flutter = pulses(chance.uniform(30, 110) * (1 + 0.2 * smooth(length, chance, 0.3)), 0.15, chance)
    rasp = _full(ringing(flutter + 0.2 * noise(length, chance, fall=0.3), _NEUTRAL)) * swell(length, 0.3, 0.3)
    out = _full(ringing(noise(length, chance, fall=0.4, low=150), _OPEN)) * swell(length, 0.3, 0.7)
    return np.concatenate((rasp, np.zeros(RATE // 4), 0.2 * out))


def _sneeze(chance: np.random.Generator) -> Wave:
    into, out = round(0.4 * RATE), round(chance.uniform(0.3, 0.5) * RATE)
    gasp = 0.3 * _full(ringing(noise(into, chance, low=500), _OPEN)) * swell(into, 0.8, 0.1)
    burst = noise(out, chance, low=1500) + 3 * pulses(np.linspace(250, 150, out), 0.05, chance) * swell(
        out, 0.3, 0.6
    )
    return np.concatenate((gasp, _full(burst) * swell(out, 0.03, 0.8)))


def _groan(chance: np.random.Generator) -> Wave:
    """A closed-mouth groan or the end of a yawn, gliding down."""
    length = round(chance.uniform(0.5, 1.4) * RATE)
    pitch = np.linspace(chance.uniform(140, 240), chance.uniform(80, 120), length)
    return _full(ringing(pulses(pitch, 0.04, chance), _NASAL)) * swell(length, 0.2, 0.5)


def _full(wave: Wave) -> Wave:
    return wave / max(float(np.abs(wave).max()), 1e-9)
