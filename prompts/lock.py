"""The lock: one line per released prompt, ``<sha256>  <name>/<version>.md``."""

import hashlib
from pathlib import Path

from prompts import FOLDER

LOCK = FOLDER / "prompts.lock"


class PromptChanged(Exception):
    """A released prompt was changed or removed."""


def hashes(folder: Path = FOLDER) -> dict[str, str]:
    """The SHA-256 of every prompt file in a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*/v*.md"))
    }


def locked(lock: Path = LOCK) -> dict[str, str]:
    """What the lock says."""
    lines = lock.read_text("utf-8").splitlines() if lock.exists() else []
    return {path: sha256 for sha256, path in (line.split() for line in lines)}


def problems(folder: Path = FOLDER, lock: Path = LOCK) -> list[str]:
    """Each way in which the folder and the lock differ, as a sentence that says what to do."""
    here, there = hashes(folder), locked(lock)
    changed = [f"{path} was released and has changed: write the next version." for path in there if path in here
               and here[path] != there[path]]  # fmt: skip
    gone = [f"{path} was released and is gone: put it back." for path in there if path not in here]
    new = [f"{path} is not in the lock: run python -m prompts --write." for path in here if path not in there]
    return changed + gone + new


def write(folder: Path = FOLDER, lock: Path = LOCK) -> None:
    """Add new prompts to the lock. Raises PromptChanged rather than accept a changed or missing one."""
    broken = [problem for problem in problems(folder, lock) if "is not in the lock" not in problem]
    if broken:
        raise PromptChanged("\n".join(broken))
    lines = [f"{sha256}  {path}\n" for path, sha256 in hashes(folder).items()]
    lock.write_text("".join(lines), "utf-8")
