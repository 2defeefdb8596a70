"""``python -m tests.mutants``: a fixed sample of mutants against the tests; ends with 1 where too many survive."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

from tests.mutants import plan, pool
from tests.mutants.judge import Outcome, judge, preload, suite
from tests.mutants.mutant import Mutant, in_order, mutants_of
from tests.mutants.survivors import recorded, written

Judged = tuple[Mutant, Outcome, str]


def main(arguments: Sequence[str]) -> int:
    """Runs the sample; 0 where enough are killed and every survivor has its reason."""
    options = _options(arguments)
    started = time.monotonic()
    preload()
    limit = _limit_of_time()
    sources = {file: (plan.ROOT / file).read_text("utf-8") for file in plan.files() if options.only in file}
    ranked = in_order((m for file, source in sources.items() for m in mutants_of(file, source)), plan.SEED)
    judged = list(_judged(ranked, sources, options.count, limit))
    for mutant, outcome, test in judged if options.all else ():
        _say(f"{outcome} {_told(mutant)} {test}".rstrip())
    survivors = [mutant for mutant, outcome, _ in judged if outcome is Outcome.SURVIVED]
    explained = _explained(survivors, whole=options.count == plan.COUNT and not options.only, write=options.write)
    enough = _summary(judged, time.monotonic() - started)
    return 0 if enough and (explained or options.write) else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=plan.COUNT, help="size of the sample (%(default)s)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only files whose path holds this")
    parser.add_argument("--all", action="store_true", help="tell of every mutant what noticed it")
    parser.add_argument("--write", action="store_true", help="record the survivors of the whole sample")
    options = parser.parse_args(arguments)
    if options.write and (options.only or options.count != plan.COUNT):
        parser.error("--write needs the whole sample")
    return options


def _limit_of_time() -> float:
    """Seconds a mutant may take: a multiple of what the unchanged code takes, which must pass."""
    for ending in pool.run([plan.files()[0]], lambda file: " ".join(suite(file)), workers=1, limit=600):
        if (ending.answer or "").strip() != Outcome.SURVIVED:
            raise SystemExit(f"the tests fail without any mutant: {ending.answer or 'no answer'}")
        _say(f"unchanged code: every test passes in {ending.seconds:.1f} s")
        return max(30.0, 5 * ending.seconds)
    raise SystemExit("no process could be started")


def _judged(ranked: Sequence[Mutant], sources: Mapping[str, str], count: int, limit: float) -> Iterator[Judged]:
    """The first mutants that can be imported, in batches: one that cannot makes room for the next."""

    def answer(mutant: Mutant) -> str:
        return "\n".join(judge(mutant, sources[mutant.file]))

    taken, wanted = 0, count
    while wanted and taken < len(ranked):
        batch, taken = ranked[taken : taken + wanted], taken + wanted
        for ending in pool.run(batch, answer, workers=plan.WORKERS, limit=limit):
            word, _, test = (ending.answer or Outcome.CRASHED).partition("\n")
            outcome = Outcome.TIMEOUT if ending.timed_out else Outcome(word)
            if outcome is not Outcome.INCOMPETENT:
                wanted -= 1
                if outcome is Outcome.SURVIVED:
                    _say(f"survived: {_told(ending.task)}")
                yield ending.task, outcome, test
                _progress(count - wanted, count)


def _progress(done: int, count: int) -> None:
    if done % 25 == 0 or done == count:
        _say(f"{done} of {count} judged")


def _explained(survivors: Sequence[Mutant], *, whole: bool, write: bool) -> bool:
    """Lists what lives, with its reason; records it if asked to. False where a reason is missing."""
    reasons = recorded(plan.SURVIVORS)
    if write:
        plan.SURVIVORS.write_text(written(survivors, reasons), "utf-8")
    for mutant in sorted(survivors, key=lambda m: m.key):
        _say(_told(mutant))
        _say(f"    {reasons.get(mutant.key) or 'NOT EXPLAINED'}")
    found = {mutant.key for mutant in survivors}
    for key in [key for key in reasons if whole and not write and key not in found]:
        _say(f"recorded, but no longer a survivor of the sample (--write drops it): {key}")
    return all(reasons.get(mutant.key) for mutant in survivors)


def _told(mutant: Mutant) -> str:
    return f"{mutant.file} {mutant.function}: {mutant.change} in `{mutant.line}`"


def _summary(judged: Sequence[Judged], seconds: float) -> bool:
    killed = sum(outcome is not Outcome.SURVIVED for _, outcome, _ in judged)
    percent = 100 * killed / len(judged) if judged else 0.0
    hung = sum(outcome is Outcome.TIMEOUT for _, outcome, _ in judged)
    _say(f"{seconds / 60:.1f} minutes; {hung} ran past the limit of time and count as killed")
    sys.stdout.write(f"mutants {len(judged)} killed {killed} survived {len(judged) - killed} ({percent:.1f} %)\n")
    return percent >= plan.MINIMUM_PERCENT


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _with_a_fixed_order_of_sets() -> None:
    """Starts anew with a fixed hash seed: a mutant must not live or die by the order of a set."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        arguments = [sys.executable, "-m", "tests.mutants", *sys.argv[1:]]
        os.execve(sys.executable, arguments, {**os.environ, "PYTHONHASHSEED": "0"})


if __name__ == "__main__":
    _with_a_fixed_order_of_sets()
    sys.exit(main(sys.argv[1:]))
