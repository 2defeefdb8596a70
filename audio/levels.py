"""Levels: how loud each tenth of a second of a recording is, channel by channel, and what follows from that.

Kept for the whole recording, 12 bytes a frame and channel: half a megabyte an hour.
"""

import numpy as np
import numpy.typing as npt

from audio.decode import SAMPLE_RATE, Samples

FRAME_SECONDS = 0.1

_FRAME = round(FRAME_SECONDS * SAMPLE_RATE)
_FLOOR_DB = -120.0
DIGITAL_SILENCE_DB = -95.0
_LOUD_QUANTILE = 95.0

_QUIET_DB = -45.0
"""Speech of an ordinary recording has -30 to -15 dBFS; the detector begins to miss it at -65."""
_WANTED_DB = -25.0
_MOST_GAIN_DB = 40.0

_ACTIVE_BELOW_LOUD_DB = 20.0
_LONGEST_LAG = 80  # 5 ms: 1.7 m of way between two microphones
_HEARD_IN_BOTH_DB = -90.0  # the last steps of a 16-bit file

Table = npt.NDArray[np.float32]


class Levels:
    """Takes the samples of a recording and knows its levels afterwards."""

    def __init__(self) -> None:
        self._rest: Samples | None = None
        self._levels: list[Table] = []
        self._likeness: list[Table] = []
        self._mix: list[Table] = []

    def hear(self, samples: Samples) -> None:
        """The next (n, channels) samples."""
        held = samples if self._rest is None else np.concatenate((self._rest, samples))
        count = len(held) // _FRAME
        if count:
            frames = held[: count * _FRAME].reshape(count, _FRAME, -1)
            levels = _db(frames)
            self._levels.append(levels)
            self._mix.append(_db(frames.mean(axis=2, keepdims=True))[:, 0])
            if frames.shape[2] == 2:
                self._likeness.append(_likeness(frames, levels.min(axis=1) > _HEARD_IN_BOTH_DB))
        self._rest = held[count * _FRAME :].copy()

    @property
    def by_channel(self) -> Table:
        """(frames, channels): dBFS (RMS) of each tenth of a second."""
        return np.concatenate(self._levels) if self._levels else np.zeros((0, 1), np.float32)

    @property
    def mix(self) -> Table:
        """(frames,): dBFS of the channels mixed."""
        return np.concatenate(self._mix) if self._mix else np.zeros(0, np.float32)

    @property
    def likeness(self) -> Table:
        """(frames,): the largest correlation of the two channels within 5 ms, 0 to 1; 0 where one is silent."""
        return np.concatenate(self._likeness) if self._likeness else np.zeros(0, np.float32)


def loud_db(levels: Table) -> float:
    """The level that the loudest twentieth of the frames exceeds; digital silence is left out."""
    sounding = levels[levels > DIGITAL_SILENCE_DB]
    return float(np.percentile(sounding, _LOUD_QUANTILE)) if len(sounding) else _FLOOR_DB


def gain_for(levels: Table) -> float:
    """The factor that brings a very quiet recording to the level of an ordinary one, at most 40 dB; else 1."""
    loud = loud_db(levels)
    if not DIGITAL_SILENCE_DB < loud < _QUIET_DB:
        return 1.0
    return float(10 ** (min(_WANTED_DB - loud, _MOST_GAIN_DB) / 20))


def active(levels: Table) -> npt.NDArray[np.bool_]:
    """The frames within 20 dB of the loud ones."""
    return np.asarray(levels > max(loud_db(levels) - _ACTIVE_BELOW_LOUD_DB, DIGITAL_SILENCE_DB))


def _db(frames: Samples) -> Table:
    """(k, c) of (k, n, c)."""
    power = np.mean(frames.astype(np.float64) ** 2, axis=1)
    return np.asarray(10 * np.log10(power + 10 ** (_FLOOR_DB / 10)), dtype=np.float32)


def _likeness(frames: Samples, both: npt.NDArray[np.bool_]) -> Table:
    """(k,) of (k, n, 2)."""
    alike = np.zeros(len(frames), np.float32)
    if both.any():
        size = 2 * _FRAME
        left, right = (np.fft.rfft(frames[both, :, side], size, axis=1) for side in (0, 1))
        cross = np.fft.irfft(left * np.conj(right), size, axis=1)
        near = np.concatenate((cross[:, : _LONGEST_LAG + 1], cross[:, -_LONGEST_LAG:]), axis=1)
        power = np.prod(np.sum(frames[both].astype(np.float64) ** 2, axis=1), axis=1)
        alike[both] = np.abs(near).max(axis=1) / np.sqrt(power + 1e-12)
    return alike
