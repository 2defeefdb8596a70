"""Decode: any common recording as a stream of 16 kHz mono float32 blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import av
import av.container
import av.error
import numpy as np
import numpy.typing as npt
import soxr

from audio import container, frames
from audio.container import CURE, LONGEST_SECONDS, audio_stream, opened, stated_rate
from audio.parts import Part, parts_of
from audio.source import Recording
from audio.spans import Span
from scribe.schema.errors import UnreadableRecording

SAMPLE_RATE = 16_000
"""Samples per second of everything this package computes on; what Whisper and the speech detector take."""

Samples = npt.NDArray[np.float32]

_BLOCK_SECONDS = 1.0
_TOLERATED_SHORTFALL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Ear:
    """How a file is listened to; the survey finds out, and then all who decode it listen alike.

    stream: number among the audio streams, None for the one that players choose. channel: of a stereo stream, None
    for both mixed. rate_factor: true sample rate by the stated one. gain: on the samples, which then are clipped.
    muted: stretches, in order, in which the channel holds nothing but an echo of the other one.
    """

    stream: int | None = None
    channel: int | None = None
    rate_factor: float = 1.0
    gain: float = 1.0
    muted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A short stretch of sound; silence stands in for it where the file could not be decoded.

    samples: (n,), or (n, channels) where the channels were asked for apart.
    """

    samples: Samples
    decodable: bool = True


def decode(recording: Recording, ear: Ear = Ear()) -> Iterator[Block]:
    """The sound of the file in blocks of about a second. A file that breaks off midway gives what came before.

    Raises UnreadableRecording where there is no file, no audio stream, not one decodable sample, or no end.
    """
    pick = frames.mixed if ear.channel is None else frames.channel(ear.channel)
    mute = _Mute(ear.muted)
    for block in _blocks(recording, ear, pick):
        samples = block.samples[:, 0]
        if ear.gain != 1.0:
            samples = np.clip(samples * np.float32(ear.gain), -1.0, 1.0)
        yield Block(mute.applied(samples), block.decodable)


def decode_channels(recording: Recording, ear: Ear) -> Iterator[Block]:
    """The same with the channels apart: two of a stereo stream, one of any other."""
    return _blocks(recording, ear, frames.apart())


def stated_seconds(recording: Recording) -> float | None:
    """The length the file states for its audio; None where it states none or would only estimate it."""
    stated = [container.stated_seconds(recording, part) for part in _parts(recording)]
    known = [seconds for seconds in stated if seconds is not None]
    return sum(known) if len(known) == len(stated) else None


def missing_seconds(stated: float | None, decoded: float) -> float:
    """How much of the stated length could not be decoded at the end; 0 within the tolerance of encoders."""
    if stated is None or stated - decoded <= _TOLERATED_SHORTFALL_SECONDS:
        return 0.0
    return stated - decoded


def stream_count(recording: Recording) -> int:
    """How many audio streams the file holds."""
    with opened(recording, _parts(recording)[0]) as found:
        return len(found.streams.audio)


def _parts(recording: Recording) -> tuple[Part | None, ...]:
    container.check_file(recording)
    return parts_of(recording)


def _blocks(recording: Recording, ear: Ear, pick: frames.Pick) -> Iterator[Block]:
    resampler = _Resampler(ear.rate_factor)
    count = heard = 0
    for block in resampler.all(_gathered(_file(recording, ear, pick))):
        count += len(block.samples)
        heard += len(block.samples) * block.decodable
        if count > LONGEST_SECONDS * SAMPLE_RATE:
            raise UnreadableRecording(
                f"{recording.name} holds more than {LONGEST_SECONDS / 3600:.0f} hours of sound.",
                "Give the recording of one visit.",
            )
        yield block
    if not heard:
        raise UnreadableRecording(f"{recording.name} holds no audio that can be decoded.", CURE)


