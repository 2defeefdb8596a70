"""The runner: measures the parts in turn, prints figures, writes pages. Exit 1 where a bound is broken."""

import argparse
import importlib
import sys
from datetime import date
from time import perf_counter

from eval.bench_audio import pages
from eval.bench_audio.absent import NotMeasured
from eval.bench_audio.section import Section

TARGET = "bench-service"


def main() -> int:
    """Measure, print, write, judge."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_service")
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*pages.SERVICE, []])
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="the day the pages show")
    options = parser.parse_args()
    holds = True
    for part in options.parts or pages.SERVICE:
        print(f"==== {part}", flush=True)
        began = perf_counter()
        try:
            found: Section = importlib.import_module(f"eval.bench_service.{part}").section()
        except NotMeasured as reason:
            print(f"---- {part}: not measured, {reason}", flush=True)
            continue
        seconds = perf_counter() - began
        for figure in found.figures:
            print(figure.line(), flush=True)
        pages.write(found, pages.Measured(options.date, seconds, pages.machine()), target=TARGET)
        holds = holds and all(figure.holds for figure in found.figures)
    pages.write_index()
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
