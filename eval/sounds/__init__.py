"""Sounds in which nobody says a word, computed from a seed: what a transcriber must stay silent on.

``SOUNDS`` names them all. They are made to resemble a consulting room closely enough that a speech detector is
sometimes fooled: coughs, snores and hummed tones have the resonances of a throat, doors and chairs creak in pitch.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from eval.sounds import breath, hands, room, tones
from eval.sounds.parts import Samples

Sound = Callable[[float, int], Samples]
"""Seconds and a seed to 16 kHz mono samples; equal arguments give equal samples."""

SOUNDS: Mapping[str, Sound] = MappingProxyType(
    {
        "digital silence": room.silence,
        "dither": room.dither,
        "room noise": room.room_noise,
        "tones": tones.tones,
        "typing": hands.typing,
        "breathing": breath.breathing,
        "throats": breath.throats,
        "movement": room.movement,
    }
)
