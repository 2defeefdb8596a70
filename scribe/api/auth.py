"""The key of the local single-user mode: made on the first start, kept with mode 0600, sent as a bearer token."""

import secrets
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response

from scribe.api.errors import problem
from scribe.store.rescue import write_private

KEY_FILE = "api_key"


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


def refuse(headers: Headers, key: str) -> Response | None:
    """A 401 problem where the request does not carry the key, else None."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secrets.compare_digest(token.strip().encode(), key.encode()):
        return None
    return problem(
        HTTPStatus.UNAUTHORIZED,
        "not-authenticated",
        "Send Authorization: Bearer with the key in $SCRIBE_DATA_DIR/api_key.",
        {"WWW-Authenticate": "Bearer"},
    )
