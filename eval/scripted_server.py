"""A real HTTP server of the OpenAI chat-completions protocol on this machine that does what a script says.

Each behaviour is a function of the request handler. The server counts what it was asked.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar


class ScriptedServer(ThreadingHTTPServer):
    """``requests``: the JSON bodies received, in order. ``released`` is set when the test is over."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, behave: "Behaviour", port: int = 0) -> None:
        """port: 0 for any free one."""
        super().__init__(("127.0.0.1", port), Handler)
        self.behave = behave
        self.requests: list[dict[str, Any]] = []
        self.released = threading.Event()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the script."""


class Handler(BaseHTTPRequestHandler):
    server: ScriptedServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """The body follows the head in a packet of its own: else each answer waits 40 ms for an acknowledgement."""
    request_body: dict[str, Any]

    def do_POST(self) -> None:
        self.request_body = _parsed(self.rfile.read(int(self.headers.get("content-length", 0))))
        self.server.requests.append(self.request_body)
        self.server.behave(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Silent."""

    def answer(self, status: int, body: bytes, content_type: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        return dict(json.loads(body))
    except ValueError:
        return {"unreadable_bytes": len(body)}


Behaviour = Callable[[Handler], None]
AnyServer = TypeVar("AnyServer", bound=ScriptedServer)


def completion(content: str | None, finish_reason: str = "stop", **message: object) -> bytes:
    """The body of a chat completion."""
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 0,
            "model": "scripted",
            "choices": [
                {
                    "index": 0,
                    "finish_reason": finish_reason,
                    "message": {"role": "assistant", "content": content, **message},
                }
            ],
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }
    ).encode()


def replies(content: str | None, finish_reason: str = "stop", **message: object) -> Behaviour:
    return lambda handler: handler.answer(200, completion(content, finish_reason, **message))


def status(code: int, body: bytes = b'{"error": {"message": "no"}}', **headers: str) -> Behaviour:
    return lambda handler: handler.answer(code, body, **headers)


def html(handler: Handler) -> None:
    handler.answer(200, b"<html><body>Sign in</body></html>", "text/html")


def not_json(handler: Handler) -> None:
    handler.answer(200, b'{"choices": [{"mess')


def without_choices(handler: Handler) -> None:
    handler.answer(200, b'{"id": "x", "choices": []}')


def hangs(handler: Handler) -> None:
    handler.server.released.wait(60)


def drips(handler: Handler) -> None:
    """A byte at a time for ever: no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server.released.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def hangs_up_half_way(handler: Handler) -> None:
    body = completion('{"facts": []}')
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.wfile.flush()
    handler.close_connection = True


def redirects_to(address: str) -> Behaviour:
    return status(307, b"", Location=address)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first request meets the first behaviour, and so on; the last one stays."""
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return behave


@contextmanager
def serving(behave: Behaviour) -> Iterator[ScriptedServer]:
    """A server with this behaviour, running until the block ends."""
    with running(ScriptedServer(behave)) as server:
        yield server


@contextmanager
def running(server: AnyServer) -> Iterator[AnyServer]:
    """A server in a thread of its own, running until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
