"""Access: which roles may use which route. One table; a route without a line answers 403 to everybody."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import WebSocketException
from starlette.requests import HTTPConnection

from scribe.api.errors import Refusal
from scribe.api.principals import principal_of
from scribe.schema.principal import Role

WEBSOCKET = "WEBSOCKET"
"""Stands where a WebSocket has no method."""

OPEN_PATHS = frozenset({"/healthz", "/readyz", "/openapi.json", "/metrics"})
"""Open to whoever reaches the port: probes and scrapers carry no key, and none of these holds patient data."""

_RECORDS = frozenset({Role.CLINICIAN, Role.SERVICE})
"""They begin visits and send sound."""
_READS = frozenset({Role.CLINICIAN, Role.CODER, Role.QA, Role.SERVICE})
"""They read what came of a visit."""
_LISTENS = frozenset({Role.CLINICIAN})
_SIGNS = frozenset({Role.CLINICIAN})
"""They answer for what a note says."""
_MANAGES = frozenset({Role.ADMIN})
"""They decide how long a visit is kept, and read no words of it."""
_SEES = _READS | _MANAGES
"""They see which visits there are; an administrator without what was told (scribe.api.pages)."""

_ONE = "/v1/encounters/{encounter_id}"
ACCESS: Mapping[tuple[str, str], frozenset[Role]] = {
    ("POST", "/v1/notes"): _RECORDS,
    ("POST", "/v1/encounters"): _RECORDS,
    ("GET", "/v1/encounters"): _SEES,
    ("GET", _ONE): _SEES,
    ("DELETE", _ONE): _MANAGES,
    ("PUT", f"{_ONE}/consent"): _RECORDS,
    ("PUT", f"{_ONE}/legal-hold"): _MANAGES,
    ("DELETE", f"{_ONE}/legal-hold"): _MANAGES,
    ("OPTIONS", f"{_ONE}/audio"): _RECORDS,
    ("HEAD", f"{_ONE}/audio"): _RECORDS,
    ("PATCH", f"{_ONE}/audio"): _RECORDS,
    ("GET", f"{_ONE}/audio/content"): _LISTENS,
    ("POST", f"{_ONE}/finalize"): _RECORDS,
    ("POST", f"{_ONE}/cancel"): _RECORDS,
    ("POST", f"{_ONE}/retry"): _RECORDS,
    ("GET", f"{_ONE}/events"): _READS,
    ("GET", f"{_ONE}/transcript"): _READS,
    ("GET", f"{_ONE}/draft"): _READS,
    ("GET", f"{_ONE}/export"): _READS,
    ("GET", f"{_ONE}/note"): _READS,
    ("GET", f"{_ONE}/note/history"): _READS,
    ("POST", f"{_ONE}/note/edits"): _SIGNS,
    ("POST", f"{_ONE}/note/answers"): _SIGNS,
    ("POST", f"{_ONE}/note/overrides"): _SIGNS,
    ("POST", f"{_ONE}/note/sign"): _SIGNS,
    ("POST", f"{_ONE}/note/addenda"): _SIGNS,
    ("GET", f"{_ONE}/audit"): _MANAGES,
    (WEBSOCKET, f"{_ONE}/live"): _RECORDS,
}
"""Method and template of each route to the roles of which one suffices."""


def allowed(connection: HTTPConnection) -> None:
    """The dependency of every route: refuses a caller who holds none of the route's roles with 403."""
    route = str(getattr(connection.scope.get("route"), "path", ""))
    if route in OPEN_PATHS:
        return
    is_socket = connection.scope["type"] == "websocket"
    method = WEBSOCKET if is_socket else str(connection.scope["method"])
    if principal_of(connection).has(*ACCESS.get((method, route), ())):
        return
    if is_socket:
        raise WebSocketException(1008)  # before the accept: a 403
    raise Refusal(HTTPStatus.FORBIDDEN, "not-allowed", "Your roles do not allow this.")


def role_table() -> str:
    """``ACCESS`` as the table of docs/security.md."""
    lines = [f"| route | {' | '.join(Role)} |", "|---" * (len(Role) + 1) + "|"]
    for (method, path), roles in ACCESS.items():
        marks = ("yes" if role in roles else "" for role in Role)
        lines.append(f"| `{method} {path}` | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"
