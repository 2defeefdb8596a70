"""Decode: any common recording as a stream of 16 kHz mono float32 blocks.

Nothing but the audio streams of ordinary files is opened: playlists, network addresses and references to
other files are refused, so that a recording cannot make this program read or fetch anything else.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import av.container
import av.error
import av.logging
import numpy as np
import numpy.typing as npt
import soxr

from scribe.schema.errors import UnreadableRecording

SAMPLE_RATE = 16_000
"""Samples per second of everything this package computes on; what Whisper and the speech detector take."""

Samples = npt.NDArray[np.float32]

_BLOCK_SECONDS = 1.0
_SMALLEST_HOLE_SECONDS = 0.2
_LONGEST_HOLE_SECONDS = 600.0
"""A longer jump of the time stamps is taken for a defect of the container, not for lost sound."""
_TOLERATED_SHORTFALL_SECONDS = 0.5

_FORMATS = (
    "wav,w64,flac,mp3,mov,aac,ogg,matroska,webm,aiff,amr,amrnb,amrwb,asf,au,avi,caf,mpeg,mpegts,flv,wv,ape,ac3"
)
_FORMATS_STATING_LENGTH = frozenset({"wav", "w64", "flac", "mov", "matroska", "ogg", "aiff", "caf", "wv", "ape"})
_WAV_UNKNOWN_SIZE = 0x7FFFF000
"""From here on: written by programs that did not know the length when they began."""
_MONO_SCALES = {"s16": np.float32(1 / 32768), "flt": np.float32(1.0)}
"""The commonest sample formats, whose mono frames need no mixer: factor to float between -1 and 1."""
_MP3_LENGTH_TAGS = (b"Xing", b"Info", b"VBRI")


@dataclass(frozen=True, slots=True)
class Block:
    """A short stretch of sound; silence stands in for it where the file could not be decoded."""

    samples: Samples
    decodable: bool = True


@dataclass(frozen=True, slots=True)
class _Chunk:
    """One frame's samples at the file's own rate."""

    samples: Samples
    rate: int
    decodable: bool = True


def decode(path: Path) -> Iterator[Block]:
    """The sound of the file in blocks of about a second. A file that breaks off midway gives what came before.

    Raises UnreadableRecording where there is no file, no audio stream, or not one decodable sample.
    """
    resampler = _Resampler()
    anything = False
    with _opened(path) as container:
        for chunk in _gathered(_chunks(container)):
            for block in resampler.take(chunk):
                anything = anything or block.decodable
                yield block
        yield from resampler.finish()
    if not anything:
        raise UnreadableRecording(f"{path.name} holds no audio that can be decoded.", _CURE)


def stated_seconds(path: Path) -> float | None:
    """The length the container states for its audio; None where it states none or would only estimate it."""
    with _opened(path) as container:
        stream = container.streams.best("audio")
        if stream is None or not _states_length(container, path):
            return None
        if container.format.name == "wav":
            return _wav_seconds(path)
        if stream.duration is not None and stream.time_base is not None:
            return float(stream.duration * stream.time_base)
        if container.duration is not None and not container.streams.video:
            return container.duration / 1_000_000
        return None


def missing_seconds(stated: float | None, decoded: float) -> float:
    """How much of the stated length could not be decoded at the end; 0 within the tolerance of encoders."""
    if stated is None or stated - decoded <= _TOLERATED_SHORTFALL_SECONDS:
        return 0.0
    return stated - decoded


_CURE = "Give a recording in a common format: wav, flac, mp3, m4a, ogg/opus or webm."


@contextmanager
def _opened(path: Path) -> Iterator[av.container.InputContainer]:
    _check_file(path)
    av.logging.set_level(None)
    try:
        container = av.open(
            f"file:{path.absolute()}",
            options={"protocol_whitelist": "file", "format_whitelist": _FORMATS},
            metadata_errors="replace",
        )
    except (av.error.FFmpegError, ValueError):
        raise UnreadableRecording(
            f"{path.name} cannot be opened as a recording: no known audio format, or cut off.", _CURE
        ) from None
    with container:
        if container.streams.best("audio") is None:
            raise UnreadableRecording(f"{path.name} has no audio stream.", _CURE)
        yield container


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise UnreadableRecording(f"{path.name} is a folder, not a recording.", "Name one file.")
        with path.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError:
        raise UnreadableRecording(f"{path.name} does not exist.", "Check the path.") from None
    except OSError as error:
        raise UnreadableRecording(f"{path.name} cannot be read ({type(error).__name__}).") from None
    if empty:
        raise UnreadableRecording(f"{path.name} is empty (0 bytes).", _CURE)


def _states_length(container: av.container.InputContainer, path: Path) -> bool:
    names = set(container.format.name.split(","))
    return bool(names & _FORMATS_STATING_LENGTH) or ("mp3" in names and _mp3_states_length(path))


def _wav_seconds(path: Path) -> float | None:
    """The length in the header of a wav file; the decoder itself would shorten it to the file's size."""
    bytes_per_second = 0
    with path.open("rb") as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:
            name, size = struct.unpack("<4sI", head)
            if name == b"data":
                return size / bytes_per_second if bytes_per_second and 0 < size < _WAV_UNKNOWN_SIZE else None
            if name == b"fmt ":
                bytes_per_second = int.from_bytes(file.read(12)[8:12], "little")
                size -= 12
            file.seek(size + size % 2, 1)
    return None


