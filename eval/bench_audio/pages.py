"""Pages: each section as a file of ``docs/benchmarks``, and the index of all that are there.

A page depends on its section, the day and the machine alone, so that measuring again gives a readable difference.
"""

import os
import platform
import re
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from eval.bench_audio.section import Section
from eval.figure import Figure

FOLDER = Path(__file__).parents[2] / "docs" / "benchmarks"
_LIBRARIES = ("faster-whisper", "ctranslate2", "onnxruntime")
_HOLDS, _FAILS = "holds", "**does not hold**"
_TITLE = re.compile(r"^# (.+)$", re.M)
_MEASURED = re.compile(r"^Measured (\S+) ", re.M)


@dataclass(frozen=True, slots=True)
class Measured:
    """When, on what and how long: the last line of a page."""

    day: date
    seconds: float
    machine: str

    def line(self) -> str:
        """One sentence, without the name of the machine."""
        libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
        took = f"{max(1, round(self.seconds / 60))} min"
        return f"Measured {self.day.isoformat()} in {took} on {self.machine}; {libraries}."


def machine() -> str:
    """Cores and processor of this machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return f"{cores} core{'s' if cores != 1 else ''} of {_processor()}"


def write(section: Section, measured: Measured, folder: Path = FOLDER, target: str = "bench-audio") -> Path:
    """Writes the section's page and returns where it is. target: of make, which measures it."""
    folder.mkdir(parents=True, exist_ok=True)
    bounds = f"\n## Bounds\n\n{_bounds(section.figures)}\n" if section.figures else ""
    page = folder / f"{section.name}.md"
    text = f"# {section.title}\n\n{section.text.strip()}\n{bounds}\n`make {target} PARTS={section.name}`\n\n"
    page.write_text(f"{text}{measured.line()}\n", encoding="utf-8")
    return page


AUDIO = ("accuracy", "noise", "speakers", "live", "memory", "corrupt", "vocabulary")
SERVICE = ("drafts", "idle", "live_visit", "steady", "workers")


def write_index(order: tuple[str, ...] = (*AUDIO, *SERVICE), folder: Path = FOLDER) -> None:
    """Writes ``README.md`` anew from the pages that are there, in the given order."""
    there = [folder / f"{name}.md" for name in order if (folder / f"{name}.md").exists()]
    rows = "\n".join(_row(page) for page in there)
    (folder / "README.md").write_text(f"{_INDEX}{rows}\n", encoding="utf-8")


_INDEX = """# Measured

`make bench-audio` (speech) and `make bench-service` (the API and its workers) measure and write these pages; with
`PARTS="accuracy memory"` only some. A bound that does not hold says so here and makes the command fail. Each page
says on which day and on what kind of machine it was measured; times are only compared within one run.

| page | bounds that hold | measured |
|---|---|---|
"""


def _row(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    title, day = _TITLE.search(text), _MEASURED.search(text)
    held, failed = text.count(f"| {_HOLDS} |"), text.count(f"| {_FAILS} |")
    bounds = f"{held} of {held + failed}" if held + failed else "none set"
    return f"| [{title[1] if title else page.stem}]({page.name}) | {bounds} | {day[1] if day else '-'} |"


def _bounds(figures: tuple[Figure, ...]) -> str:
    rows = [
        f"| {one.what} | {_value(one)} | {_bound(one)} | {_HOLDS if one.holds else _FAILS} |" for one in figures
    ]
    return "\n".join(["| | measured | bound | |", "|---|---|---|---|", *rows])


def _value(figure: Figure) -> str:
    return f"{figure.value:.2f} {figure.unit}".strip()


def _bound(figure: Figure) -> str:
    return f"{'at least' if figure.at_least else 'at most'} {figure.bound:g}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()
