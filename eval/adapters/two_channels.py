"""Two recordings of one visit, a speaker each, as one file with a channel each; read and written in pieces."""

import wave
from contextlib import ExitStack
from pathlib import Path

from eval.adapters.errors import MissingChannel

_PIECE_FRAMES = 1 << 16
_SAMPLE_BYTES = 2
_CURE = "Fetch the sound again; of a clone made without Git LFS it is fetched with: git lfs pull."


def check(path: Path) -> None:
    """Raise MissingChannel where this is no 16-bit WAV file of one channel, as where Git LFS left a pointer."""
    _rate(path)


def join(first: Path, second: Path, target: Path) -> None:
    """Both as ``target``, ``first`` on the left; the shorter one is followed by silence. Raises MissingChannel."""
    rate = _rate(first)
    if _rate(second) != rate:
        raise MissingChannel(f"{second.name} has another sample rate than {first.name}.", _CURE)
    with ExitStack() as open_files:
        left = open_files.enter_context(wave.open(str(first), "rb"))
        right = open_files.enter_context(wave.open(str(second), "rb"))
        both = open_files.enter_context(wave.open(str(target), "wb"))
        both.setnchannels(2)
        both.setsampwidth(_SAMPLE_BYTES)
        both.setframerate(rate)
        while piece := _interleaved(left.readframes(_PIECE_FRAMES), right.readframes(_PIECE_FRAMES)):
            both.writeframes(piece)


def _interleaved(left: bytes, right: bytes) -> bytes:
    length = max(len(left), len(right))
    both = bytearray(2 * length)
    for at, channel in enumerate((left, right)):
        padded = channel.ljust(length, b"\x00")
        for byte in range(_SAMPLE_BYTES):
            both[at * _SAMPLE_BYTES + byte :: 2 * _SAMPLE_BYTES] = padded[byte::_SAMPLE_BYTES]
    return bytes(both)


def _rate(path: Path) -> int:
    """Samples a second."""
    try:
        with wave.open(str(path), "rb") as sound:
            form, rate = (sound.getnchannels(), sound.getsampwidth()), sound.getframerate()
    except FileNotFoundError:
        raise MissingChannel(f"{path.name} is missing.", _CURE) from None
    except (wave.Error, EOFError, OSError):
        raise MissingChannel(f"{path.name} is no WAV file that can be read.", _CURE) from None
    if form != (1, _SAMPLE_BYTES):
        raise MissingChannel(f"{path.name} is not a 16-bit recording of one channel.", _CURE)
    return rate
