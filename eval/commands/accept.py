"""``scribe eval accept``: make the scores of a kept run the baselines that later runs are held against."""

import argparse
import sys
from pathlib import Path

from eval import baseline, suites
from eval.commands.against import sums_of
from eval.errors import RunUnreadable
from eval.running.folder import RunFolder

_LAST = Path(".cache") / "eval" / "last"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    accept = commands.add_parser("accept", help="make the scores of a kept run the baselines")
    accept.add_argument("suites", nargs="*", metavar="SUITE", help="all of the run by default")
    accept.add_argument("--run", type=Path, default=_LAST, metavar="DIR", help="what eval run wrote (%(default)s)")
    accept.add_argument("--to", type=Path, default=baseline.FOLDER, metavar="DIR", help="folder of baselines")
    accept.set_defaults(command=main)


def main(options: argparse.Namespace) -> int:
    """0 where they were written; 1 where a sample of the run failed. Raises RunUnreadable, of a shard too."""
    folder = RunFolder(options.run)
    run = folder.load()
    if run.shard:
        raise RunUnreadable(f"{options.run} (it is the shard {run.shard}: judge the shards together first)")
    if options.to == baseline.FOLDER and not run.own_fixtures:
        raise RunUnreadable(f"{options.run} (it is of fixtures that are not the project's; --to says where): that")
    if unknown := sorted(set(options.suites) - set(suites.NAMES)):
        raise RunUnreadable(f"{options.run} (it has no suite {', '.join(unknown)})")
    # What needs data that is not in the project, or measures time, has no baseline there.
    kept = (suites.known(one.suite) for one in run.suites)
    wanted = options.suites or [suite.name for suite in kept if not (suite.varies or suite.needs)]
    for name in wanted:
        sums = sums_of(folder, name)
        if sums.failures or not sums.samples:
            print(f"scribe eval: {name}: not accepted: {sums.failures} samples failed", file=sys.stderr)
            return 1
        print(f"{name}: {baseline.save(baseline.baseline_of(sums, run.versions), options.to).name}")
    return 0
