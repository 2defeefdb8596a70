"""``make chaos``: processes killed at random moments, then faults of disk, database, store, model server and clock.

python -m tests.chaos [--kills 200] [--seed N] [--only NAME ...]
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from eval.service import database
from eval.service.processes import Installation
from tests.chaos import drills
from tests.chaos.killing import trial


def main() -> int:
    """Exit 1 where anything was lost, doubled or left without an end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="in total, half of them on each database")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", nargs="*", help="names of trials and drills")
    options = parser.parse_args()
    print(f"chaos: seed {options.seed} (give it with --seed to see the same moments again)", flush=True)
    faults = 0
    for name, told, wrong in _runs(options.kills, options.seed, options.only):
        faults += len(wrong)
        print(f"{'FAIL' if wrong else 'ok  '} {name}", *told, *(f"  {one}" for one in wrong), sep="\n", flush=True)
    return int(faults > 0)


def _runs(kills: int, seed: int, only: list[str] | None) -> Iterator[tuple[str, list[str], list[str]]]:
    for name, workers, share in (("sqlite", 1, kills - kills // 2), ("postgresql", 2, kills // 2)):
        if not only or name in only:
            yield _killing(name, workers, share, seed)
    for name, drill in drills.DRILLS.items():
        if not only or name in only:
            began = monotonic()
            with tempfile.TemporaryDirectory(prefix="scribe-chaos-") as folder:
                told = drill(Path(folder))
            yield f"{name} ({monotonic() - began:.0f} s)", told.lines, told.faults


def _killing(name: str, workers: int, kills: int, seed: int) -> tuple[str, list[str], list[str]]:
    what = f"{kills} kills, {name}, {workers} worker{'s' if workers > 1 else ''}"
    if name == "postgresql" and not database.is_there():
        return f"{what}: skipped, no PostgreSQL on loopback", [], []
    with tempfile.TemporaryDirectory(prefix="scribe-chaos-") as folder:
        if name == "sqlite":
            outcome = trial(Installation(Path(folder) / "data"), workers, kills, seed)
        else:
            with database.own_database() as address:
                outcome = trial(Installation(Path(folder) / "data", address), workers, kills, seed)
    return what, outcome.lines(), outcome.faults


if __name__ == "__main__":
    sys.exit(main())
