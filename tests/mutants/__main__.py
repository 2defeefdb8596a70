"""``python -m tests.mutants [--sample N] [--seed N] [--write]``: mutates, runs, holds survivors to their reasons.

Exit 1 where fewer than the asked share are killed, or where a survivor has no reason in ``survivors.toml``.
"""

import argparse
import ast
import os
import random
import signal
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pydantic
import pytest

import scribe.schema.draft
import scribe.schema.result
from tests.mutants import child
from tests.mutants.operators import Mutant, mutants_of, mutated
from tests.mutants.targets import KILLED_AT_LEAST, MODULES, SAMPLE, SEED, TESTS

ROOT = Path(__file__).parents[2]
SURVIVORS = Path(__file__).parent / "survivors.toml"
SECONDS = 180
"""Longer than any whole run of the tests: a mutant still running then hangs, which a test run would notice."""
LOADED = (hypothesis, pydantic, pytest, scribe.schema.draft, scribe.schema.result)
"""Imported here once, so that no child has to; none of them imports what is mutated."""


Tests = list[list[Path]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", action="store_true", help="record new survivors, their reasons still empty")
    options = parser.parse_args()
    tests = [[ROOT / "tests" / "guardrails" / name for name in group] for group in TESTS]
    missing = [test.name for group in tests for test in group if not test.is_file()]
    if missing or any(name.startswith("guardrails") for name in sys.modules):
        sys.exit(f"mutants: cannot start: missing tests {missing}, or the guardrails are imported already")
    if not _tests_pass_unchanged(tests):
        sys.exit("mutants: the tests fail without any mutant")
    sources = {module: _path(module).read_text("utf-8") for module in MODULES}
    statuses = _run(_sample(options.seed, sources), sources, options, tests)
    return _report(statuses, write=options.write)


def _tests_pass_unchanged(tests: Tests) -> bool:
    """A control: the unchanged engine in the same kind of child. Else every mutant would count as killed."""
    pid = os.fork()
    if not pid:
        path = _path(MODULES[0])
        os._exit(child.run(MODULES[0], path, ast.parse(path.read_text("utf-8")), tests))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _sample(seed: int, sources: dict[str, str]) -> Iterator[Mutant]:
    """All mutants in the order of the seed; the first that can be imported make the sample."""
    mutants = [mutant for module, source in sources.items() for mutant in mutants_of(module, source)]
    print(f"mutants: {len(mutants)} in {len(MODULES)} modules, seed {seed}", file=sys.stderr)
    random.Random(seed).shuffle(mutants)
    return iter(mutants)


def _path(module: str) -> Path:
    return ROOT / Path(*module.split(".")).with_suffix(".py")


def _run(
    mutants: Iterator[Mutant], sources: dict[str, str], options: argparse.Namespace, tests: Tests
) -> dict[Mutant, bool]:
    """Mutant -> killed, for as many as are wanted, in as many children at once as there are jobs."""
    wanted, jobs = options.sample, options.jobs
    killed: dict[Mutant, bool] = {}
    running: dict[int, tuple[Mutant, float]] = {}
    while len(killed) < wanted:
        while len(running) < jobs and len(killed) + len(running) < wanted and (mutant := next(mutants, None)):
            running[_start(mutant, sources[mutant.module], tests)] = (mutant, time.monotonic())
        if not running:
            break
        for pid, status in _ended(running):
            mutant, _ = running.pop(pid)
            if status != child.INCOMPETENT:
                killed[mutant] = status != 0
                _show(mutant, killed, wanted)
        time.sleep(0.02)
    return killed


def _start(mutant: Mutant, source: str, tests: Tests) -> int:
    pid = os.fork()
    if pid:
        return pid
    path = _path(mutant.module)
    tree: ast.Module = mutated(source, mutant)
    os.chdir(ROOT)
    os._exit(child.run(mutant.module, path, tree, tests))


def _ended(running: dict[int, tuple[Mutant, float]]) -> list[tuple[int, int]]:
    ended = []
    for pid, (_, started) in running.items():
        if time.monotonic() - started > SECONDS:
            os.kill(pid, signal.SIGKILL)
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            ended.append((pid, os.waitstatus_to_exitcode(status)))
    return ended


def _show(mutant: Mutant, killed: dict[Mutant, bool], wanted: int) -> None:
    if not killed[mutant]:
        print(f"  survived {mutant.module}:{mutant.number} {mutant.line} [{mutant.change}]", file=sys.stderr)
    if len(killed) % 25 == 0:
        print(f"mutants: {len(killed)} of {wanted}, {sum(killed.values())} killed", file=sys.stderr, flush=True)


def _report(statuses: dict[Mutant, bool], *, write: bool) -> int:
    survivors = sorted({mutant.key for mutant, killed in statuses.items() if not killed})
    reasons = tomllib.loads(SURVIVORS.read_text("utf-8"))["survivor"] if SURVIVORS.is_file() else {}
    unexplained = [key for key in survivors if not reasons.get(key)]
    if write:
        lines = [f"{_quoted(key)} = {_quoted(reasons.get(key, ''))}" for key in survivors]
        SURVIVORS.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    killed, share = sum(statuses.values()), sum(statuses.values()) / max(1, len(statuses))
    for key in unexplained:
        print(f"not explained: {key}")
    print(f"mutants {len(statuses)} killed {killed} survived {len(statuses) - killed} ({share:.1%})")
    return int(share < KILLED_AT_LEAST or bool(unexplained and not write))


HEAD = """# Mutants of the fixed sample that no test kills, each with the reason why it may live.
# `python -m tests.mutants --write` lists them; the reasons are written by hand. One without fails `make mutants`.

[survivor]
"""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    sys.exit(main())
