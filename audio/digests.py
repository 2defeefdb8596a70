"""Digests: the sha256 of large files, computed once and remembered beside a cache by size and modification time."""

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

_CHUNK_BYTES = 1 << 20


def sha256_of(paths: Iterable[Path]) -> str:
    """The sha256 of the files' bytes, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
    return digest.hexdigest()


def remembered_sha256(path: Path, memory: Path) -> str:
    """The sha256 of a file, from ``memory`` (a folder) where size and modification time are as they were."""
    note = memory / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]}.json"
    state = path.stat()
    stamp = [state.st_size, state.st_mtime_ns]
    try:
        known = json.loads(note.read_text())
        if known["stamp"] == stamp:
            return str(known["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    sha256 = sha256_of([path])
    write_whole(note, json.dumps({"stamp": stamp, "sha256": sha256}))
    return sha256


def write_whole(target: Path, text: str) -> None:
    """Writes a small file at once or not at all. A folder that cannot be written only costs the memory."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=target.parent, prefix=".new-", delete=False) as file:
            file.write(text)
        Path(file.name).replace(target)
    except OSError:
        return
