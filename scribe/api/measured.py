"""Measured: every request is timed, counted and logged by its route's template; its path is never shown.

Pure ASGI and the outermost layer, so that bodies stream and what the gate refuses counts too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scribe.api.metrics import HttpFigures
from scribe.logs import Fact, log, log_quietly

NO_ROUTE = "none"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PROBED = frozenset({"/healthz", "/readyz", "/metrics"})


class Measured:
    """Around the whole app."""

    def __init__(self, app: ASGIApp, figures: HttpFigures) -> None:
        self.app, self.figures = app, figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self.figures)
        with exchange.told():
            await self.app(scope, exchange.receive, exchange.send)


class _Exchange:
    """One request or WebSocket, and what is known of it at its end."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, figures: HttpFigures) -> None:
        self._scope, self._receive, self._send, self._figures = scope, receive, send, figures
        self._transport = "http" if scope["type"] == "http" else "websocket"
        self._status: int = HTTPStatus.INTERNAL_SERVER_ERROR if self._transport == "http" else HTTPStatus.FORBIDDEN
        self._bytes = 0

    async def receive(self) -> Message:
        message = await self._receive()
        size = len(message.get("body") or message.get("bytes") or b"") + len(message.get("text") or "")
        self._bytes += size
        self._figures.received.labels(self._transport).inc(size)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            self._status = message["status"]
        if message["type"] == "websocket.accept":
            self._status = HTTPStatus.SWITCHING_PROTOCOLS
            self._figures.live.inc()
        await self._send(message)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Counts and logs at the end, however it comes."""
        began = perf_counter()
        try:
            yield
        finally:
            if self._status == HTTPStatus.SWITCHING_PROTOCOLS:
                self._figures.live.dec()
            self._tell(perf_counter() - began)

    def _tell(self, seconds: float) -> None:
        route = str(getattr(self._scope.get("route"), "path", NO_ROUTE))
        method = self._method()
        self._figures.requests.labels(route, method, str(int(self._status))).inc()
        if self._transport == "http":
            self._figures.seconds.labels(route, method).observe(seconds)
        facts: dict[str, Fact] = {"route": route, "method": method, "status": int(self._status)}
        facts |= {"seconds": seconds, "bytes": self._bytes}
        encounter = self._scope.get("path_params", {}).get("encounter_id")
        if encounter is not None and self._status != HTTPStatus.NOT_FOUND:
            facts["encounter_id"] = encounter
        tell = log_quietly if route in _PROBED else log
        tell("request", **facts)

    def _method(self) -> str:
        if self._transport == "websocket":
            return "WEBSOCKET"
        method = str(self._scope["method"])
        return method if method in _METHODS else "OTHER"
