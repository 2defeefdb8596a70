"""Speed as ratios and bounds, measured in one run: ``make bench``. Exit 1 where a bound does not hold.

Single times on a shared machine promise nothing, so each figure is the median of several runs of a whole process or
the processor's time, and transcription is given as a ratio to a bare engine on the same file in the same run.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from eval import bench_check, bench_fixtures, bench_read, bench_transcribe
from eval.figure import Figure
from eval.recordings import script
from scribe.schema.errors import EngineUnavailable

RUNS = 5
HELP_UNDER_S = 0.5
NOTE_UNDER_S = 1.0
RECORDING = Path(__file__).parent / "fixtures" / "recordings" / "low-back-pain.opus"


def main() -> int:
    """Measure and print, each figure when it is known and those of speech last."""
    holds = True
    for figure in _figures():
        print(figure.line(), flush=True)
        holds = holds and figure.holds
    return int(not holds)


def _figures() -> Iterator[Figure]:
    yield Figure("scribe --help, whole process", _median("--help"), HELP_UNDER_S, "s ")
    with tempfile.TemporaryDirectory() as folder:
        visit = Path(folder) / "visit.txt"
        visit.write_text(_dialogue(), encoding="utf-8")
        note = ("note", str(visit), "--date-of-service", "2026-11-20", "--format", "json")
        yield Figure("after transcription, whole process", _median(*note), NOTE_UNDER_S, "s ")
    yield from bench_read.figures(script.load(RECORDING.with_suffix(".script.json")).turns)
    yield from bench_check.figures()
    yield from bench_fixtures.figures()
    yield from _speech()


def _speech() -> Iterator[Figure]:
    try:
        ratio = bench_transcribe.measure(RECORDING)
    except EngineUnavailable as error:
        print(f"---- scribe transcribe to bare engine: not measured. {error}")
    else:
        yield Figure("scribe transcribe to bare engine", ratio, bench_transcribe.RATIO_AT_MOST, "x ")


def _dialogue() -> str:
    """The words of the bundled visit, as they stand before everything after transcription."""
    turns = script.load(RECORDING.with_suffix(".script.json")).turns
    return "".join(f"{turn.speaker_role.capitalize()}: {turn.text}\n" for turn in turns)


def _median(*arguments: str) -> float:
    times = []
    for _ in range(RUNS + 1):
        start = perf_counter()
        subprocess.run([sys.executable, "-m", "scribe.cli", *arguments], check=True, capture_output=True)
        times.append(perf_counter() - start)
    return statistics.median(times[1:])  # the first run fills the file cache


if __name__ == "__main__":
    sys.exit(main())
