"""Mutants: eight small recordings of eight formats, damaged in seven ways by a fixed seed."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import numpy as np

from audio.decode import SAMPLE_RATE, Samples, decode

VISIT = Path(__file__).parents[1] / "fixtures" / "recordings" / "low-back-pain.opus"
SECONDS = 6
FORMATS = {
    "wav": ("pcm_s16le", SAMPLE_RATE),
    "mp3": ("libmp3lame", SAMPLE_RATE),
    "m4a": ("aac", SAMPLE_RATE),
    "webm": ("libopus", 48_000),
    "ogg": ("libopus", 48_000),
    "flac": ("flac", SAMPLE_RATE),
    "mkv": ("flac", SAMPLE_RATE),
    "amr": ("libopencore_amrnb", 8_000),
}

Chance = np.random.Generator
Damage = Callable[[bytes, Chance], bytes]


def opening() -> Samples:
    """The first seconds of the bundled visit."""
    blocks = [block.samples for block in islice(decode(VISIT), SECONDS + 1)]
    return np.asarray(np.concatenate(blocks)[: SECONDS * SAMPLE_RATE])


def encoded(path: Path, codec: str, rate: int, samples: Samples) -> Path:
    """16 kHz mono samples as a file; its container follows from its suffix."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        if not isinstance(stream, av.AudioStream):
            raise TypeError(f"{codec} is no audio codec")
        stream.layout = "mono"
        to_rate = av.AudioResampler(format=stream.format, layout="mono", rate=rate, frame_size=_frame(codec))
        table = np.ascontiguousarray(samples.reshape(1, -1), dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(table, format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, 0, Fraction(1, SAMPLE_RATE)
        for piece in (*to_rate.resample(frame), *to_rate.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


def mutants(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """So many damaged files in the folder, format by format and damage by damage in turn."""
    chance = np.random.default_rng(seed)
    sound = opening()
    whole = {
        name: encoded(folder / f"whole.{name}", codec, rate, sound).read_bytes()
        for name, (codec, rate) in FORMATS.items()
    }
    names, damages = tuple(FORMATS), tuple(DAMAGES)
    for number in range(count):
        name, damage = names[number % len(names)], damages[number // len(names) % len(damages)]
        path = folder / f"{number:03}-{damage}.{name}"
        path.write_bytes(DAMAGES[damage](whole[name], chance))
        yield path


def _frame(codec: str) -> int:
    return {"libopencore_amrnb": 160, "aac": 1024, "libopus": 960, "libmp3lame": 576}.get(codec, 1024)


def _cut(whole: bytes, chance: Chance) -> bytes:
    return whole[: int(chance.integers(1, len(whole)))]


def _flipped(whole: bytes, chance: Chance) -> bytes:
    table = np.frombuffer(whole, np.uint8).copy()
    places = chance.integers(0, len(table), int(chance.integers(1, 200)))
    table[places] ^= (1 << chance.integers(0, 8, len(places))).astype(np.uint8)
    return table.tobytes()


def _header(whole: bytes, chance: Chance) -> bytes:
    table = np.frombuffer(whole, np.uint8).copy()
    places = chance.integers(0, min(256, len(table)), int(chance.integers(1, 12)))
    table[places] = chance.integers(0, 256, len(places))
    return table.tobytes()


def _removed(whole: bytes, chance: Chance) -> bytes:
    start, end = sorted(chance.integers(0, len(whole), 2).tolist())
    return whole[:start] + whole[end:]


def _doubled(whole: bytes, chance: Chance) -> bytes:
    start, end = sorted(chance.integers(0, len(whole), 2).tolist())
    return whole[:end] + whole[start:end] * int(chance.integers(1, 4)) + whole[end:]


def _noise(whole: bytes, chance: Chance) -> bytes:
    start, end = sorted(chance.integers(0, len(whole), 2).tolist())
    return whole[:start] + chance.bytes(end - start) + whole[end:]


def _zeros(whole: bytes, chance: Chance) -> bytes:
    start, end = sorted(chance.integers(0, len(whole), 2).tolist())
    return whole[:start] + bytes(end - start) + whole[end:]


DAMAGES: dict[str, Damage] = {
    "cut": _cut,
    "flipped": _flipped,
    "header": _header,
    "removed": _removed,
    "doubled": _doubled,
    "noise": _noise,
    "zeros": _zeros,
}
