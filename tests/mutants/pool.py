"""A pool of forked processes: each task in a child of its own, with a limit of time; the answer comes by pipe."""

import os
import select
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class Ending(Generic[Task]):
    """How a task ended. ``answer`` is None where the child died, or ran past the limit and was killed."""

    task: Task
    answer: str | None
    seconds: float
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class _Child(Generic[Task]):
    task: Task
    process: int
    pipe: int
    started: float


def run(
    tasks: Iterable[Task], work: Callable[[Task], str], *, workers: int, limit: float
) -> Iterator[Ending[Task]]:
    """Endings as they come. ``work`` runs in the child; its answer must be short (a pipe holds 64 kB)."""
    waiting, running = iter(tasks), dict[int, _Child[Task]]()
    try:
        while True:
            while len(running) < workers and (task := next(waiting, None)) is not None:
                child = _start(task, work)
                running[child.pipe] = child
            if not running:
                return
            ready, _, _ = select.select(list(running), [], [], 0.5)
            late = [pipe for pipe, c in running.items() if time.monotonic() - c.started > limit]
            for pipe in dict.fromkeys([*ready, *late]):
                yield _end(running.pop(pipe), timed_out=pipe not in ready)
    finally:
        for child in running.values():
            _end(child, timed_out=True)


def _start(task: Task, work: Callable[[Task], str]) -> _Child[Task]:
    reading, writing = os.pipe()
    started = time.monotonic()
    with warnings.catch_warnings():
        # Python 3.12 warns of other threads; the child runs none of theirs, and ends without cleaning up.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        os.close(reading)
        _in_child(task, work, writing)
    os.close(writing)
    return _Child(task, process, reading, started)


def _in_child(task: Task, work: Callable[[Task], str], writing: int) -> None:
    """Never returns. What the work prints is of no interest."""
    os.setsid()
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.write(writing, work(task).encode("utf-8"))
        status = 0
    except BaseException:  # noqa: BLE001 - no test of a mutant may end more than its own process
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(status)


def _end(child: _Child[Task], *, timed_out: bool) -> Ending[Task]:
    if timed_out:
        os.killpg(child.process, signal.SIGKILL)
    answer = b"" if timed_out else b"".join(iter(lambda: os.read(child.pipe, 65536), b""))
    os.close(child.pipe)
    os.waitpid(child.process, 0)
    seconds = time.monotonic() - child.started
    return Ending(child.task, answer.decode("utf-8") or None, seconds, timed_out)
