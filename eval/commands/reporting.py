"""The reports of a run, where they are asked for."""

import argparse
from pathlib import Path
from typing import Protocol

from eval.reports.write import write as write_reports
from eval.results import RunResult, SampleResult


class Samples(Protocol):
    """Where the results of samples are."""

    def get(self, suite: str, sample: str) -> SampleResult | None:
        """The result of a sample, or None."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where each report is written."""
    for name, what in (
        ("junit", "JUnit XML, for CI"),
        ("json", "the whole verdict"),
        ("markdown", "a summary for a pull request"),
        ("html", "a page that stands alone"),
    ):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=what)


def write(run: RunResult, samples: Samples, fixtures: Path, options: argparse.Namespace) -> None:
    """The reports that were asked for."""
    write_reports(
        run,
        samples.get,
        fixtures,
        junit=options.junit,
        json=options.json,
        markdown=options.markdown,
        html=options.html,
    )
