"""Live frames: sound as a caller delivers it, in pieces of any length, brought to samples.

A frame is 16-bit little-endian PCM (bytes, of which a sample may lie across two frames) or an array of samples,
always 16 kHz mono.
"""

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.decode import SAMPLE_RATE, Samples
from scribe.schema.errors import UnreadableFrame

Frame = bytes | bytearray | memoryview | npt.NDArray[np.float32] | npt.NDArray[np.int16]

_LONGEST_HOLE_SECONDS = 24 * 3600.0
_UNEVEN_SECONDS = 0.02
"""Offsets of clients that read a clock wander by this much though no sound is lost."""
_FULL_SCALE = np.float32(1 / 32768)
_CURE = "Send 16 kHz mono sound: bytes of 16-bit little-endian samples, or an array of float32 or int16."


@dataclass(frozen=True, slots=True)
class Arrived:
    """Samples in the order of the recording; silence stands in for what was not delivered."""

    samples: Samples
    delivered: bool = True


class Inbox:
    """Frames that nobody has listened to yet. One thread may put while another takes."""

    def __init__(self) -> None:
        self._reader = FrameReader()
        self._taken = 0
        self._waiting: deque[Samples | int] = deque()  # an int is so many samples that were not delivered

    @property
    def seconds(self) -> float:
        """How much of the recording has arrived, holes included."""
        return self._reader.read / SAMPLE_RATE

    @property
    def seconds_waiting(self) -> float:
        """How much of that nobody has taken."""
        return (self._reader.read - self._taken) / SAMPLE_RATE

    def put(self, frame: Frame, at: float | None) -> None:
        """See LiveTranscriber.feed."""
        hole, samples = self._reader.take(frame, at)
        self._waiting.extend(part for part in (hole, samples) if not isinstance(part, int) or part)

    def take(self, most: int) -> Arrived | None:
        """The next samples, at most so many; None where none wait."""
        if not self._waiting:
            return None
        part = self._waiting.popleft()
        length = part if isinstance(part, int) else len(part)
        if length > most:
            self._waiting.appendleft(part - most if isinstance(part, int) else part[most:])
        self._taken += min(length, most)
        if isinstance(part, int):
            return Arrived(np.zeros(min(part, most), np.float32), delivered=False)
        return Arrived(part[:most])

    def clear(self) -> None:
        """Lets go of all that waits."""
        self._waiting.clear()
        self._taken = self._reader.read


class FrameReader:
    """Turns frames into samples; counts what has been read, in samples from the start of the recording."""

    def __init__(self) -> None:
        self.read = 0
        self._half = b""  # the first byte of a sample whose second is still to come

    def take(self, frame: Frame, at: float | None) -> tuple[int, Samples]:
        """How many samples are missing before the frame, and its samples. See LiveTranscriber.feed.

        Raises UnreadableFrame and then counts nothing.
        """
        hole = 0 if at is None else self._hole(at)
        samples, half = self._samples(frame, b"" if hole else self._half)
        if hole < 0:  # delivered before
            samples = samples[-hole:]
        self._half = half
        self.read += max(0, hole) + len(samples)
        return max(0, hole), samples

    def _hole(self, at: float) -> int:
        """Samples between what has been read and the frame; negative where the frame begins before."""
        if not math.isfinite(at) or at < 0:
            raise UnreadableFrame("A frame begins at no time of the recording.", "Count seconds from its start.")
        ahead = at - (self.read / SAMPLE_RATE)
        if ahead > _LONGEST_HOLE_SECONDS:
            raise UnreadableFrame("A frame begins more than a day after the one before.", "Count in seconds.")
        return round(ahead * SAMPLE_RATE) if abs(ahead) > _UNEVEN_SECONDS else 0

    def _samples(self, frame: Frame, half: bytes) -> tuple[Samples, bytes]:
        if isinstance(frame, bytes | bytearray | memoryview):
            whole = half + bytes(frame)
            even = len(whole) // 2 * 2
            return np.frombuffer(whole[:even], "<i2").astype(np.float32) * _FULL_SCALE, whole[even:]
        if not isinstance(frame, np.ndarray):
            raise UnreadableFrame(f"A frame is of the type {type(frame).__name__}.", _CURE)
        if half:
            raise UnreadableFrame("An array follows bytes that end in the middle of a sample.", _CURE)
        return _from_array(frame), half


def _from_array(frame: npt.NDArray[np.float32] | npt.NDArray[np.int16]) -> Samples:
    if frame.ndim != 1:
        raise UnreadableFrame(f"A frame has {frame.ndim} dimensions instead of one.", _CURE)
    if frame.dtype == np.int16:
        return frame.astype(np.float32) * _FULL_SCALE
    if frame.dtype == np.float32:
        return np.asarray(np.clip(np.nan_to_num(frame), -1.0, 1.0), np.float32)
    raise UnreadableFrame(f"A frame holds numbers of the type {frame.dtype}.", _CURE)
