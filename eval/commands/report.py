"""``scribe eval report DIR...``: judge the shards of a run together, or a kept run again."""

import argparse
from pathlib import Path

from eval import suites
from eval.commands import reporting
from eval.commands.against import baselines
from eval.errors import RunUnreadable
from eval.results import SampleResult
from eval.running.evaluate import verdict
from eval.running.folder import RunFolder
from eval.running.sums import Sums
from eval.running.text import lines
from eval.suite import FIXTURES


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    report = commands.add_parser("report", help="judge shards together, or a kept run again")
    report.add_argument("runs", nargs="+", type=Path, metavar="DIR", help="folders that eval run --out wrote")
    report.add_argument("--against", metavar="BASELINE", help="a folder of baselines or of a run; none for none")
    report.add_argument("--fixtures", type=Path, default=FIXTURES, metavar="DIR", help="where the recordings are")
    reporting.add_arguments(report)
    report.set_defaults(command=main)


def main(options: argparse.Namespace) -> int:
    """0 where every gate holds, 1 where one fails or nothing was scored. Raises RunUnreadable."""
    runs = [RunFolder(path) for path in options.runs]
    first = runs[0].load()
    if any(run.load().versions.source_sha256 != first.versions.source_sha256 for run in runs):
        raise RunUnreadable("One of the folders (made by another version of the software than the first)")
    baseline, against = baselines(options.against, own=options.fixtures.resolve() == FIXTURES.resolve())
    names = sorted({name for run in runs for name in run.suites()}, key=suites.NAMES.index)
    judged = verdict([_sums(runs, name) for name in names], first.versions, baseline, against)
    reporting.write(judged, _Together(runs), options.fixtures, options)
    for line in lines(judged):
        print(line)
    return int(judged.gates_failed > 0 or judged.gates_passed == 0)


class _Together:
    """The results of many folders as one."""

    def __init__(self, runs: list[RunFolder]) -> None:
        self._runs = runs

    def get(self, suite: str, sample: str) -> SampleResult | None:
        """The result of a sample, of the first folder that has one."""
        return next((found for run in self._runs if (found := run.get(suite, sample))), None)


def _sums(runs: list[RunFolder], suite: str) -> Sums:
    """In the order of the names, as a run that is not parted takes them."""
    sums = Sums(suites.known(suite))
    where = {result.sample: run for run in reversed(runs) for result in run.results(suite)}
    for sample in sorted(where):
        if (result := where[sample].get(suite, sample)) is not None:
            sums.add(result)
    return sums
