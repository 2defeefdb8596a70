"""The gate before every route: who may come in, and how much they may send. Pure ASGI, so bodies still stream."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scribe.api.access import OPEN_PATHS
from scribe.api.auth import BEARER, credential_of
from scribe.api.door import Door
from scribe.api.errors import Refusal, problem_of, refused
from scribe.api.incoming import bounded, check_head
from scribe.api.principals import remember
from scribe.api.watching import Watch, watched_receive, watched_send
from scribe.logs import log
from scribe.schema.errors import NotAuthenticated, ScribeError, as_scribe_error
from scribe.schema.principal import LOCAL_USER

PROTOCOL = "scribe"
"""The subprotocol that a browser offers beside its key, and that is answered."""
_POLICY_VIOLATION, _INTERNAL_ERROR = 1008, 1011
_ANSWERS = "websocket.http.response"
"""The extension by which a server lets a WebSocket be refused with a status of its own."""


@dataclass(frozen=True)
class Bounds:
    """Of one body: its bytes, and the seconds between two pieces of it."""

    max_body_bytes: int
    patience_s: float = 30.0


class Guard:
    """Refuses a request or a WebSocket of nobody known, and a body over the bounds; notes who the caller is."""

    def __init__(self, app: ASGIApp, door: Door, bounds: Bounds) -> None:
        self.app, self.door, self.bounds = app, door, bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self._request(scope, receive, _never_stored(send))

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer. What it raises ends here: a server's traceback could hold words of the visit."""
        began = False

        async def noting(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            headers, sending = Headers(scope=scope), cast(Send, noting)
            check_head(scope, headers, self.bounds.max_body_bytes)
            if scope["path"] not in OPEN_PATHS and (watch := await self._let_in(scope, credential_of(headers))):
                sending = watched_send(noting, watch)
            await self.app(scope, bounded(receive, self.bounds.max_body_bytes, self.bounds.patience_s), sending)
            return
        except Exception as error:  # noqa: BLE001  # named by its class alone
            answer = _answer(error)
        if not began:
            await answer(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A close before the accept is a 403. The key is taken out of what was offered: nobody answers with it."""
        offered = scope.get("subprotocols") or []
        try:
            headers = Headers(scope=scope)
            check_head(scope, headers, self.bounds.max_body_bytes)
            watch = await self._let_in(scope, credential_of(headers, offered))
        except Exception as error:  # noqa: BLE001  # named by its class alone
            await receive()
            await _refuse_socket(error, scope, receive, send)
            return
        left = [one for one in offered if not one.startswith(BEARER)]

        async def naming(message: Message) -> None:
            if message["type"] == "websocket.accept" and PROTOCOL in left and not message.get("subprotocol"):
                message = {**message, "subprotocol": PROTOCOL}  # a browser that offered some wants one named
            await send(message)

        # In place, not in a copy: the route is noted in the scope, and read outside to be counted and logged.
        scope["subprotocols"] = left
        try:
            await self.app(scope, watched_receive(receive, watch) if watch else receive, naming)
        except Exception as error:  # noqa: BLE001  # named by its class alone
            log("unexpected", code=type(error).__name__)
            with suppress(Exception):  # it may be closed already
                await send({"type": "websocket.close", "code": _INTERNAL_ERROR})

    async def _let_in(self, scope: Scope, shown: str) -> Watch | None:
        """Notes who the caller is. Gives a watch on an API key or a token, which may end; the local key does not.

        Raises as ``Door.caller``.
        """
        client = scope.get("client")
        principal = await self.door.caller(shown, str(client[0]) if client else "")
        remember(scope, principal)
        return None if principal is LOCAL_USER else Watch(partial(self.door.still_opens, shown))


async def _refuse_socket(error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
    """What passes (429, 503) is told as such where the server can: a client is to try again then."""
    if not isinstance(error, NotAuthenticated) and _ANSWERS in (scope.get("extensions") or {}):
        await _answer(error)(scope, receive, send)
        return
    await send({"type": "websocket.close", "code": _POLICY_VIOLATION})


def _answer(error: Exception) -> Response:
    if isinstance(error, Refusal):
        return refused(error)
    if not isinstance(error, ScribeError):
        log("unexpected", code=type(error).__name__)
    return problem_of(as_scribe_error(error))


def _never_stored(send: Send) -> Send:
    """No cache may keep an answer, a refusal neither."""

    async def noting(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
        await send(message)

    return noting
