"""The key of the local single-user mode: made on the first start, kept with mode 0600, sent as a bearer token."""

import os
import secrets
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response

from scribe.api.errors import problem
from scribe.schema.errors import SettingsError
from scribe.store.rescue import fsync_folder, write_private

KEY_FILE = "api_key"
BEARER = "bearer."
"""Before the key in the subprotocol of a WebSocket."""


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


def refuse(headers: Headers, key: str) -> Response | None:
    """A 401 problem where the request does not carry the key, else None."""
    if _is_right(headers, key):
        return None
    return problem(
        HTTPStatus.UNAUTHORIZED,
        "not-authenticated",
        "Send Authorization: Bearer with the key in $SCRIBE_DATA_DIR/api_key.",
        {"WWW-Authenticate": "Bearer"},
    )


def opens_socket(headers: Headers, subprotocols: list[str], key: str) -> bool:
    """Whether a WebSocket carries the key: as a request does, or as the subprotocol ``bearer.<key>``.

    A browser cannot set headers on a WebSocket, and a key in the address would stand in logs.
    """
    offered = [one.removeprefix(BEARER) for one in subprotocols if one.startswith(BEARER)]
    return _is_right(headers, key) or any(_same(one, key) for one in offered)


def _is_right(headers: Headers, key: str) -> bool:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and _same(token.strip(), key)


def _same(given: str, key: str) -> bool:
    return secrets.compare_digest(given.encode(), key.encode())
