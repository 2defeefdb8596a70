"""``scribe eval report DIR...``: judge the shards of a run together, or a kept run again."""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

from eval import suites
from eval.commands import reporting
from eval.commands.against import baselines, eased, require
from eval.errors import RunUnreadable
from eval.results import RunResult, SampleResult, Versions
from eval.running.evaluate import verdict
from eval.running.folder import RunFolder
from eval.running.sums import Sums
from eval.running.text import lines
from eval.suite import FIXTURES, Suite

_SAMPLES = "fixtures_sha256"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    report = commands.add_parser("report", help="judge shards together, or a kept run again")
    report.add_argument("runs", nargs="+", type=Path, metavar="DIR", help="folders that eval run --out wrote")
    report.add_argument("--against", metavar="BASELINE", help="a folder of baselines or of a run; none for none")
    report.add_argument("--min-scored", type=int, metavar="N", help="as of eval run")
    report.add_argument("--fixtures", type=Path, default=FIXTURES, metavar="DIR", help="where the recordings are")
    reporting.add_arguments(report)
    report.set_defaults(command=main)


def main(options: argparse.Namespace) -> int:
    """0 where every gate holds, 1 where one fails or nothing was scored. Raises RunUnreadable."""
    runs = [RunFolder(path) for path in options.runs]
    kept = [run.load() for run in runs]
    names = sorted({one.suite for run in kept for one in run.suites}, key=suites.NAMES.index)
    for name in names:
        _check_whole(name, kept)
    made_with = _common([run.versions for run in kept])
    own = all(run.own_fixtures for run in kept)
    baseline, against = baselines(options.against, own=own)
    if against and options.against:
        require(baseline, against, (name for name in names if not suites.known(name).varies))
    judging = [eased(suites.known(name), options.min_scored, own=own) for name in names]
    judged = verdict([_sums(runs, suite) for suite in judging], made_with, baseline, against, own=own)
    reporting.write(judged, _Together(runs), options.fixtures, options)
    for line in lines(judged):
        print(line)
    return int(judged.gates_failed > 0 or judged.gates_passed == 0)


def _check_whole(suite: str, runs: Sequence[RunResult]) -> None:
    """Raise RunUnreadable where a shard of the suite is missing or there twice: a part has no verdict."""
    there = sorted(run.shard or "1/1" for run in runs if suite in {one.suite for one in run.suites})
    of = int(there[0].partition("/")[2])
    if there != sorted(f"{number}/{of}" for number in range(1, of + 1)):
        raise RunUnreadable(f"Of {suite} there are the parts {', '.join(there)}: that")


def _common(made_with: Sequence[Versions]) -> Versions:
    """The versions of all runs. Raises RunUnreadable where they differ in anything but which samples they had."""
    first, *others = made_with
    for one in others:
        if differ := [name for name, value in one if name != _SAMPLES and value != getattr(first, name)]:
            raise RunUnreadable(f"A run that differs from the first in {', '.join(differ)}")
    if not others:
        return first
    together = "\n".join(sorted(one.fixtures_sha256 for one in made_with))
    return first.model_copy(update={_SAMPLES: hashlib.sha256(together.encode()).hexdigest()})


class _Together:
    """The results of many folders as one."""

    def __init__(self, runs: list[RunFolder]) -> None:
        self._runs = runs

    def get(self, suite: str, sample: str) -> SampleResult | None:
        """The result of a sample, of the first folder that has one."""
        return next((found for run in self._runs if (found := run.get(suite, sample))), None)


def _sums(runs: list[RunFolder], suite: Suite) -> Sums:
    """In the order of the names, as a run that is not parted takes them."""
    sums, name = Sums(suite), suite.name
    of_it = [run for run in reversed(runs) if name in run.suites()]
    where = {result.sample: run for run in of_it for result in run.results(name)}
    for sample in sorted(where):
        if (result := where[sample].get(name, sample)) is not None:
            sums.add(result)
    return sums
