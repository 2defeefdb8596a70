"""Live: how much is left to decode when the sound ends, how soon words are final, and what it costs in words.

The visit that comes with the project, repeated to the length, is fed in real time and by a simulated clock.
Recorded interviews are fed by a simulated clock and compared with what a transcription of the whole file gives.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from audio import build_transcriber
from audio.decode import SAMPLE_RATE, Samples, decode
from audio.engine import SharedEngine
from audio.hearing import Engine
from audio.live import MOST_LEFT_SECONDS
from audio.speech import EngineSettings
from eval.bench_audio.live_runs import LiveRun, by_simulated_clock, in_real_time
from eval.bench_audio.section import Section
from eval.figure import Figure
from eval.labelled.labels import data_folder
from eval.metrics.alignment import align
from eval.metrics.words import SpokenWord, spoken_words
from scribe.schema.transcript import SpeakerRole, Transcript
from scribe.settings import load_settings

RECORDING = Path(__file__).parents[1] / "fixtures" / "recordings" / "low-back-pain.opus"
REAL_TIME_MINUTES = (1.0, 10.0)
SIMULATED_MINUTES = (30.0,)
MODEL = "tiny.en"
INTERVIEWS = 2
"""Of the five, to save time; ``section(interviews=5)`` takes all."""
POINTS_APART_AT_MOST = 1.0

_LABEL = re.compile(r"^\s*[DP]\s*:", re.M)
_CLIP_SECONDS = 15.0
_CLIP_START_SECONDS = 20.0
_CLIP_RUNS = 3


@dataclass(frozen=True)
class Apart:
    """One interview heard live and whole: word error rates in per cent, and the live run."""

    name: str
    live: float
    whole: float
    run: LiveRun

    @property
    def points(self) -> float:
        """How far the two are apart."""
        return abs(self.live - self.whole)


def section(
    minutes: Sequence[float] = REAL_TIME_MINUTES,
    simulated: Sequence[float] = SIMULATED_MINUTES,
    model: str = MODEL,
    interviews: int = INTERVIEWS,
) -> Section:
    """minutes: lengths fed in real time, so the section takes at least their sum. simulated: by the other clock."""
    settings = _settings(model)
    engine = SharedEngine(settings, _warn)
    visit = _sound(RECORDING)
    clip = _seconds_of_clip(engine, visit)
    runs = [in_real_time(_repeated(visit, one), engine) for one in minutes]
    runs += [by_simulated_clock(_repeated(visit, one), engine) for one in simulated]
    files = sorted((data_folder() / "audio" / "interviews").glob("*.mp3"))[:interviews]
    apart = [_apart(path, engine, settings) for path in files]
    return Section("live", "Live transcription", _text(model, clip, runs, apart), tuple(_figures(runs, apart)))


def _settings(model: str) -> EngineSettings:
    found = load_settings()
    return EngineSettings(
        model, found.device, found.compute_type, found.data_dir / "weights", "en", found.cpu_threads
    )


def _figures(runs: Sequence[LiveRun], apart: Sequence[Apart]) -> list[Figure]:
    figures = []
    for run in [*runs, *(one.run for one in apart)]:
        name = f"{run.seconds / 60:.1f} min, {run.way}"
        figures.append(Figure(f"{name}: left at stop", run.left_at_stop, MOST_LEFT_SECONDS, "s"))
        figures.append(Figure(f"{name}: left at worst moment", run.most_left, MOST_LEFT_SECONDS, "s"))
    return figures + [
        Figure(f"{one.name}: live and whole apart", one.points, POINTS_APART_AT_MOST, "points of WER")
        for one in apart
    ]


def _text(model: str, clip: float, runs: Sequence[LiveRun], apart: Sequence[Apart]) -> str:
    rows = "\n".join(_row(run, clip) for run in runs)
    interviews = "\n".join(_interview_row(one) for one in apart)
    told = f"""The visit that comes with the project, repeated to the length and broken off there, was fed in frames
of 0.1 s to the live transcriber with `{model}`. In real time a thread feeds by the wall clock; by the simulated
clock the sound arrives while each decoding moves the clock on by the time it took. Left at stop: sound of which no
hearing was complete when the last frame arrived, what was just being decoded included; the worst moment is the most
that would have been left at any other. Stop to final: until the transcript was there; a clip of 15 s took
{clip:.2f} s to decode in the same run. Lag: from the end of a word to its being final. Work: seconds of decoding by
seconds of sound.

| min | fed | left at stop, s | worst moment, s | stop to final, s | by 15 s clip | lag median, s | p95, s | work |
|---|---|---|---|---|---|---|---|---|
{rows}
"""
    if not apart:
        return told + "\nThe interviews are not on this machine, so live and whole were not compared.\n"
    return f"""{told}
Recorded interviews by the simulated clock, and the whole file by the same engine; word error rate in per cent.

| interview | min | live | whole | apart | left at stop, s | worst moment, s |
|---|---|---|---|---|---|---|
{interviews}
"""


def _row(run: LiveRun, clip: float) -> str:
    median, late = np.percentile(run.lags, [50, 95]).tolist()
    return (
        f"| {run.seconds / 60:.1f} | {run.way} | {run.left_at_stop:.1f} | {run.most_left:.1f} "
        f"| {run.stop_to_final:.2f} | {run.stop_to_final / clip:.2f} | {median:.1f} | {late:.1f} "
        f"| {run.worked / run.seconds:.2f} |"
    )


def _interview_row(one: Apart) -> str:
    rates = f"{one.live:.2f} | {one.whole:.2f} | {one.live - one.whole:+.2f}"
    run = one.run
    return f"| {one.name} | {run.seconds / 60:.1f} | {rates} | {run.left_at_stop:.1f} | {run.most_left:.1f} |"


def _apart(path: Path, engine: Engine, settings: EngineSettings) -> Apart:
    reference = _words(
        line.partition(":")[2] for line in path.with_suffix(".txt").read_text("utf-8-sig").splitlines()
    )
    run = by_simulated_clock(_sound(path), engine)
    whole = build_transcriber(
        settings.model,
        settings.device,
        settings.compute_type,
        settings.cache_dir,
        "en",
        settings.cpu_threads,
        _warn,
    ).transcribe(path)
    return Apart(path.stem, _error_rate(reference, run.transcript), _error_rate(reference, whole), run)


def _error_rate(reference: Sequence[SpokenWord], heard: Transcript) -> float:
    found = align(reference, _words(segment.text for segment in heard.segments)).word_error_rate
    return 100 * (found or 0.0)


def _words(lines: Iterable[str]) -> list[SpokenWord]:
    return spoken_words((SpeakerRole.UNKNOWN, line) for line in lines)


def _seconds_of_clip(engine: Engine, visit: Samples) -> float:
    """The fastest decoding of 15 s of the visit."""
    first = round(_CLIP_START_SECONDS * SAMPLE_RATE)
    clip = visit[first : first + round(_CLIP_SECONDS * SAMPLE_RATE)]
    times = []
    for _ in range(_CLIP_RUNS):
        start = perf_counter()
        list(engine.hear(clip, "en"))
        times.append(perf_counter() - start)
    return min(times)


def _repeated(visit: Samples, minutes: float) -> Samples:
    length = round(minutes * 60 * SAMPLE_RATE)
    return np.tile(visit, -(-length // len(visit)))[:length]


def _sound(path: Path) -> Samples:
    return np.concatenate([block.samples for block in decode(path)])


def _warn(line: str) -> None:
    print(line, file=sys.stderr)
