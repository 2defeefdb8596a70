"""The worker that the API keeps beside itself."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from scribe.api.embedded import EmbeddedWorker
from scribe.store.store import Places, open_store
from tests.jobs.conftest import TOLD, finalized, is_over, until

UNTIL_EOF = "import os, sys; print('began', file=sys.stderr, flush=True); os.read(0, 1)"
PARENT = """
import sys, time
from scribe.api.embedded import EmbeddedWorker
worker = EmbeddedWorker((sys.executable, "-c", sys.argv[1]))
worker.start()
while worker.pid is None:
    time.sleep(0.01)
print(worker.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def worker() -> Iterator[EmbeddedWorker]:
    made = EmbeddedWorker((sys.executable, "-c", UNTIL_EOF), first_wait_s=0.05)
    made.start()
    until(lambda: made.pid)
    yield made
    made.stop()


def test_a_worker_that_was_killed_is_started_anew(worker: EmbeddedWorker) -> None:
    first = worker.pid
    assert first is not None

    os.kill(first, signal.SIGKILL)
    until(lambda: worker.pid not in (None, first))

    assert worker.pid != first


def test_the_worker_ends_with_the_api(worker: EmbeddedWorker) -> None:
    first = worker.pid
    assert first is not None

    worker.stop()

    assert worker.pid is None
    assert not lives(first)


def test_the_worker_ends_when_the_api_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, UNTIL_EOF],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    until(lambda: not lives(pid), 5.0)


def lives(pid: int) -> bool:
    """Whether the process runs (one that nobody has waited for yet does not)."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    return False


def test_serve_drafts_what_was_finalized_and_ends_its_worker(tmp_path: Path) -> None:
    store = open_store(Places(tmp_path))
    served = subprocess.Popen(
        [sys.executable, "-m", "scribe.cli", "serve", "--port", "0"],
        env={**os.environ, "SCRIBE_DATA_DIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    encounter_id = finalized(store, TOLD)
    until(is_over(store, encounter_id), 30.0)

    served.terminate()
    said = served.communicate(timeout=30)[1].decode()

    assert store.encounters.get(encounter_id).revision == 1
    assert "worker stopped" in said
    assert served.returncode == 0
    store.close()


def test_a_worker_that_could_not_be_started_is_started_when_it_can(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "worker"
    made = EmbeddedWorker((str(program),), first_wait_s=0.05)
    made.start()
    until(lambda: "could not be started" in capsys.readouterr().err)

    program.write_text(f"#!{sys.executable}\n{UNTIL_EOF}")
    program.chmod(0o700)
    until(lambda: made.pid)
    pid = made.pid
    made.stop()

    assert pid is not None
