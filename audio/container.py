"""Container: a recording opened, or refused in one line that says what it is and what to do.

Nothing but the audio streams of ordinary files is opened: playlists, network addresses and references to
other files are refused, so that a recording cannot make this program read or fetch anything else.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

import av
import av.audio
import av.container
import av.error
import av.logging

from audio.parts import Part, RangeReader
from audio.source import Recording
from scribe.schema.errors import UnreadableRecording

LONGEST_SECONDS = 12 * 3600.0
"""A longer recording is refused, and a header that states a longer one is not believed."""

CURE = "Give a recording in a common format: wav, flac, mp3, m4a, ogg/opus or webm."
_JOIN = "Join all the pieces of the recording in their order, the first one included, and give that file."

_FORMATS = (
    "wav,w64,flac,mp3,mov,aac,ogg,matroska,webm,aiff,amr,amrnb,amrwb,asf,au,avi,caf,gsm,mpeg,mpegts,flv,wv,ape,ac3"
)
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": _FORMATS, "max_streams": "64"}
_FORMATS_STATING_LENGTH = frozenset({"wav", "w64", "flac", "mov", "matroska", "ogg", "aiff", "caf", "wv", "ape"})
_WAV_UNKNOWN_SIZE = 0x7FFFF000
"""From here on: written by programs that did not know the length when they began."""
_WAV_PLAIN = frozenset({1, 3, 6, 7})
"""Formats of wav (PCM, float, A-law, mu-law) whose bytes a second follow from the other numbers."""
_MP3_LENGTH_TAGS = (b"Xing", b"Info", b"VBRI")
_HEAD_BYTES = 1 << 16


@contextmanager
def opened(recording: Recording, part: Part | None = None) -> Iterator[av.container.InputContainer]:
    """The container of the recording, or of a part of it, with at least one audio stream."""
    check_file(recording)
    av.logging.set_level(None)
    with RangeReader(recording, part) as reader:
        try:
            source = f"file:{recording.absolute()}" if isinstance(recording, Path) and part is None else reader
            container = av.open(source, mode="r", options=dict(_OPTIONS), metadata_errors="replace")
        except (av.error.FFmpegError, ValueError):
            raise _refusal(recording, reader) from None
        with container:
            if not container.streams.audio:
                raise UnreadableRecording(f"{recording.name} has no audio stream.", CURE)
            yield container


def audio_stream(container: av.container.InputContainer, index: int | None) -> av.audio.AudioStream:
    """The audio stream of this number among the audio streams, or the one that players would choose."""
    best = container.streams.best("audio")
    if index is None and isinstance(best, av.audio.AudioStream):
        return best
    return container.streams.audio[min(index or 0, len(container.streams.audio) - 1)]


def stated_rate(stream: av.AudioStream) -> int:
    """Samples per second as the stream states them; 0 where it has no known codec."""
    return int(getattr(stream, "rate", 0) or 0)


def check_file(recording: Recording) -> None:
    """Raises UnreadableRecording where there is no file with a byte in it."""
    if not isinstance(recording, Path):
        if not recording.size:
            raise UnreadableRecording(f"{recording.name} is empty (0 bytes).", CURE)
        return
    try:
        if recording.is_dir():
            raise UnreadableRecording(f"{recording.name} is a folder, not a recording.", "Name one file.")
        with recording.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError:
        raise UnreadableRecording(f"{recording.name} does not exist.", "Check the path.") from None
    except OSError as error:
        raise UnreadableRecording(f"{recording.name} cannot be read ({type(error).__name__}).") from None
    if empty:
        raise UnreadableRecording(f"{recording.name} is empty (0 bytes).", CURE)


def stated_seconds(recording: Recording, part: Part | None = None) -> float | None:
    """The length the container states for its audio; None where it states none, would only estimate it, or
    states more than any recording lasts."""
    with opened(recording, part) as container:
        stated = _stated(container, recording, part)
    return stated if stated is not None and 0 <= stated <= LONGEST_SECONDS else None


def _stated(container: av.container.InputContainer, recording: Recording, part: Part | None) -> float | None:
    names = set(container.format.name.split(","))
    if not (names & _FORMATS_STATING_LENGTH or ("mp3" in names and _mp3_states_length(recording, part))):
        return None
    if "wav" in names:
        return _wav_seconds(recording, part)
    stream = audio_stream(container, None)
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is not None and not container.streams.video:
        return container.duration / 1_000_000
    return None


def _wav_seconds(recording: Recording, part: Part | None) -> float | None:
    """The length in the header of a wav file; the decoder itself would shorten it to the file's size."""
    bytes_per_second = 0
    with RangeReader(recording, part) as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:
            name, size = struct.unpack("<4sI", head)
            if name == b"data":
                return size / bytes_per_second if bytes_per_second and 0 < size < _WAV_UNKNOWN_SIZE else None
            if name == b"fmt ":
                bytes_per_second = _wav_bytes_per_second(file.read(min(size, 16)))
                size -= min(size, 16)
            file.seek(size + size % 2, 1)
    return None


def _wav_bytes_per_second(form: bytes) -> int:
    """What a second takes. Recorders often state it wrongly; of plain samples it is reckoned instead."""
    if len(form) < 16:
        return 0
    kind, channels, rate, stated, _, bits = struct.unpack("<HHIIHH", form)
    return int(rate * channels * ((bits + 7) // 8)) if kind in _WAV_PLAIN else int(stated)


def _mp3_states_length(recording: Recording, part: Part | None) -> bool:
    """Whether the first frame carries a frame count; without one a decoder guesses from the file's size."""
    with RangeReader(recording, part) as file:
        head = file.read(10)
        tag = 0
        if head[:3] == b"ID3" and len(head) == 10:
            tag = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
        file.seek(tag)
        first_frame = file.read(4096)
    return any(mark in first_frame for mark in _MP3_LENGTH_TAGS)


def _refusal(recording: Recording, reader: RangeReader) -> UnreadableRecording:
    """What the file seems to be, told from its first bytes."""
    reader.seek(0)
    head = reader.read(_HEAD_BYTES)
    if _is_later_piece(head, PurePath(recording.name).suffix.lower()):
        return UnreadableRecording(
            f"{recording.name} is a later piece of a recording: it does not begin with the recorder's header.",
            _JOIN,
        )
    if head[4:8] in (b"ftyp", b"mdat", b"wide", b"free") and b"moov" not in head:
        return UnreadableRecording(
            f"{recording.name} was cut off before its index (moov) was written, "
            "as when a phone dies while recording.",
            "Without the index its sound cannot be read: give the whole file, or repair it beside a good "
            "recording of the same device.",
        )
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return UnreadableRecording(f"{recording.name} begins as webm or mkv and is cut off or damaged.", CURE)
    return UnreadableRecording(
        f"{recording.name} cannot be opened as a recording: no known audio format, or cut off.", CURE
    )


def _is_later_piece(head: bytes, suffix: str) -> bool:
    """A chunk of webm without the first, a fragment of mp4 without its moov, pages of ogg without the first."""
    if head[4:8] in (b"moof", b"styp", b"sidx") and b"moov" not in head:
        return True
    if head[:4] == b"OggS":
        return len(head) > 5 and not head[5] & 2
    if head[:4] in (b"\x1f\x43\xb6\x75", b"\x1a\x45\xdf\xa3"):
        return head[0] == 0x1F
    return suffix in (".webm", ".mkv", ".mka", ".weba") and not _is_text(head)


def _is_text(head: bytes) -> bool:
    return b"\x00" not in head and all(byte >= 9 for byte in head[:512])