def _mp3_states_length(path: Path) -> bool:
    """Whether the first frame carries a frame count; without one a decoder guesses from the file's size."""
    with path.open("rb") as file:
        head = file.read(10)
        tag = 0
        if head[:3] == b"ID3" and len(head) == 10:
            tag = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
        file.seek(tag)
        first_frame = file.read(4096)
    return any(mark in first_frame for mark in _MP3_LENGTH_TAGS)


def _chunks(container: av.container.InputContainer) -> Iterator[_Chunk]:
    """The frames as mono float32 at their own rate, with silence where the time stamps jump over lost sound."""
    mono = _Mono()
    first: float | None = None
    position = 0.0
    for frame in _frames(container):
        samples = mono.samples(frame)
        if first is None:
            first = frame.time or 0.0
        hole = (frame.time - first - position) if frame.time is not None else 0.0
        if _SMALLEST_HOLE_SECONDS < hole <= _LONGEST_HOLE_SECONDS:
            yield _Chunk(np.zeros(round(hole * frame.sample_rate), np.float32), frame.sample_rate, False)
            position += hole
        yield _Chunk(samples, frame.sample_rate)
        position += len(samples) / frame.sample_rate


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    """Every audio frame that decodes. A bad packet is passed over; a broken container ends the stream."""
    packets = container.demux(container.streams.best("audio"))
    while True:
        try:
            packet = next(packets, None)
        except (av.error.FFmpegError, OSError):
            return
        if packet is None:
            return
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, OSError):
            continue
        yield from (frame for frame in frames if isinstance(frame, av.AudioFrame) and frame.samples)


class _Mono:
    """Mixes frames of any sample format and channel layout to one float32 channel at the same rate."""

    def __init__(self) -> None:
        self._form: tuple[str, str, int] | None = None
        self._mixer = av.AudioResampler()

    def samples(self, frame: av.AudioFrame) -> Samples:
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:  # a stream may change midway; a mixer may not
            self._form = form
            self._mixer = av.AudioResampler(format="flt", layout="mono", rate=frame.sample_rate)
        if frame.layout.nb_channels == 1 and (scale := _MONO_SCALES.get(frame.format.name.rstrip("p"))):
            return np.asarray(frame.to_ndarray().reshape(-1) * scale, dtype=np.float32)
        mixed = [piece.to_ndarray().reshape(-1) for piece in self._mixer.resample(frame)]
        return np.concatenate(mixed) if mixed else np.zeros(0, np.float32)


def _gathered(chunks: Iterator[_Chunk]) -> Iterator[_Chunk]:
    """Consecutive chunks of one rate joined until they last about a block."""
    held: list[_Chunk] = []
    count = 0
    for chunk in chunks:
        if held and (chunk.rate, chunk.decodable) != (held[0].rate, held[0].decodable):
            yield _joined(held)
            held, count = [], 0
        held.append(chunk)
        count += len(chunk.samples)
        if count >= _BLOCK_SECONDS * chunk.rate:
            yield _joined(held)
            held, count = [], 0
    if held:
        yield _joined(held)


def _joined(chunks: list[_Chunk]) -> _Chunk:
    """One chunk of many, its samples finite and between -1 and 1 (a float file may hold anything)."""
    samples = np.concatenate([chunk.samples for chunk in chunks])
    return _Chunk(np.clip(np.nan_to_num(samples), -1.0, 1.0), chunks[0].rate, chunks[0].decodable)


class _Resampler:
    """Brings chunks of any rate to 16 kHz, the filter running on from chunk to chunk."""

    def __init__(self) -> None:
        self._rate = 0
        self._stream: soxr.ResampleStream | None = None
        self._decodable = True

    def take(self, chunk: _Chunk) -> Iterator[Block]:
        if chunk.rate != self._rate:
            yield from self.finish()
            self._rate = chunk.rate
            if chunk.rate != SAMPLE_RATE:
                self._stream = soxr.ResampleStream(chunk.rate, SAMPLE_RATE, 1, dtype="float32", quality="HQ")
        self._decodable = chunk.decodable
        samples = self._stream.resample_chunk(chunk.samples) if self._stream else chunk.samples
        if len(samples):
            yield Block(samples, chunk.decodable)

    def finish(self) -> Iterator[Block]:
        if self._stream is None:
            return
        rest = self._stream.resample_chunk(np.zeros(0, np.float32), last=True)
        self._stream = None
        if len(rest):
            yield Block(rest, self._decodable)
