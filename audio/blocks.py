"""Speech blocks: the recording cut to its speech, in pieces of bounded length, each with the way back.

Long pauses are taken out before the engine hears the sound, because that is where engines invent words. A block
holds at most five minutes of sound, so memory does not grow with the recording.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from audio.decode import SAMPLE_RATE, Block, Samples
from audio.spans import Span, common, complement, merged

_PAD_SECONDS = 0.4
"""Kept on both sides of speech: detectors clip soft first and last sounds."""
_BRIDGED_PAUSE_SECONDS = 0.2
"""A pause up to this long (between pads) stays in: it carries the rhythm of the talk."""
_LONGEST_BLOCK_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class SpeechBlock:
    """Sound without its long pauses. ``spans``: where its parts lie in the recording, in order."""

    samples: Samples
    spans: tuple[Span, ...]

    @property
    def starts(self) -> list[float]:
        """Where in the block each span begins, in seconds."""
        return [0.0, *accumulate(span.length for span in self.spans)][:-1]

    def in_recording(self, start: float, end: float) -> Span:
        """A stretch of the block as a stretch of the recording; it stays inside the span that holds its middle."""
        starts = self.starts
        index = max(0, bisect_right(starts, (start + end) / 2) - 1)
        span, shift = self.spans[index], self.spans[index].start - starts[index]
        first = min(max(start + shift, span.start), span.end)
        return Span(first, max(first, min(end + shift, span.end)))

    def pauses(self, regions: Iterable[Span]) -> tuple[Span, ...]:
        """Where in the block nobody speaks, in seconds of the block. regions: of speech, in the recording."""
        spoken = []
        for begin, part in zip(self.starts, self.spans, strict=True):
            spoken += [
                Span(begin + s.start - part.start, begin + s.end - part.start) for s in common(tuple(regions), part)
            ]
        return complement(spoken, Span(0.0, len(self.samples) / SAMPLE_RATE))

    def around(self, stretches: Iterable[Span], seconds: float) -> "SpeechBlock":
        """The block cut down to stretches of the recording, with so many seconds of the recording around each."""
        wider = merged(Span(one.start - seconds, one.end + seconds) for one in stretches)
        spans = tuple(piece for part in self.spans for piece in common(wider, part))
        return SpeechBlock(np.concatenate([self.samples[:0], *map(self.sound_of, spans)]), spans)

    def sound_of(self, span: Span) -> Samples:
        """The samples of a stretch of the recording that lies in one of the block's spans."""
        for begin, part in zip(self.starts, self.spans, strict=True):
            if part.start <= span.start < part.end:
                first = round((begin + span.start - part.start) * SAMPLE_RATE)
                return self.samples[first : first + round(span.length * SAMPLE_RATE)]
        return self.samples[:0]


def plan(regions: Iterable[Span], duration: float) -> tuple[tuple[Span, ...], ...]:
    """The parts of each block: padded regions, pauses up to a second bridged, cut at pauses where possible."""
    blocks: list[list[Span]] = []
    room = 0.0
    for part in (piece for whole in _padded(regions, duration) for piece in _short_enough(whole)):
        if not blocks or part.length > room:
            blocks.append([])
            room = _LONGEST_BLOCK_SECONDS
        blocks[-1].append(part)
        room -= part.length
    return tuple(tuple(block) for block in blocks)


def cut(sound: Iterable[Block], plans: Iterable[tuple[Span, ...]]) -> Iterator[SpeechBlock]:
    """Each planned block as soon as the stream of sound has brought its last part."""
    stream = _Stream(sound)
    for spans in plans:
        yield SpeechBlock(stream.take(spans), spans)


def _padded(regions: Iterable[Span], duration: float) -> list[Span]:
    """Regions with their pads, joined over short pauses; a part that would get too long ends in a pause instead."""
    parts: list[Span] = []
    for region in regions:
        start, end = max(0.0, region.start - _PAD_SECONDS), min(duration, region.end + _PAD_SECONDS)
        last = parts[-1] if parts else Span(-_LONGEST_BLOCK_SECONDS, -_LONGEST_BLOCK_SECONDS)
        if start - last.end <= _BRIDGED_PAUSE_SECONDS and end - last.start <= _LONGEST_BLOCK_SECONDS:
            parts[-1] = Span(last.start, end)
            continue
        if start < last.end:  # the pads overlap: their middle is the middle of the pause
            start = (start + last.end) / 2
            parts[-1] = Span(last.start, start)
        parts.append(Span(start, end))
    return [part for part in parts if part.length > 0]


def _short_enough(part: Span) -> Iterator[Span]:
    """The part itself, or equal pieces of it where nobody pauses for five minutes."""
    pieces = int(part.length // _LONGEST_BLOCK_SECONDS) + 1
    for index in range(pieces):
        yield Span(part.start + part.length * index / pieces, part.start + part.length * (index + 1) / pieces)


class _Stream:
    """A stream of sound from which ascending spans are taken; of what was taken, only the last second is held."""

    def __init__(self, sound: Iterable[Block]) -> None:
        self._sound = iter(sound)
        self._held: Samples = np.zeros(0, np.float32)
        self._first = 0  # index in the recording of the first held sample

    def take(self, spans: Iterable[Span]) -> Samples:
        """The sound of the spans, one after the other; less where the stream ends before them."""
        ranges = [(round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)) for span in spans]
        taken = np.empty(sum(end - start for start, end in ranges), np.float32)
        filled = 0
        for start, end in ranges:
            filled += self._fill(taken[filled:], start, end)
        return taken[:filled]

    def _fill(self, place: Samples, start: int, end: int) -> int:
        """Copies the samples from ``start`` to ``end`` and tells how many there were."""
        filled = 0
        while True:
            first, last = max(start, self._first), min(end, self._first + len(self._held))
            if first < last:
                place[first - start : last - start] = self._held[first - self._first : last - self._first]
                filled = last - start
            if self._first + len(self._held) >= end or (block := next(self._sound, None)) is None:
                return filled
            self._first += len(self._held)
            self._held = block.samples
