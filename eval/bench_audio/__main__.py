"""The runner: measures the parts in turn, prints their figures, writes their pages. Exit 1 where a bound is broken.

A part is a module beside this one with a ``section()``. One that is not there, or lacks what it needs, is named and
passed over; its page stays as it was. One that crashes is a failure, and the others are measured all the same.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from eval.bench_audio import pages
from eval.bench_audio.absent import NotMeasured
from eval.bench_audio.section import Section
from eval.labelled.labels import data_folder
from scribe.schema.errors import EngineUnavailable

PARTS = pages.AUDIO
"""In the order in which they are measured and listed."""


def main(argv: Sequence[str] | None = None, folder: Path = pages.FOLDER) -> int:
    """Measure, print, write, judge."""
    options = _parser().parse_args(argv)
    machine = pages.machine()
    holds = True
    for part in PARTS:
        if part not in (options.parts or PARTS):
            continue
        start = perf_counter()
        found = _section(part)
        seconds = perf_counter() - start
        if isinstance(found, Section):
            _print(found, seconds)
            pages.write(found, pages.Measured(options.date, seconds, machine), folder)
        holds = holds and _all_hold(found)
    pages.write_index(folder=folder)
    return int(not holds)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.bench_audio", description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=f"of {', '.join(PARTS)}")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="the day the pages show")
    return parser


def _section(part: str) -> Section | Exception | None:
    """The section; None where the part cannot be measured here; the error where it crashed."""
    print(f"==== {part}", flush=True)
    try:
        found: Section = importlib.import_module(f"eval.bench_audio.{part}").section()
    except Exception as error:  # noqa: BLE001  # a part that crashes takes no other with it
        if (reason := _why_not(part, error)) is not None:
            print(f"---- {part}: not measured, {reason}", flush=True)
            return None
        print(f"FAIL {part}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return error
    return found


def _why_not(part: str, error: Exception) -> str | None:
    """Why the part cannot be measured here; None for a crash."""
    if isinstance(error, ModuleNotFoundError) and error.name == f"eval.bench_audio.{part}":
        return "it is not part of this version"
    if isinstance(error, NotMeasured | EngineUnavailable):
        return str(error)
    if isinstance(error, FileNotFoundError) and str(data_folder()) in str(error.filename):
        return "the development data is absent or lacks a file (set SCRIBE_SHARED_DATA)"
    return None


def _print(section: Section, seconds: float) -> None:
    for figure in section.figures:
        print(figure.line())
    print(f"     {section.name}: {seconds:.0f} s", flush=True)


def _all_hold(found: Section | Exception | None) -> bool:
    if isinstance(found, Section):
        return all(figure.holds for figure in found.figures)
    return found is None


if __name__ == "__main__":
    sys.exit(main())
