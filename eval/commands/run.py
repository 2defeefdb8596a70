"""``scribe eval run``: suites over fixtures, then the verdict."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from eval import suites
from eval.commands import reporting
from eval.commands.against import baselines, eased, require
from eval.errors import NoFixtures, OtherModel
from eval.running.evaluate import Plan, evaluate
from eval.running.folder import RunFolder
from eval.running.shard import shard
from eval.running.text import lines
from eval.samples.folder import found
from eval.suite import FIXTURES, READER, Setup, Suite

_LAST = Path(".cache") / "eval" / "last"
_EVERY_S = 2.0


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its options."""
    run = commands.add_parser("run", help="run suites on recorded fixtures and judge them")
    run.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(suites.NAMES)}")
    run.add_argument("--all", action="store_true", help="the long and the audio suites too")
    run.add_argument(
        "--fixtures", type=Path, default=FIXTURES, metavar="DIR", help="labelled encounters of your own"
    )
    run.add_argument(
        "--model",
        default=READER,
        help="reader (default, deterministic), recorded (replies kept with the fixtures), or the name of a model "
        "at OPENAI_BASE_URL: then the words of the fixtures are sent there",
    )
    run.add_argument("--against", metavar="BASELINE", help="a folder of baselines or of a run; none for none")
    run.add_argument(
        "--min-scored",
        type=_processes,
        metavar="N",
        help="samples that a gate must rest on (as the suites say for the bundled fixtures, 1 for others)",
    )
    run.add_argument("--out", type=Path, default=_LAST, metavar="DIR", help="where results are kept (%(default)s)")
    run.add_argument("--resume", action="store_true", help="use again what stands in --out and is still the same")
    run.add_argument("--shard", type=shard, metavar="i/n", help="one part of the samples; judge all by eval report")
    run.add_argument("--processes", type=_processes, default=os.cpu_count() or 1, metavar="N")
    reporting.add_arguments(run)
    run.set_defaults(command=main)


def main(options: argparse.Namespace) -> int:
    """0 where every gate holds; 1 where one fails or nothing was scored; 2 for no such suite. Raises InputError."""
    if unknown := sorted(set(options.suites) - set(suites.NAMES)):
        print(f"scribe eval: no suite {', '.join(unknown)}; there are {', '.join(suites.NAMES)}", file=sys.stderr)
        return 2
    if fixed := [name for name in options.suites if options.model != READER and suites.known(name).fixed_model]:
        raise OtherModel(", ".join(fixed), options.model)
    setup = Setup(fixtures=options.fixtures.resolve(), model=options.model)
    if not found(setup.fixtures):
        raise NoFixtures(options.fixtures)
    folder = RunFolder(options.out)
    own = setup.fixtures == FIXTURES.resolve()
    baseline, against = baselines(options.against, own=own)
    chosen = [eased(suite, options.min_scored, own=own) for suite in _chosen(options, setup, own=own)]
    if against and options.against:
        require(baseline, against, (suite.name for suite in chosen if not suite.varies))
    run = evaluate(
        Plan(
            suites=chosen,
            setup=setup,
            folder=folder,
            processes=options.processes,
            lookup=suites.known,
            baseline=baseline,
            against=against,
            shard=options.shard,
            resume=options.resume,
            progress=_progress(),
        )
    )
    reporting.write(run, folder, setup.fixtures, options)
    for line in lines(run):
        print(line)
    if options.shard:
        return int(any(suite.failures for suite in run.suites))
    return int(run.gates_failed > 0 or run.gates_passed == 0)


def _chosen(options: argparse.Namespace, setup: Setup, *, own: bool) -> Sequence[Suite]:
    """Those that are named, else those that run by default.

    A suite without samples is said and left out in a folder that is not the project's; in the project's only where
    it needs what may be absent, for what is missing there is a fault.
    """
    if options.suites:
        return [suites.known(name) for name in options.suites]
    chosen = []
    for suite in suites.EVERY if options.all else suites.SUITES:
        if (suite.needs or not own) and not any(True for _ in suite.samples(setup)):
            print(f"{suite.name}: skipped, it needs {suite.needs or 'other fixtures'}", file=sys.stderr)
            continue
        if suite.fixed_model and not own:
            print(f"{suite.name}: skipped, its samples are the project's", file=sys.stderr)
            continue
        if suite.fixed_model and setup.model != READER:
            print(f"{suite.name}: skipped, it does not ask {setup.model}", file=sys.stderr)
            continue
        chosen.append(suite)
    return chosen


def _processes(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("at least one process")
    return int(text)


def _progress() -> Callable[[str, int, int], None]:
    """A line on stderr now and then, and at the end of each suite."""
    last = 0.0

    def told(suite: str, done: int, of: int) -> None:
        nonlocal last
        if done == of or time.monotonic() - last >= _EVERY_S:
            last = time.monotonic()
            print(f"{suite} {done}/{of}", file=sys.stderr)

    return told
