"""Nobody comes in without the key, by a request or by a WebSocket, and no answer gives it back."""

import asyncio
from typing import Any

import pytest

from scribe.api.authenticator import Authenticator
from scribe.api.door import Door
from scribe.api.guard import Bounds, Guard
from scribe.api.rates import Rate
from scribe.clock import now

KEY = "the-key"


async def _app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await receive()
    assert not any(KEY in one for one in scope["subprotocols"])
    await send({"type": "websocket.accept", "subprotocol": None})


def _no_store() -> Any:
    raise AssertionError("the local key needs no store")


async def _failing(scope: dict[str, Any], receive: Any, send: Any) -> None:
    raise ValueError("Planted")


def connected(app: Any, headers: list[tuple[bytes, bytes]], subprotocols: list[str]) -> list[dict[str, Any]]:
    """What the server is told to send when a WebSocket is asked for."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/healthz", "headers": headers, "subprotocols": subprotocols}
    who = Authenticator(KEY, _no_store, None, now)
    asyncio.run(Guard(app, Door(who, Rate(0), Rate(0)), Bounds(1))(scope, receive, send))
    return sent


@pytest.mark.parametrize(
    ("headers", "subprotocols"),
    [
        ([], []),
        ([(b"authorization", b"Bearer wrong")], []),
        ([(b"authorization", b"Basic the-key")], []),
        ([(b"authorization", b"Bearer \xff\xfe")], []),
        ([], ["the-key"]),
        ([], ["bearer.wrong"]),
        ([], ["bearer."]),
        ([], ["scribe", "bearer.\u00ff"]),
    ],
)
def test_a_socket_without_the_key_is_closed_before_it_is_accepted(
    headers: list[tuple[bytes, bytes]], subprotocols: list[str]
) -> None:
    assert connected(_app, headers, subprotocols) == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("headers", "subprotocols", "accepted"),
    [
        ([(b"authorization", b"Bearer the-key")], [], None),
        ([], ["bearer.the-key"], None),
        ([], ["bearer.the-key", "scribe"], "scribe"),
        ([], ["other", "bearer.the-key"], None),
    ],
)
def test_a_socket_with_the_key_is_let_in_and_never_answered_with_it(
    headers: list[tuple[bytes, bytes]], subprotocols: list[str], accepted: str | None
) -> None:
    assert connected(_app, headers, subprotocols) == [{"type": "websocket.accept", "subprotocol": accepted}]


def test_a_socket_whose_app_fails_is_closed_without_a_word_of_it(capfd: pytest.CaptureFixture[str]) -> None:
    sent = connected(_failing, [(b"authorization", b"Bearer the-key")], [])

    assert sent == [{"type": "websocket.close", "code": 1011}]
    assert "Planted" not in "".join(capfd.readouterr())
