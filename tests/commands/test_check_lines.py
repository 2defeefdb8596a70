"""``scribe check -``: an answer a line in the order of the lines, whatever the lines are and whoever reads."""

import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from scribe.commands.batches import in_order
from scribe.commands.interrupt import Interruptible
from scribe.commands.progress import DocumentCount

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "scribe.cli", "check", "-", "--format", "jsonl")
PAIN = b'{"id":"f1","kind":"diagnosis","value":"low back pain","speaker_role":"clinician","evidence":[%s]}'
QUOTE = b'{"segment_id":"s1","quote":"low back pain","start_char":0,"end_char":13,"speaker_role":"clinician"}'
VISIT = b'{"encounter":{"date_of_service":"2026-11-20"},"facts":[' + PAIN % QUOTE + b"]}"


def _checked(sent: bytes, *more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *more], input=sent, capture_output=True, cwd=ROOT, check=False)


def _kinds(answers: bytes) -> list[Any]:
    """The disposition of each answer, or the number of the line at fault."""
    read = [json.loads(line) for line in answers.splitlines()]
    return [answer.get("disposition") or answer["line"] for answer in read]


READY = "ready_for_review"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (VISIT, [READY]),
        (VISIT + b"\r\n" + VISIT + b"\r\n", [READY, READY]),
        (b"\n  \n" + VISIT + b"\n\n", [READY]),
        (b"\xef\xbb\xbf" + VISIT + b"\n" + VISIT, [READY, READY]),
        (VISIT + b"\nnot JSON\n" + VISIT, [READY, 2, READY]),
        (VISIT + b"\n\n" + VISIT.replace(b"low", b"l\xff\xfew") + b"\n" + VISIT, [READY, 3, READY]),
        (VISIT + b"\n" + VISIT.replace(b"low", b"l\x00w"), [READY, 2]),
        (b"", []),
    ],
    ids=["no newline at the end", "CRLF", "blank lines", "BOM", "no JSON", "no UTF-8", "a zero byte", "nothing"],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_line_has_its_answer_in_its_place(sent: bytes, expected: list[Any], jobs: str) -> None:
    assert _kinds(_checked(sent, "--jobs", jobs).stdout) == expected


def test_a_line_of_many_megabytes_is_answered_like_any_other() -> None:
    long = (
        VISIT[:-1] + b',"transcript":{"segments":[{"id":"s1","text":"low back pain' + b" and" * 2_000_000 + b'"}]}}'
    )

    assert _kinds(_checked(b"\n".join([VISIT, long, VISIT])).stdout) == [READY, "hold_for_query", READY]


def test_an_answer_is_there_before_the_next_line_is_sent() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        answers = []
        for _ in range(3):
            asked.stdin.write(VISIT + b"\n")
            asked.stdin.flush()
            answers.append(asked.stdout.readline())

    assert _kinds(b"".join(answers)) == [READY] * 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_ends_the_check_without_a_word(jobs: str) -> None:
    with subprocess.Popen(
        [*COMMAND, "--jobs", jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as asked:
        assert asked.stdout is not None
        asked.stdout.close()
        asked.stdout = None
        _, said = asked.communicate((VISIT + b"\n") * 2000)

    assert (asked.returncode, said) == (141, b"")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_the_check_in_one_line(jobs: str) -> None:
    with subprocess.Popen(
        [*COMMAND, "--jobs", jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=ROOT, start_new_session=True,
    ) as asked:  # fmt: skip
        assert asked.stdin is not None
        assert asked.stdout is not None
        asked.stdin.write((VISIT + b"\n") * 200)
        asked.stdin.flush()
        asked.stdout.readline()
        os.killpg(asked.pid, signal.SIGINT)
        _, said = asked.communicate()

    assert (asked.returncode, said) == (130, b"scribe: interrupted\n")


def test_several_processes_give_the_same_bytes_as_one() -> None:
    visits = sorted((ROOT / "tests" / "guardrails" / "visits").glob("v*.json"))
    lines = [json.dumps(json.loads(path.read_bytes())).encode() for path in visits] * 20

    one, three = _checked(b"\n".join(lines)), _checked(b"\n".join(lines), "--jobs", "3")

    assert (one.returncode, one.stdout) == (three.returncode, three.stdout)


def _upper(line: tuple[int, bytes]) -> tuple[bytes, int]:
    if line[0] == 100 and multiprocessing.parent_process():
        os._exit(9)  # as a process does that is killed for memory
    return line[1].upper(), line[0]


def test_a_process_that_dies_costs_no_line_its_answer() -> None:
    lines = [(number, b"line") for number in range(500)]

    assert list(in_order(_upper, lines, jobs=2)) == [(b"LINE", number) for number in range(500)]


def test_processes_do_not_outlive_the_one_that_started_them() -> None:
    with subprocess.Popen(
        [*COMMAND, "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        asked.stdin.write((VISIT + b"\n") * 200)
        asked.stdin.flush()
        asked.stdout.readline()
        workers = Path(f"/proc/{asked.pid}/task/{asked.pid}/children").read_text().split()
        asked.kill()

    assert workers
    assert _gone(workers)


def _gone(processes: Sequence[str]) -> bool:
    deadline = time.monotonic() + 10
    while any(Path("/proc", process).exists() for process in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(Path("/proc", process).exists() for process in processes)


def test_progress_is_a_few_lines_where_nobody_watches() -> None:
    shown = io.StringIO()
    count = DocumentCount(shown)

    for _ in range(25_000):
        count.one_more()
    count.close()

    assert shown.getvalue().splitlines() == [
        "checked 10000 documents",
        "checked 20000 documents",
        "checked 25000 documents in all",
    ]


def test_few_documents_are_no_matter_for_progress() -> None:
    assert _checked(VISIT).stderr == b""


def _interrupt(times: int, taken: list[bytes]) -> None:
    with Interruptible() as interruptible:
        for line in interruptible.each([b"one", b"two"]):
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
            taken.append(line)


@pytest.mark.parametrize(("times", "finished"), [(1, [b"one"]), (2, [])])
def test_an_interrupt_ends_before_the_next_line_and_a_second_one_at_once(times: int, finished: list[bytes]) -> None:
    taken: list[bytes] = []

    with pytest.raises(KeyboardInterrupt):
        _interrupt(times, taken)

    assert taken == finished


def _interrupt_at_the_end(taken: list[bytes]) -> None:
    with Interruptible() as interruptible:
        taken += interruptible.each([b"one"])
        os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_that_is_told_after_the_last_line_is_not_lost() -> None:
    taken: list[bytes] = []

    with pytest.raises(KeyboardInterrupt):
        _interrupt_at_the_end(taken)

    assert taken == [b"one"]
