"""A pool of processes on one machine: samples in, results out in the order of the samples.

Few samples are under way at once, so that memory does not grow with their number. A sample that ends its process is
a failed sample, and the others go on.
"""

import hashlib
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing.process import BaseProcess
from typing import Self

from eval.results import SampleResult
from eval.suite import Sample, Setup, Suite
from scribe.schema.errors import ScribeError

_BATCH = 32
"""Samples handed to the pool at once, by process: its memory does not depend on how many there are."""
PROCESS_ENDED = "the process ended"

Lookup = Callable[[str], Suite]


@dataclass(frozen=True, slots=True)
class Work:
    """One sample to be run, with the key its result is kept under. Travels to another process."""

    suite: str
    sample: Sample
    setup: Setup
    key: str


def run(work: Work, lookup: Lookup) -> SampleResult:
    """The result of one sample. Whatever it raises is a failure by name: no score, and no word of the sample."""
    began = time.perf_counter()
    try:
        given = lookup(work.suite).evaluate(work.sample, work.setup)
    except Exception as error:  # noqa: BLE001 - a crashed sample must not end the run, nor count as a score
        return _failed(work, _named(error), time.perf_counter() - began)
    return SampleResult(
        suite=work.suite,
        sample=work.sample.name,
        family=work.sample.family,
        key=work.key,
        scores=dict(given.scores),
        checks=given.checks,
        confusion=dict(given.confusion),
        seconds=time.perf_counter() - began,
        shown=given.shown,
        outcome_sha256=hashlib.sha256(given.outcome.encode()).hexdigest() if given.outcome else None,
    )


class Pool:
    """So many processes, kept over all suites of a run; one means this process, where a debugger can follow."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def results(self, works: Iterable[Work], lookup: Lookup) -> Iterator[SampleResult]:
        """The results in the order of the works."""
        if self._processes == 1:
            yield from (run(work, lookup) for work in works)
            return
        waiting = iter(works)
        while batch := list(islice(waiting, self._processes * _BATCH)):
            futures = _submitted(self._opened(), batch, lookup)
            for work, future in zip(batch, futures, strict=True):
                result = _result(future)
                if result is None:
                    self._close()
                    result = _alone(work, lookup)
                yield result

    def _opened(self) -> ProcessPoolExecutor:
        self._executor = self._executor or _executor(self._processes)
        return self._executor

    def _close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _executor(processes: int) -> ProcessPoolExecutor:
    # Not forked: a speech engine's threads do not survive it.
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_end_with_the_run)


def _end_with_the_run() -> None:
    """A process whose run was killed would wait for work for ever, with a speech engine in its memory."""
    threading.Thread(target=_follow, args=(multiprocessing.parent_process(),), daemon=True).start()


def _follow(run: BaseProcess | None) -> None:
    if run is not None:
        run.join()
        os._exit(1)


def _submitted(executor: Executor, batch: Sequence[Work], lookup: Lookup) -> list["Future[SampleResult] | None"]:
    """What will be the result of each work; None where the pool was broken already."""
    futures: list[Future[SampleResult] | None] = []
    for work in batch:
        try:
            futures.append(executor.submit(run, work, lookup))
        except BrokenProcessPool:
            futures.append(None)
    return futures


def _result(future: "Future[SampleResult] | None") -> SampleResult | None:
    """None where the pool broke before it came."""
    try:
        return future.result() if future else None
    except BrokenProcessPool:
        return None


def _alone(work: Work, lookup: Lookup) -> SampleResult:
    """A sample that was under way when a process ended, in a process of its own: whether it was the one."""
    with _executor(1) as executor:
        (future,) = _submitted(executor, [work], lookup)
        found = _result(future)
    return found or _failed(work, PROCESS_ENDED, 0.0)


def _failed(work: Work, why: str, seconds: float) -> SampleResult:
    return SampleResult(
        suite=work.suite,
        sample=work.sample.name,
        family=work.sample.family,
        key=work.key,
        failure=why,
        seconds=seconds,
    )


def _named(error: Exception) -> str:
    """The class of an error; of ours, what it says too, for that holds no words of a visit."""
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, ScribeError) else name
