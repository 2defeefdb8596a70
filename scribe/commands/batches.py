"""Batches: lines of documents handed to several processes, the answers in the order of the lines."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from typing import TypeAlias

Line: TypeAlias = tuple[int, bytes]
Answer: TypeAlias = tuple[bytes, int]
Work: TypeAlias = Callable[[Line], Answer]

LINES, BYTES = 32, 1_000_000
"""A batch is whole with so many lines or so many bytes."""
AHEAD = 2
"""Batches in work or waiting for each process."""


def in_order(work: Work, lines: Iterable[Line], jobs: int) -> Iterator[Answer]:
    """The answers to all lines, in their order, by ``jobs`` processes.

    Where a process ends before its time (killed for memory, say), its batch and all others are worked here.
    """
    waiting: deque[tuple[list[Line], Future[list[Answer]] | None]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_follow_the_parent)
    try:
        for batch in _batches(lines):
            waiting.append((batch, _submitted(pool, work, batch)))
            if len(waiting) > AHEAD * jobs:
                yield from _answers(work, *waiting.popleft())
        while waiting:
            yield from _answers(work, *waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for number, line in lines:
        batch.append((number, line))
        size += len(line)
        if len(batch) == LINES or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _submitted(pool: ProcessPoolExecutor, work: Work, batch: list[Line]) -> Future[list[Answer]] | None:
    try:
        return pool.submit(_worked, work, batch)
    except BrokenExecutor:
        return None


def _answers(work: Work, batch: list[Line], future: Future[list[Answer]] | None) -> list[Answer]:
    try:
        return future.result() if future else _worked(work, batch)
    except BrokenExecutor:
        return _worked(work, batch)


def _worked(work: Work, batch: list[Line]) -> list[Answer]:
    return [work(line) for line in batch]


def _follow_the_parent() -> None:
    """Leave interrupts to the parent, and end when it has ended, in whatever way."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
