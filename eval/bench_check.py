"""Speed of the guardrails: one check, the first check of a process, ten times the facts, a long run of lines.

Times are those of the processor, so that neighbours on a shared machine do not count. Run alone with
``python -m eval.bench_check``.
"""

import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from typing import IO

import guardrails
from eval import drafts
from eval.figure import Figure
from scribe.intake.document import CheckRequest, parse_document
from scribe.schema.draft import Draft

CHECKS, RUNS, LINES = 3_200, 5, 100_000
MEDIAN_MS, P99_MS, FIRST_MS = 1.0, 5.0, 150.0
TIMES, TIMES_AT_MOST = 10, 12.0
LINES_A_SECOND, GROWTH_MB = 1_000.0, 10.0
NEW_MEDIAN_MS, NEW_SHARE = 2.0, 0.3
"""Drafts whose words were never read before, of which nothing is remembered: how fast beside those of usual words.

A share of the same run, because a machine that is a third slower on one day than on another is slower for both.
"""
ROOT = Path(__file__).parents[1]

FIRST = """
import sys
from pathlib import Path
from time import perf_counter
import scribe.schema.draft, scribe.schema.result
from scribe.schema.draft import Draft
from scribe.schema.result import Result
result = Result.model_validate_json(Path(sys.argv[1]).read_bytes())
start = perf_counter()
import guardrails
coding = guardrails.code(result.encounter, result.documentation)
guardrails.check(Draft(encounter=result.encounter, documentation=result.documentation, coding=coding))
print(1000 * (perf_counter() - start))
"""
"""The first check of a process that knows the schema already: the rules are imported and the tables opened."""


def figures(lines: int = LINES) -> Iterator[Figure]:
    """The figures in turn, the quick ones first."""
    yield from _one_check()
    yield Figure(f"guardrails: {TIMES} times the facts, times the time", _growth(), TIMES_AT_MOST, "x ")
    yield Figure("guardrails: first check of a process, median", _first_check(), FIRST_MS, "ms")
    usual = _run(drafts.in_turn(lines), lines)
    rate = lines / usual.seconds
    yield Figure(
        f"scribe check -: {lines} drafts in turn, a second and core", rate, LINES_A_SECOND, "/s", at_least=True
    )
    yield _grown(usual)
    few = lines // 5
    new = _run(drafts.in_new_words(few), few)
    share = few / new.seconds / rate
    what = f"scribe check -: drafts in new words ({few / new.seconds:.0f} /s) to those in turn"
    yield Figure(what, share, NEW_SHARE, "x ", at_least=True)
    yield _grown(new)


def _grown(run: "_Run") -> Figure:
    grown = run.late_mb - run.early_mb
    return Figure(f"scribe check -: grown since {run.early_mb:.0f} MB at half of them", grown, GROWTH_MB, "MB")


def _one_check() -> Iterator[Figure]:
    usual = _sorted(drafts.in_turn(CHECKS))
    yield Figure("guardrails: a check of a typical draft, median", statistics.median(usual), MEDIAN_MS, "ms")
    most = usual[int(0.99 * len(usual))]
    yield Figure("guardrails: a check of a typical draft, 99 of 100", most, P99_MS, "ms")
    visit = drafts.visits()[-1]
    long = statistics.median(_milliseconds(visit) for _ in range(CHECKS // 10))
    yield Figure("guardrails: a check of the bundled visit, median", long, MEDIAN_MS, "ms")
    new = statistics.median(_sorted(drafts.in_new_words(CHECKS)))
    yield Figure("guardrails: a check of a draft in new words, median", new, NEW_MEDIAN_MS, "ms")


def _sorted(documents: Iterable[bytes]) -> list[float]:
    """The times of all but the first tenth, which import the rules and fill the caches."""
    return sorted([_milliseconds(document) for document in documents][CHECKS // 10 :])


def _milliseconds(document: bytes) -> float:
    """Processor time of ``code`` and ``check`` on a document, read anew so that nothing of it is known."""
    request = parse_document(document, today=drafts.DAY)
    start = process_time()
    _check(request)
    return 1000 * (process_time() - start)


def _check(request: CheckRequest) -> None:
    draft = Draft(
        encounter=request.encounter,
        documentation=request.documentation,
        coding=guardrails.code(request.encounter, request.documentation),
        proposed=request.proposed,
        narrative=request.narrative,
        transcript=request.transcript,
    )
    guardrails.check(draft)


def _growth() -> float:
    """How many times as long a visit takes with ten times its facts: the worst of the typical visits."""
    return max(_ratio(visit) for visit in drafts.visits())


def _ratio(visit: bytes) -> float:
    once, often = drafts.longer(visit, 1), drafts.longer(visit, TIMES)
    return _median(lambda: _milliseconds(often)) / _median(lambda: _milliseconds(once))


def _median(measure: Callable[[], float]) -> float:
    return statistics.median([measure() for _ in range(RUNS + 1)][1:])


def _first_check() -> float:
    subprocess.run([sys.executable, "-m", "compileall", "-q", "guardrails", "scribe"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visit.json"
        path.write_text(drafts.bundled_visit().model_dump_json(), encoding="utf-8")
        command = [sys.executable, "-c", FIRST, str(path)]
        return _median(lambda: float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout))


@dataclass(frozen=True)
class _Run:
    """A run of ``scribe check -``: processor time, and memory in use after half and after all of the lines."""

    seconds: float
    early_mb: float
    late_mb: float


def _run(documents: Iterable[bytes], count: int) -> _Run:
    before = _used_by_children()
    command = [sys.executable, "-m", "scribe.cli", "check", "-", "--format", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as asked:
        if asked.stdin is None or asked.stdout is None:
            raise ValueError("both were asked for")
        over = threading.Event()
        threading.Thread(target=_send, args=(asked.stdin, documents, over), daemon=True).start()
        _read(asked.stdout, count // 2)
        early = _resident_mb(asked.pid)
        _read(asked.stdout, count - count // 2)
        late = _resident_mb(asked.pid)
        over.set()
    return _Run(_used_by_children() - before, early, late)


def _send(to: IO[bytes], documents: Iterable[bytes], over: threading.Event) -> None:
    """Send all lines, and close only when their answers are there, so that the process can still be looked at."""
    for document in documents:
        to.write(document + b"\n")
    to.flush()
    over.wait()
    to.close()


def _read(answers: IO[bytes], count: int) -> None:
    for _ in range(count):
        if not answers.readline().startswith(b'{"codes":'):
            raise ValueError("a typical draft was not checked")


def _used_by_children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> int:
    """Measure and print."""
    measured = []
    for figure in figures():
        print(figure.line(), flush=True)
        measured.append(figure)
    return int(not all(figure.holds for figure in measured))


if __name__ == "__main__":
    sys.exit(main())
