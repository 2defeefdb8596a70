"""Frames: what a decoder gives, as float32 samples at the file's own rate, with silence where sound was lost.

A stream may change its rate, its channels or its clock midway. Time stamps are believed where two frames in a row
bear them out: a jump ahead is lost sound, a jump back is a clock that started anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

import av
import av.error
import numpy as np
import numpy.typing as npt

Sound = npt.NDArray[np.float32]
"""(n, channels) samples between -1 and 1."""

Pick = Callable[[Sound], Sound]
"""What is taken of the (n, channels) of a frame."""

_LOWEST_RATE, _HIGHEST_RATE = 4_000, 384_000
_SMALLEST_HOLE_SECONDS = 0.2
_LONGEST_HOLE_SECONDS = 600.0
"""A longer jump of the time stamps is taken for a defect of the container, not for lost sound."""
_STEADY_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some samples at the file's own rate."""

    samples: Sound
    rate: int
    decodable: bool = True


def is_possible_rate(rate: int | None) -> bool:
    """Whether a recorder may have so many samples a second; None where a stream does not say."""
    return rate is None or rate == 0 or _LOWEST_RATE <= rate <= _HIGHEST_RATE


def chunks(found: Iterable[av.AudioFrame], pick: Pick) -> Iterator[Chunk]:
    """The frames in order, a hole where sound was lost between two."""
    clock = _Clock()
    possible = (frame for frame in found if frame.sample_rate and is_possible_rate(frame.sample_rate))
    for frame, after in pairwise(chain(possible, (None,))):
        if frame is None:
            continue
        samples = pick(_samples(frame))
        yield from hole(clock.lost_before(frame, after), frame.sample_rate, samples.shape[1])
        yield Chunk(samples, frame.sample_rate)


def hole(seconds: float, rate: int, channels: int) -> Iterator[Chunk]:
    """Silence for lost sound, in pieces of at most a second."""
    left = round(seconds * rate)
    while left > 0:
        yield Chunk(np.zeros((min(left, rate), channels), np.float32), rate, decodable=False)
        left -= rate


def mixed(samples: Sound) -> Sound:
    """All channels as one."""
    return samples if samples.shape[1] == 1 else np.asarray(samples.mean(axis=1, keepdims=True))


def channel(index: int) -> Pick:
    """One channel of a stereo stream; all of what has another number of channels."""
    return lambda samples: samples[:, index : index + 1] if samples.shape[1] == 2 else samples


def apart() -> Pick:
    """Two channels where the stream begins with two, else one; the number then stays."""
    wanted = 0

    def picked(samples: Sound) -> Sound:
        nonlocal wanted
        wanted = wanted or samples.shape[1]
        return samples if samples.shape[1] == wanted else np.repeat(mixed(samples), wanted, axis=1)

    return picked


def _samples(frame: av.AudioFrame) -> Sound:
    """(n, 1) or (n, 2) of the frame, whatever its sample format; more channels than two come as one."""
    count = frame.layout.nb_channels
    if count > 2 or frame.format.name.startswith("s64"):
        return _downmixed(frame)
    raw = frame.to_ndarray()
    return _as_float(raw.T if frame.format.is_planar else raw.reshape(-1, count))


def _as_float(table: npt.NDArray[np.generic]) -> Sound:
    if table.dtype.kind == "f":
        return table.astype(np.float32)
    if table.dtype == np.uint8:
        return (table.astype(np.float32) - 128) / np.float32(128)
    return table.astype(np.float32) * np.float32(2.0 ** (1 - 8 * table.dtype.itemsize))


def _downmixed(frame: av.AudioFrame) -> Sound:
    """(n, 1): one channel of many, by the places of the loudspeakers where the file names them, else evenly.

    The planes of a frame of many channels are left to the mixer: a damaged stream may state more than it has.
    """
    try:
        mixer = av.AudioResampler(format="flt", layout="mono", rate=frame.sample_rate)
        pieces = [piece.to_ndarray().reshape(-1, 1) for piece in mixer.resample(frame)]
    except av.error.FFmpegError:
        pieces = []
    if pieces:
        return np.concatenate(pieces).astype(np.float32)
    if frame.format.is_planar or frame.format.name.startswith("s64"):
        return np.zeros((frame.samples, 1), np.float32)
    return mixed(_as_float(frame.to_ndarray().reshape(-1, frame.layout.nb_channels)))


class _Clock:
    """Follows the time stamps of frames and tells how much sound was lost before each."""

    def __init__(self) -> None:
        self._start: float | None = None
        self._position = 0.0
        self._steps = self._odd_steps = 0

    def lost_before(self, frame: av.AudioFrame, after: av.AudioFrame | None) -> float:
        """Seconds of lost sound; counts the frame as heard."""
        length = frame.samples / frame.sample_rate
        lost = self._jump(frame.time, length, after) if frame.time is not None else 0.0
        self._position += lost + length
        return lost

    def _jump(self, time: float, length: float, after: av.AudioFrame | None) -> float:
        if self._start is None:
            self._start = time
        jump = time - self._start - self._position
        borne_out = self._borne_out(time, length, after)
        if abs(jump) <= _SMALLEST_HOLE_SECONDS or not borne_out:
            return 0.0
        if 0 < jump <= _LONGEST_HOLE_SECONDS and self._odd_steps * 2 <= self._steps:
            return jump
        if jump < -1.0 or jump > _LONGEST_HOLE_SECONDS:  # the clock started anew, or is broken: go on from here
            self._start = time - self._position
        return 0.0

    def _borne_out(self, time: float, length: float, after: av.AudioFrame | None) -> bool:
        """Whether the next frame follows this one. Where few do, the container counts in another unit."""
        if after is None or after.time is None:
            return False
        self._steps += 1
        follows = abs(after.time - time - length) <= _SMALLEST_HOLE_SECONDS
        self._odd_steps += abs(after.time - time - length) > _STEADY_SECONDS and follows
        return follows
