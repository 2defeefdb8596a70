"""Credentials: the key of the local single-user mode, and where a request carries a key or a token."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import Headers

from scribe.schema.errors import SettingsError
from scribe.store.rescue import fsync_folder, write_private

KEY_FILE = "api_key"
BEARER = "bearer."
"""Before the key or token in the subprotocol of a WebSocket."""
LONGEST_CREDENTIAL = 8192
"""Characters. A token of an identity provider has some thousand."""


def load_or_make_key(data_dir: Path) -> tuple[str, bool]:
    """The key of this installation, and whether it was made just now. Raises OSError, SettingsError."""
    path = data_dir / KEY_FILE
    if path.is_file() and (kept := _read(path)):
        path.chmod(0o600)  # whoever copied it may have opened it to others
        return kept, False
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = secrets.token_urlsafe(32)
    key = _first(path, made)
    return key, key == made


def _first(path: Path, made: str) -> str:
    """The key in the file: the made one, or that of another process that starts at this moment and was first."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.first")
    try:
        write_private(part, made + "\n")
        os.link(part, path)
    except FileExistsError:
        if kept := _read(path):
            return kept
        part.replace(path)  # it was there and empty
    finally:
        part.unlink(missing_ok=True)
    fsync_folder(path.parent)
    return made


def _read(path: Path) -> str:
    kept = path.read_text(encoding="ascii", errors="replace").strip()
    if not (kept.isascii() and kept.isprintable()):
        raise SettingsError(f"The API key in {path} is damaged.", "Put it back, or remove it: a new one is made.")
    return kept


def credential_of(headers: Headers, subprotocols: Sequence[str] = ()) -> str:
    """The key or token as it was shown; empty where none was.

    A browser cannot set headers on a WebSocket, and a key in the address would stand in logs: there it comes as the
    subprotocol ``bearer.<key>``.
    """
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and shown.strip():
        return shown.strip()
    return next((one.removeprefix(BEARER) for one in subprotocols if one.startswith(BEARER)), "")


def is_same(shown: str, key: str) -> bool:
    """Whether both are one, told in a time that does not depend on where they differ."""
    return secrets.compare_digest(shown.encode(), key.encode())
