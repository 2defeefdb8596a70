"""The gate before every route: who may come in, and how much they may send. Pure ASGI, so bodies still stream."""

from contextlib import suppress
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scribe.api.auth import BEARER, opens_socket, refuse
from scribe.api.bodies import plain_number
from scribe.api.errors import problem
from scribe.logs import log
from scribe.schema.errors import as_scribe_error

OPEN_PATHS = frozenset({"/healthz", "/readyz", "/openapi.json", "/metrics"})
"""Open to whoever reaches the port: probes and scrapers carry no key, and none of these holds patient data."""

PROTOCOL = "scribe"
"""The subprotocol that a browser offers beside its key, and that is answered."""
_POLICY_VIOLATION, _INTERNAL_ERROR = 1008, 1011


class BodyTooLarge(Exception):
    """More bytes came than the limit allows."""


class Guard:
    """Refuses a request or a WebSocket without the key (401, 403) and a body over the limit (413)."""

    def __init__(self, app: ASGIApp, key: str, max_body_bytes: int) -> None:
        self.app, self.key, self.max_body_bytes = app, key, max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, send = Headers(scope=scope), _never_stored(send)
        refusal = None if scope["path"] in OPEN_PATHS else refuse(headers, self.key)
        if refusal is None and self._declares_too_much(headers):
            refusal = self._too_large()
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._answered(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A close before the accept is a 403. The key is taken out of what was offered: nobody answers with it."""
        offered = scope.get("subprotocols") or []
        if not opens_socket(Headers(scope=scope), offered, self.key):
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        left = [one for one in offered if not one.startswith(BEARER)]

        async def naming(message: Message) -> None:
            if message["type"] == "websocket.accept" and PROTOCOL in left and not message.get("subprotocol"):
                message = {**message, "subprotocol": PROTOCOL}  # a browser that offered some wants one named
            await send(message)

        # In place, not in a copy: the route is noted in the scope, and read outside to be counted and logged.
        scope["subprotocols"] = left
        try:
            await self.app(scope, receive, naming)
        except Exception as error:  # noqa: BLE001  # named by its class alone
            log("unexpected", code=type(error).__name__)
            with suppress(Exception):  # it may be closed already
                await send({"type": "websocket.close", "code": _INTERNAL_ERROR})

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer. What it raises ends here: a server's traceback could hold words of the visit."""
        began = False

        async def noting(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self.app(scope, self._counted(receive), noting)
            return
        except BodyTooLarge:
            answer = self._too_large()
        except Exception as error:  # noqa: BLE001  # named by its class alone
            log("unexpected", code=type(error).__name__)
            answer = problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected", str(as_scribe_error(error)))
        if not began:
            await answer(scope, receive, send)

    def _declares_too_much(self, headers: Headers) -> bool:
        """A length that is no plain number is left to the count."""
        return (plain_number(headers.get("content-length", "")) or 0) > self.max_body_bytes

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.max_body_bytes:
                raise BodyTooLarge
            return message

        return counting

    def _too_large(self) -> Response:
        limit = self.max_body_bytes // 2**20
        return problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "body-too-large",
            f"The body is larger than {limit} MB.",
        )


def _never_stored(send: Send) -> Send:
    """No cache may keep an answer, a refusal neither."""

    async def noting(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
        await send(message)

    return noting
