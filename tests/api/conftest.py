"""A service in this process, asked by its routes, and the store behind it."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from scribe.api.app import create_app
from scribe.settings import Settings
from scribe.store.store import Places, Store, open_store

KEY = "test-key"
CONSENT = {
    "given_by": "Planted Patient",
    "obtained_by": "Planted Clinician",
    "obtained_at": "2026-11-20T09:00:00+01:00",
    "method": "verbal",
}
DAY = {"date_of_service": "2026-11-20"}
WORDS = {"segments": [{"speaker_role": "clinician", "text": "My assessment is low back pain."}]}


@dataclass
class Service:
    """The app and one client of it."""

    app: FastAPI

    @property
    def store(self) -> Store:
        return self.app.state.keeping.store

    def together(self, *requests: tuple[str, str, dict[str, Any]]) -> list[httpx.Response]:
        """The answers to requests that are sent at one moment."""

        async def calls() -> list[httpx.Response]:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            headers = {"Authorization": f"Bearer {KEY}"}
            async with httpx.AsyncClient(transport=transport, base_url="http://x", headers=headers) as client:
                return await asyncio.gather(*(client.request(one, path, **more) for one, path, more in requests))

        return asyncio.run(calls())

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.together((method, f"/v1{path}", more))[0]

    def begun(self, **told: object) -> str:
        """The id of a new encounter."""
        answer = self.ask("POST", "/encounters", json={"encounter": DAY, **told})
        return answer.json()["id"]

    def patch(self, encounter_id: str, start: int, chunk: Any, **headers: str) -> httpx.Response:
        tus = {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
        more = {
            "content": chunk,
            "headers": tus | {name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.ask("PATCH", f"/encounters/{encounter_id}/audio", **more)

    def recorded(self, recording: bytes = b"sound") -> str:
        """The id of an encounter that is finalized and waits for a worker."""
        encounter_id = self.begun(consent=CONSENT)
        self.patch(encounter_id, 0, recording)
        self.ask("POST", f"/encounters/{encounter_id}/finalize")
        return encounter_id


@pytest.fixture(scope="session")
def _opened_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database stands: to make one takes longer than most tests."""
    folder = tmp_path_factory.mktemp("opened")
    open_store(Places(folder)).close()
    return folder


@pytest.fixture
def make_service(tmp_path: Path, _opened_once: Path) -> Callable[..., Service]:
    shutil.copytree(_opened_once, tmp_path, dirs_exist_ok=True)
    return lambda **settings: Service(create_app(Settings(data_dir=tmp_path, **settings), KEY))


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """The app on a port of loopback, as a server serves it."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", access_log=False))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def service(make_service: Callable[..., Service]) -> Service:
    return make_service()
