"""Sealed sound: a stored recording as the decoder reads it, opened piece by piece in memory and never on disk."""

import io
import struct
from bisect import bisect_right
from functools import lru_cache, partial

from scribe.schema.errors import ObjectMissing
from scribe.schema.stored import AudioFormat
from scribe.store.recordings import Recordings

_PIECES_IN_MEMORY = 4
"""Plain at a time (of at most PIECE_BYTES each): containers of film are read at two or three places by turns."""
_PCM_RATE_HZ, _PCM_SAMPLE_BYTES = 16_000, 2
_WAV_MOST_BYTES = 0xFFFFFFFF - 36


class SealedSound:
    """A recording of the store (audio.source.Source). Its pieces are those that are kept when it is made.

    Reading it raises ObjectMissing, SealBroken, StoreUnavailable; UnknownEncounter where it is deleted meanwhile.
    """

    name = "The recording"

    def __init__(self, recordings: Recordings, encounter_id: str, audio_format: AudioFormat) -> None:
        """Raises ObjectMissing where no sound is kept (any more), or the pieces do not join."""
        self._pieces = recordings.pieces(encounter_id)
        if not self._pieces:
            raise ObjectMissing("No sound is kept of this encounter: it has expired, or none was sent.")
        self._starts = [piece.start for piece in self._pieces]
        self._plain = lru_cache(maxsize=_PIECES_IN_MEMORY)(partial(recordings.read, encounter_id))
        self._length = self._pieces[-1].start + self._pieces[-1].length
        self._head = _wav_head(self._length) if audio_format is AudioFormat.PCM_S16LE_16K else b""

    @property
    def size(self) -> int:
        """In bytes, with the header that plain samples get."""
        return len(self._head) + self._length

    def open(self) -> "SealedReader":
        """A reader at the first byte."""
        return SealedReader(self)

    def part(self, at: int, most: int) -> bytes:
        """From byte ``at`` on up to so many bytes, of one piece at most; none at the end."""
        if at < len(self._head):
            return self._head[at : at + most]
        place = at - len(self._head)
        if place >= self._length:
            return b""
        piece = self._pieces[bisect_right(self._starts, place) - 1]
        return self._plain(piece)[place - piece.start : place - piece.start + most]


class SealedReader:
    """A place in a sealed recording, to read and seek as in a file."""

    def __init__(self, sound: SealedSound) -> None:
        self._sound, self._at = sound, 0

    def read(self, size: int = -1, /) -> bytes:
        """See audio.source.Readable."""
        left = max(0, self._sound.size - self._at)
        left = left if size < 0 else min(size, left)
        parts = []
        while left and (part := self._sound.part(self._at, left)):
            parts.append(part)
            left -= len(part)
            self._at += len(part)
        return b"".join(parts)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """See audio.source.Readable."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._sound.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def close(self) -> None:
        """Nothing is held open."""


def _wav_head(length: int) -> bytes:
    """44 bytes that make a wav file of 16 kHz mono samples; a last half sample is not counted."""
    data = min(length, _WAV_MOST_BYTES) // _PCM_SAMPLE_BYTES * _PCM_SAMPLE_BYTES
    a_second = _PCM_RATE_HZ * _PCM_SAMPLE_BYTES
    form = struct.pack("<HHIIHH", 1, 1, _PCM_RATE_HZ, a_second, _PCM_SAMPLE_BYTES, 8 * _PCM_SAMPLE_BYTES)
    return (
        struct.pack("<4sI4s4sI", b"RIFF", 36 + data, b"WAVE", b"fmt ", len(form))
        + form
        + struct.pack("<4sI", b"data", data)
    )
