"""Rescue: what a command already heard is put in the data folder when a later step fails."""

import os
import secrets
from pathlib import Path

from scribe.schema.transcript import Transcript


def keep_transcript(data_dir: Path, encounter_id: str, transcript: Transcript) -> Path:
    """Write the transcript to ``<data_dir>/rescued/<id>.json``, readable by this user alone; gives the path."""
    path = _folder(data_dir) / f"{_file_name(encounter_id)}.json"
    write_private(path, transcript.model_dump_json(indent=2) + "\n")
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 by way of a neighbour and a rename: whole or not at all, and on disk."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """The names in a folder survive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folder(data_dir: Path) -> Path:
    folder = data_dir / "rescued"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _file_name(encounter_id: str) -> str:
    """A caller's id made safe as a file name."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in encounter_id)
