"""Memory: the peak of transcribing six minutes and an hour, ours beside the bare library.

Each recording is transcribed by a process of its own, because a peak is never given back. The recordings are the
bundled visit said again until they are long enough, so an hour needs what six minutes need unless something grows.
"""

import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from audio.decode import SAMPLE_RATE, Samples, decode
from audio.weights import resolve
from eval.bench_audio.section import Section
from eval.figure import Figure
from eval.recordings import opus
from scribe.settings import load_settings

GROWTH_AT_MOST = 1.1
MODEL = "tiny.en"
"""The smallest, to be done in ten minutes. A larger one adds the same to both lengths, so its ratio is lower."""
SHORT_MINUTES, LONG_MINUTES = 6, 60
VISIT = Path(__file__).parents[1] / "fixtures" / "recordings" / "low-back-pain.opus"

_PEAK = """
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(words, int(peak) / 1024)
"""
"""The high-water mark of this very process: what getrusage gives starts at the size of the parent."""

OURS = f"""
import sys
from pathlib import Path
from audio import build_transcriber
folder, threads, cache, path = sys.argv[1:]
transcriber = build_transcriber(folder, "cpu", None, Path(cache), "en", int(threads), print)
words = transcriber.transcribe(Path(path)).word_count
{_PEAK}"""

BARE = f"""
import sys
from faster_whisper import WhisperModel
folder, threads, cache, path = sys.argv[1:]
model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=int(threads), local_files_only=True)
segments, _ = model.transcribe(path, language="en", beam_size=5, vad_filter=True, word_timestamps=True)
words = sum(len(segment.words) for segment in segments)
{_PEAK}"""

LOADED = f"""
import sys
from faster_whisper import WhisperModel
folder, threads, cache, path = sys.argv[1:]
model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=int(threads), local_files_only=True)
words = 0
{_PEAK}"""
"""The engine with its weights and nothing to hear."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process needed at most, in megabytes, how many words it gave and how long it took."""

    way: str
    form: str
    minutes: int
    words: int
    peak_mb: float
    seconds: float


def section(model: str = MODEL) -> Section:
    """Measures, the short recordings first."""
    return told(list(measured(model)), model)


def measured(model: str) -> Iterator[Run]:
    """One run after the other, each printed when it is known."""
    settings = load_settings()
    cache = settings.data_dir / "weights"
    weights = resolve(model, cache, lambda line: print(line, file=sys.stderr))
    arguments = [str(weights.folder), str(settings.cpu_threads), str(cache)]
    with tempfile.TemporaryDirectory() as folder:
        yield _run(LOADED, "engine alone", "-", 0, [*arguments, "-"])
        for minutes in (SHORT_MINUTES, LONG_MINUTES):
            for form, path in recordings(Path(folder), minutes):
                yield _run(OURS, "ours", form, minutes, [*arguments, str(path)])
                if form == "opus":
                    yield _run(BARE, "bare", form, minutes, [*arguments, str(path)])


def told(runs: Sequence[Run], model: str) -> Section:
    """The section of these runs."""
    growths = [(way, form, _growth(runs, way, form)) for way, form in _both_lengths(runs)]
    figures = tuple(
        Figure(f"memory: {LONG_MINUTES} to {SHORT_MINUTES} minutes of {form}", growth, GROWTH_AT_MOST, "x ")
        for way, form, growth in growths
        if way == "ours"
    )
    return Section("memory", "Memory", _text(runs, model, growths), figures)


def _text(runs: Sequence[Run], model: str, growths: Sequence[tuple[str, str, float]]) -> str:
    rows = "\n".join(
        f"| {run.way} | {run.form} | {run.minutes or '-'} | {run.words or '-'} | {run.peak_mb:.0f} |"
        for run in runs
    )
    ratios = "; ".join(f"{way}, {form}: {growth:.2f}" for way, form, growth in growths)
    return f"""The peak memory (`VmHWM`) of a process that transcribes the bundled visit, said again until it lasts
{SHORT_MINUTES} and {LONG_MINUTES} minutes, with the model `{model}` as 8-bit integers. *Ours* is
`scribe transcribe` from decoding to transcript; *bare* is faster-whisper with
`beam_size=5, vad_filter=True, word_timestamps=True` and its defaults; *engine alone* has loaded the model and
heard nothing.

| way | file | minutes | words | peak MB |
|---|---|---|---|---|
{rows}

An hour to six minutes: {ratios}."""


def _growth(runs: Sequence[Run], way: str, form: str) -> float:
    peaks = {run.minutes: run.peak_mb for run in runs if (run.way, run.form) == (way, form)}
    return peaks[LONG_MINUTES] / peaks[SHORT_MINUTES]


def _both_lengths(runs: Sequence[Run]) -> list[tuple[str, str]]:
    return [(run.way, run.form) for run in runs if run.minutes == LONG_MINUTES]


def _run(script: str, way: str, form: str, minutes: int, arguments: Sequence[str]) -> Run:
    start = perf_counter()
    done = subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True, text=True)
    words, peak = done.stdout.split()[-2:]
    run = Run(way, form, minutes, int(words), float(peak), perf_counter() - start)
    print(f"     memory: {way}, {form}, {minutes} min: {run.peak_mb:.0f} MB in {run.seconds:.0f} s", flush=True)
    return run


def recordings(folder: Path, minutes: int) -> Iterator[tuple[str, Path]]:
    """The visit, repeated and cut to so many minutes, as opus and as wav."""
    samples = np.resize(_visit(), minutes * 60 * SAMPLE_RATE)
    for form, write in (("opus", opus.write), ("wav", _write_wav)):
        path = folder / f"{minutes}.{form}"
        write(samples, SAMPLE_RATE, path)
        yield form, path


def _visit() -> Samples:
    return np.concatenate([block.samples for block in decode(VISIT)])


def _write_wav(samples: Samples, sample_rate_hz: int, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate_hz)
        file.writeframes(np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
