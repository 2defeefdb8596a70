"""A service leaves no file that others may read, and no dump of its memory."""

import subprocess
import sys
from pathlib import Path

HARDENED = """
import os, pathlib, resource, sys
from scribe.hardening import harden
os.umask(0)
harden()
pathlib.Path(sys.argv[1]).touch(mode=0o666)
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
"""


def told(path: Path, *before: str) -> str:
    """What the limits are in a process of its own: they cannot be raised again."""
    command = [*before, sys.executable, "-c", HARDENED, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_files_are_for_this_user_alone_whatever_the_umask(tmp_path: Path) -> None:
    told(tmp_path / "made")

    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o600


def test_no_dump_of_memory_is_written(tmp_path: Path) -> None:
    assert told(tmp_path / "made") == "(1, 1)"


def test_a_lower_limit_stays(tmp_path: Path) -> None:
    assert told(tmp_path / "made", "sh", "-c", 'ulimit -c 0; exec "$@"', "sh") == "(0, 0)"
