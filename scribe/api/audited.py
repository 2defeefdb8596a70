"""Audited: each reading and writing of a visit's words stands in the audit log before its answer leaves.

Pure ASGI, behind the gate that knows the caller. Where the log cannot be written, the answer is a refusal: nothing
is shown that is not told of. What the store
itself tells of (writes to a note, retries, consent, holds, deletions) is told by the transaction that keeps it.
"""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scribe.api.errors import problem_of
from scribe.api.principals import principal_of
from scribe.clock import now
from scribe.schema.audit import AuditEvent, event_of
from scribe.schema.errors import ScribeError
from scribe.store.store import Store

_LIST = "/v1/encounters"
_ONE = "/v1/encounters/{encounter_id}"
ACTIONS: Mapping[tuple[str, str], str] = {
    ("POST", "/v1/encounters"): "encounter.create",
    ("POST", "/v1/notes"): "encounter.create",
    ("GET", _LIST): "encounter.list",
    ("GET", _ONE): "encounter.read",
    ("PATCH", f"{_ONE}/audio"): "audio.write",
    ("GET", f"{_ONE}/audio/content"): "audio.read",
    ("POST", f"{_ONE}/finalize"): "encounter.finalize",
    ("POST", f"{_ONE}/cancel"): "job.cancel",
    ("GET", f"{_ONE}/transcript"): "transcript.read",
    ("GET", f"{_ONE}/draft"): "draft.read",
    ("GET", f"{_ONE}/export"): "note.export",
    ("GET", f"{_ONE}/note"): "note.read",
    ("GET", f"{_ONE}/note/history"): "history.read",
    ("GET", f"{_ONE}/audit"): "audit.read",
    ("WEBSOCKET", f"{_ONE}/live"): "visit.live",
}
"""By method and route; what the store itself tells of is not here. Events and counts hold no words; a note in
one request is kept nowhere."""
_ID = re.compile(r"^[0-9a-f]{32}\Z")
"""Of an encounter: anything else in an address may be words of a client and is told nowhere."""
_ANSWERS = {"http": "http.response.start", "websocket": "websocket.accept"}


class Audited:
    """Around the routes."""

    def __init__(self, app: ASGIApp, store: Callable[[], Store]) -> None:
        self.app, self.store = app, store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in _ANSWERS:
            await self.app(scope, receive, send)
            return
        refused = False

        async def told(message: Message) -> None:
            nonlocal refused
            if refused:
                return
            if message["type"] == _ANSWERS[scope["type"]] and (event := _event(scope, message)):
                try:
                    await to_thread.run_sync(lambda: self.store().audit.record(event, now()))
                except ScribeError as error:
                    refused = True
                    await _refuse(error, scope, receive, send)
                    return
            await send(message)

        await self.app(scope, receive, told)


async def _refuse(error: ScribeError, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1011})
        return
    await problem_of(error)(scope, receive, send)


def _event(scope: Scope, message: Message) -> AuditEvent | None:
    """What to tell of an answer; nothing of a refusal, which showed and changed nothing."""
    if message.get("status", HTTPStatus.OK) >= HTTPStatus.BAD_REQUEST:
        return None
    line = scope.get("method", "WEBSOCKET"), str(getattr(scope.get("route"), "path", ""))
    action = ACTIONS.get(line)
    if action is not None and line == ("GET", _LIST):  # of no encounter: of all that the page shows
        return event_of(principal_of(HTTPConnection(scope)), action)
    encounter_id = scope.get("path_params", {}).get("encounter_id") or _made(message)
    if action is None or encounter_id is None or not _ID.match(encounter_id):  # a socket opens before it looks
        return None
    return event_of(principal_of(HTTPConnection(scope)), action, encounter_id)


def _made(message: Message) -> str | None:
    """The encounter that an answer says was made."""
    location = Headers(raw=message.get("headers", [])).get("location", "")
    return location.removeprefix("/v1/encounters/") or None
