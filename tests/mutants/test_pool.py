"""The pool: an answer from each child, and an end for those that give none."""

import os
import time

from tests.mutants.pool import run


def test_every_task_has_its_answer() -> None:
    endings = list(run(["a", "b", "c"], str.upper, workers=2, limit=30))

    assert sorted(ending.answer or "" for ending in endings) == ["A", "B", "C"]


def test_a_child_that_hangs_is_ended() -> None:
    def hang(task: str) -> str:
        time.sleep(60)
        return task

    (ending,) = run(["a"], hang, workers=1, limit=0.2)

    assert ending.timed_out
    assert ending.answer is None


def test_a_child_that_dies_has_no_answer() -> None:
    def die(task: str) -> str:
        os._exit(3)

    (ending,) = run(["a"], die, workers=1, limit=30)

    assert ending.answer is None
    assert not ending.timed_out


def test_a_child_changes_nothing_here() -> None:
    seen: list[str] = []

    def see(task: str) -> str:
        seen.append(task)
        return task

    list(run(["a"], see, workers=1, limit=30))

    assert seen == []
