"""Parts: a file that holds several whole recordings one after another, as a restarted recorder leaves it.

Decoders of wav and mp4 read the first and pass over the rest; each part is therefore opened by itself. Formats that
are made of frames or pages (mp3, aac, ogg, flac) and webm are read through by their decoders.
"""

import io
from collections.abc import Iterator
from types import TracebackType
from typing import NamedTuple

from audio.source import Recording, reader_of, size_of

_WAV_UNKNOWN_SIZE = 0x7FFFF000
_MOST_PARTS = 1000


class Part(NamedTuple):
    """Bytes ``start`` to ``end`` of a file."""

    start: int
    end: int


class RangeReader:
    """A part of a recording, or all of it, to read and seek in as if it were a file of its own.

    Decoders may pass over what a reader raises. So a failure that is not the recording's own (no OSError) ends the
    recording for them, and is raised when the reader is left.
    """

    def __init__(self, recording: Recording, part: Part | None = None) -> None:
        self._file = reader_of(recording)
        self._start, self._end = part or Part(0, size_of(recording))
        self._at = 0
        self._failure: Exception | None = None

    def __enter__(self) -> "RangeReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self._failure is not None and (error is None or isinstance(error, Exception)):
            raise self._failure from None

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes from here; none after a failure."""
        left = max(0, self._end - self._start - self._at)
        found = self._read(left if size < 0 else min(size, left)) if self._failure is None else b""
        self._at += len(found)
        return found

    def _read(self, size: int) -> bytes:
        try:
            self._file.seek(self._start + self._at)
            return self._file.read(size)
        except OSError:
            raise
        except Exception as failure:  # noqa: BLE001  # raised when the reader is left
            self._failure = failure
            return b""

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Moves to a place of the part; returns it."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end - self._start}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """The place in the part."""
        return self._at


def parts_of(recording: Recording) -> tuple[Part | None, ...]:
    """The recordings in it; (None,) where it is one recording, as nearly every file is."""
    size = size_of(recording)
    with RangeReader(recording) as file:
        head = file.read(12)
        if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
            starts = list(_wav_starts(file, size))
        elif head[4:8] == b"ftyp":
            starts = list(_movie_starts(file, size))
        else:
            return (None,)
    if len(starts) < 2:
        return (None,)
    return tuple(Part(start, end) for start, end in zip(starts, [*starts[1:], size], strict=True))


def _wav_starts(file: RangeReader, size: int) -> Iterator[int]:
    start = 0
    for _ in range(_MOST_PARTS):
        file.seek(start)
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
            return
        yield start
        length = int.from_bytes(head[4:8], "little")
        if not 36 <= length < _WAV_UNKNOWN_SIZE:
            return
        start += 8 + length + length % 2
        if start + 12 > size:
            return


def _movie_starts(file: RangeReader, size: int) -> Iterator[int]:
    """Where an ftyp box stands after a moov: the next recording begins."""
    start, has_index = 0, False
    yield 0
    found = 1
    while start + 8 <= size and found < _MOST_PARTS:
        file.seek(start)
        head = file.read(16)
        length, name = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if name == b"ftyp" and start and has_index:
            yield start
            found, has_index = found + 1, False
        has_index = has_index or name == b"moov"
        if length < 8:
            return
        start += length