def _file(recording: Recording, ear: Ear, pick: frames.Pick) -> Iterator[frames.Chunk]:
    """The chunks of all recordings in the file; what one states and does not hold is a hole before the next.

    A hole waits for the chunk after it: a first recording without sound does not tell how many channels there are.
    """
    parts = _parts(recording)
    missing, channels = 0.0, 1
    for part in parts:
        seconds = 0.0
        with opened(recording, part) as found:
            stream = audio_stream(found, ear.stream)
            rate = stated_rate(stream)
            if not frames.is_possible_rate(rate):
                raise UnreadableRecording(
                    f"{recording.name} states a sample rate of {rate} Hz, which no recorder has.", CURE
                )
            for chunk in frames.chunks(_frames(found, stream), pick):
                channels = chunk.samples.shape[1]
                yield from frames.hole(missing, SAMPLE_RATE, channels)
                missing = 0.0
                seconds += len(chunk.samples) / chunk.rate
                yield chunk
        if part is not parts[-1]:
            missing += missing_seconds(container.stated_seconds(recording, part), seconds)
    yield from frames.hole(missing, SAMPLE_RATE, channels)


def _frames(found: av.container.InputContainer, stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    """Every audio frame that decodes. A bad packet is passed over; a broken container ends the stream."""
    packets = found.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except (av.error.FFmpegError, OSError):
            return
        if packet is None:
            return
        try:
            decoded = packet.decode()
        except (av.error.FFmpegError, OSError):
            continue
        yield from (frame for frame in decoded if isinstance(frame, av.AudioFrame) and frame.samples)


def _gathered(chunks: Iterable[frames.Chunk]) -> Iterator[frames.Chunk]:
    """Consecutive chunks of one rate joined until they last about a block."""
    held: list[frames.Chunk] = []
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


def _joined(chunks: list[frames.Chunk]) -> frames.Chunk:
    """One chunk of many, its samples finite and between -1 and 1 (a float file may hold anything)."""
    samples = np.concatenate([chunk.samples for chunk in chunks])
    return frames.Chunk(np.clip(np.nan_to_num(samples), -1.0, 1.0), chunks[0].rate, chunks[0].decodable)


class _Resampler:
    """Brings chunks of any rate to 16 kHz, the filter running on from chunk to chunk."""

    def __init__(self, factor: float) -> None:
        self._factor = factor
        self._rate = 0.0
        self._stream: soxr.ResampleStream | None = None
        self._decodable = True

    def all(self, chunks: Iterable[frames.Chunk]) -> Iterator[Block]:
        """The chunks as blocks."""
        channels = 1
        for chunk in chunks:
            channels = chunk.samples.shape[1]
            yield from self._take(chunk)
        yield from self._finish(channels)

    def _take(self, chunk: frames.Chunk) -> Iterator[Block]:
        channels = chunk.samples.shape[1]
        rate = chunk.rate * self._factor
        if rate != self._rate:
            yield from self._finish(channels)
            self._rate = rate
            if rate != SAMPLE_RATE:
                self._stream = soxr.ResampleStream(rate, SAMPLE_RATE, channels, dtype="float32", quality="HQ")
        self._decodable = chunk.decodable
        samples = self._stream.resample_chunk(chunk.samples) if self._stream else chunk.samples
        if len(samples):
            yield Block(samples, chunk.decodable)

    def _finish(self, channels: int) -> Iterator[Block]:
        if self._stream is None:
            return
        rest = self._stream.resample_chunk(np.zeros((0, channels), np.float32), last=True)
        self._stream = None
        if len(rest):
            yield Block(rest, self._decodable)


class _Mute:
    """Silences the stretches of a stream of samples that are muted."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._left = [(round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)) for span in reversed(spans)]
        self._at = 0

    def applied(self, samples: Samples) -> Samples:
        """The next samples, silent where muted."""
        first, self._at = self._at, self._at + len(samples)
        while self._left and self._left[-1][0] < self._at:
            start, end = self._left[-1]
            samples = samples.copy()
            samples[max(0, start - first) : max(0, end - first)] = 0.0
            if end > self._at:
                break
            self._left.pop()
        return samples
