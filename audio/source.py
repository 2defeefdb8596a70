"""Source: a recording to read, wherever it lies: a file, or sealed pieces that are opened while they are read."""

from pathlib import Path
from typing import IO, Protocol, TypeAlias


class Readable(Protocol):
    """Bytes to read and seek in."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to so many bytes from here; none at the end."""
        ...

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Moves to a place and returns it."""
        ...

    def close(self) -> None:
        """Lets it go."""
        ...


class Source(Protocol):
    """A recording that is no file. It may be opened any number of times, by several readers at once."""

    @property
    def name(self) -> str:
        """What errors call it: never a client's own name of a file."""
        ...

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    def open(self) -> Readable:
        """A reader at the first byte.

        What it raises, other than OSError, comes out of the decoder as it is: it is not the recording's fault.
        """
        ...


Recording: TypeAlias = Path | Source


def size_of(recording: Recording) -> int:
    """In bytes."""
    return recording.stat().st_size if isinstance(recording, Path) else recording.size


def reader_of(recording: Recording) -> Readable | IO[bytes]:
    """A reader at the first byte."""
    return recording.open("rb") if isinstance(recording, Path) else recording.open()
