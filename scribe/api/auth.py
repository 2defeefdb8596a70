"""Credentials: the key of the local single-user mode, and where a request carries a key or a token."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import Headers

from scribe.store.rescue import write_private

KEY_FILE = "api_key"
BEARER = "bearer."
"""Before the key or token in the subprotocol of a WebSocket."""
LONGEST_CREDENTIAL = 8192
"""Characters. A token of an identity provider has some thousand."""


def load_or_make_key(data_dir: Path) -> tuple[str, bool]:
    """The key of this installation, and whether it was made just now."""
    path = data_dir / KEY_FILE
    if path.is_file() and (kept := path.read_text(encoding="utf-8").strip()):
        path.chmod(0o600)  # whoever copied it may have opened it to others
        return kept, False
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_urlsafe(32)
    write_private(path, key + "\n")
    return key, True


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
