"""Speed as ratios and bounds, measured in one run: ``make bench``. Exit 1 where a bound does not hold.

Single times on a shared machine promise nothing, so each figure is the median of several runs of a whole process,
and transcription is given as a ratio to a bare engine on the same file in the same run.
"""

import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from eval import bench_transcribe

RUNS = 5
HELP_UNDER_S = 0.5
NOTE_UNDER_S = 1.0
RECORDING = Path(__file__).parent / "fixtures" / "recordings" / "low-back-pain.opus"


@dataclass(frozen=True)
class Figure:
    """One measured value against its bound."""

    what: str
    value: float
    bound: float
    unit: str

    @property
    def holds(self) -> bool:
        """Whether the value is within the bound."""
        return self.value <= self.bound


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        transcript = _transcript(Path(folder))
        figures = [
            Figure("scribe --help, whole process", _median("--help"), HELP_UNDER_S, "s"),
            Figure(
                "after transcription, whole process",
                _median("note", str(transcript), "--date-of-service", "2026-11-20", "--format", "json"),
                NOTE_UNDER_S,
                "s",
            ),
        ]
    ratio = bench_transcribe.measure(RECORDING)
    figures.append(Figure("scribe transcribe to bare engine", ratio, bench_transcribe.RATIO_AT_MOST, "x"))
    for figure in figures:
        mark = "ok  " if figure.holds else "FAIL"
        print(f"{mark} {figure.what:<38} {figure.value:7.2f} {figure.unit} (at most {figure.bound:g})")
    return int(not all(figure.holds for figure in figures))


def _transcript(folder: Path) -> Path:
    """The bundled visit's words as a request: what stands before everything after transcription."""
    path = folder / "visit.vtt"
    subprocess.run(
        [sys.executable, "-m", "scribe.cli", "transcribe", str(RECORDING), "--format", "vtt", "--out", str(path)],
        check=True,
        capture_output=True,
    )
    return path


def _median(*arguments: str) -> float:
    times = []
    for _ in range(RUNS + 1):
        start = perf_counter()
        subprocess.run([sys.executable, "-m", "scribe.cli", *arguments], check=True, capture_output=True)
        times.append(perf_counter() - start)
    return statistics.median(times[1:])  # the first run fills the file cache


if __name__ == "__main__":
    sys.exit(main())
