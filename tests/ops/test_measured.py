"""Requests are counted, timed and logged by the template of their route; no path, header or body is shown."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Request, WebSocket
from starlette.types import Message

from scribe.api.authenticator import Authenticator
from scribe.api.door import Door
from scribe.api.guard import Bounds, Guard
from scribe.api.measured import Measured
from scribe.api.metrics import HttpFigures, routes
from scribe.api.rates import Rate
from scribe.clock import now
from scribe.settings import Settings
from scribe.store.store import Store

KEY = "test-key"
ID = "0123456789abcdef" * 2
NAME = "Threadneedle"


def _no_store() -> Store:
    raise AssertionError("the local key needs no store")


def _app(figures: HttpFigures) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/encounters/{encounter_id}")
    async def encounter(encounter_id: str) -> str:
        if encounter_id == "unknown":
            raise HTTPException(404)
        return "found"

    @app.patch("/v1/encounters/{encounter_id}/audio")
    async def audio(encounter_id: str, request: Request) -> int:
        return len(await request.body())

    @app.get("/v1/broken")
    async def broken() -> None:
        raise ValueError(NAME)

    @app.websocket("/v1/encounters/{encounter_id}/live")
    async def live(socket: WebSocket, encounter_id: str) -> None:
        await socket.accept()
        await socket.receive_bytes()
        assert figures.registry.get_sample_value("scribe_live_connections") == 1
        await socket.close()

    door = Door(Authenticator(KEY, _no_store, None, now), Rate(0), Rate(0))
    app.add_middleware(Guard, door=door, bounds=Bounds(2**20))
    app.add_middleware(Measured, figures=figures)
    return app


def _ask(app: FastAPI, method: str, path: str, key: str = KEY, **more: Any) -> httpx.Response:
    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, headers={"Authorization": f"Bearer {key}"}, **more)

    return asyncio.run(call())


@pytest.fixture
def figures() -> HttpFigures:
    return HttpFigures()


def _count(figures: HttpFigures, route: str, method: str, status: str) -> float | None:
    labels = {"route": route, "method": method, "status": status}
    return figures.registry.get_sample_value("scribe_http_requests_total", labels)


def test_a_request_counts_under_the_template_of_its_route(figures: HttpFigures) -> None:
    app = _app(figures)

    _ask(app, "GET", f"/v1/encounters/{ID}?patient={NAME}")
    _ask(app, "GET", "/v1/encounters/other")

    assert _count(figures, "/v1/encounters/{encounter_id}", "GET", "200") == 2
    labels = {"route": "/v1/encounters/{encounter_id}", "method": "GET"}
    assert figures.registry.get_sample_value("scribe_http_request_seconds_count", labels) == 2


def test_a_path_that_no_route_knows_is_one_label(figures: HttpFigures) -> None:
    app = _app(figures)

    _ask(app, "GET", f"/v1/{NAME}")
    _ask(app, "GET", f"/v2/{NAME}/x")

    assert _count(figures, "none", "GET", "404") == 2


def test_what_the_gate_refuses_counts_too(figures: HttpFigures) -> None:
    _ask(_app(figures), "GET", f"/v1/encounters/{ID}", key="wrong")

    assert _count(figures, "none", "GET", "401") == 1


def test_a_method_that_nobody_knows_is_one_label(figures: HttpFigures) -> None:
    _ask(_app(figures), NAME.upper(), "/v1/broken")

    assert _count(figures, "/v1/broken", "OTHER", "405") == 1


def test_bytes_received_are_counted_as_they_come(figures: HttpFigures) -> None:
    _ask(_app(figures), "PATCH", f"/v1/encounters/{ID}/audio", content=b"x" * 5000)

    assert figures.registry.get_sample_value("scribe_received_bytes_total", {"transport": "http"}) == 5000


def test_a_request_is_one_line_with_route_status_and_encounter(
    figures: HttpFigures, capsys: pytest.CaptureFixture[str]
) -> None:
    _ask(_app(figures), "PATCH", f"/v1/encounters/{ID}/audio?p={NAME}", content=NAME.encode())

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        "scribe: request route=/v1/encounters/{encounter_id}/audio method=PATCH status=200 seconds="
    )
    assert line.endswith(f"bytes=12 encounter_id={ID}")


@pytest.mark.parametrize("path", ["/v1/encounters/unknown", f"/v1/encounters/{NAME}", f"/{NAME}", "/v1/broken"])
def test_neither_line_nor_metric_holds_a_path_or_an_error_s_text(
    path: str, figures: HttpFigures, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    app = _app(figures)
    app.include_router(routes(figures, settings.data_dir))

    _ask(app, "GET", path)

    told = capsys.readouterr().err + _ask(app, "GET", "/metrics").text
    assert "scribe: request" in told
    assert (NAME in told, "unknown" in told) == (False, False)


def test_a_websocket_counts_and_is_logged_under_its_route_with_its_bytes(
    figures: HttpFigures, capsys: pytest.CaptureFixture[str]
) -> None:
    app, came = (
        _app(figures),
        iter([{"type": "websocket.connect"}, {"type": "websocket.receive", "bytes": b"pcm!"}]),
    )
    key = (b"authorization", f"Bearer {KEY}".encode())
    scope = {"type": "websocket", "path": f"/v1/encounters/{ID}/live", "headers": [key], "query_string": b""}
    sent: list[Message] = []

    async def receive() -> Message:
        return next(came)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope | {"subprotocols": [], "root_path": "", "scheme": "ws"}, receive, send))

    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    value = figures.registry.get_sample_value
    assert value("scribe_live_connections") == 0
    assert value("scribe_received_bytes_total", {"transport": "websocket"}) == 4
    assert _count(figures, "/v1/encounters/{encounter_id}/live", "WEBSOCKET", "101") == 1
    assert f"encounter_id={ID}" in capsys.readouterr().err


def test_metrics_are_open_to_a_scraper_without_the_key(figures: HttpFigures, settings: Settings) -> None:
    app = _app(figures)
    app.include_router(routes(figures, settings.data_dir))

    answer = _ask(app, "GET", "/metrics", key="wrong")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")


def test_the_queue_is_read_at_each_scrape(figures: HttpFigures, settings: Settings, store: Store) -> None:
    app = FastAPI()
    app.include_router(routes(figures, settings.data_dir, lambda: store, lambda: 2))

    text = _ask(app, "GET", "/metrics").text

    assert "scribe_database_up 1.0" in text
    assert 'scribe_jobs{state="queued"} 0.0' in text
    assert "scribe_jobs_oldest_waiting_seconds 0.0" in text
    assert "scribe_workers_alive 2.0" in text


def test_without_the_database_its_figures_are_absent_and_not_old(
    figures: HttpFigures, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = FastAPI()
    app.include_router(routes(figures, settings.data_dir, lambda: store))
    before = _ask(app, "GET", "/metrics").text
    monkeypatch.setattr(store.jobs, "counts", lambda: 1 / 0)

    after = _ask(app, "GET", "/metrics").text

    assert ("scribe_jobs{" in before, "scribe_jobs{" in after) == (True, False)
    assert "scribe_database_up 0.0" in after
