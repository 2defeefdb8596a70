"""The lock that says whether a worker lives."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from scribe.jobs.liveness import AdvisoryLocks, FileLocks, Liveness, open_liveness
from scribe.store.store import Places
from tests.jobs.conftest import until

HOLDING = """
import sys, time
from pathlib import Path
from scribe.jobs.liveness import open_liveness
from scribe.store.store import Places
mine = open_liveness(Places(Path(sys.argv[1]), sys.argv[2] or None))
mine.hold("worker")
print("held", flush=True)
time.sleep(60)
"""


def test_a_worker_lives_while_it_holds_its_lock(places: Places) -> None:
    mine, peer = open_liveness(places), open_liveness(places)

    mine.hold("worker")
    living = (peer.is_dead("worker"), peer.alive(), mine.alive())
    mine.release()

    assert living == (False, 1, 1)
    assert peer.is_dead("worker")
    assert peer.alive() == 0
    peer.release()


def test_a_worker_nobody_heard_of_is_dead(places: Places) -> None:
    peer = open_liveness(places)

    assert peer.is_dead("never")
    peer.release()


def test_looking_at_a_dead_worker_does_not_make_it_live(places: Places) -> None:
    one, other = open_liveness(places), open_liveness(places)

    assert one.is_dead("worker")
    assert other.is_dead("worker")
    assert (one.alive(), other.alive()) == (0, 0)
    one.release()
    other.release()


def test_a_killed_worker_is_dead_at_once(places: Places) -> None:
    arguments = [sys.executable, "-c", HOLDING, str(places.data_dir), places.database_url or ""]
    peer = open_liveness(places)
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    process.stdout.readline()
    before = peer.is_dead("worker")

    process.kill()
    process.communicate()

    assert not before
    until(lambda: peer.is_dead("worker"), 2.0)
    peer.release()


@pytest.fixture
def address(new_database: Callable[[], str]) -> str:
    return new_database()


def test_a_lost_connection_is_noticed_and_the_lock_taken_again(tmp_path: Path, address: str) -> None:
    places = Places(tmp_path, address)
    mine, peer = open_liveness(places), open_liveness(places)
    mine.hold("worker")
    with psycopg.connect(address) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    until(lambda: peer.is_dead("worker"), 2.0)

    mine.keep()

    assert isinstance(mine, AdvisoryLocks)
    assert not peer.is_dead("worker")
    mine.release()
    peer.release()


def test_a_lock_file_somebody_removed_is_made_again(tmp_path: Path) -> None:
    mine: Liveness = open_liveness(Places(tmp_path))
    mine.hold("worker")
    (tmp_path / "workers" / "worker.lock").unlink()

    mine.keep()

    assert not FileLocks(tmp_path / "workers").is_dead("worker")
    mine.release()
