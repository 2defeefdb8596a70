"""A live visit for tests: a server on loopback, a client that keeps what it is told, and an engine that knows."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from audio.heard import HeardWord
from audio.live import LiveTranscriber
from scribe.api.live import routes
from scribe.api.live_pace import Pace
from scribe.api.live_sessions import LiveSessions
from scribe.clock import now
from scribe.schema.consent import Consent, ConsentMethod
from scribe.schema.result import AsrComponent
from scribe.schema.stored import AudioFormat, NewEncounter
from scribe.store.store import Places, Store, open_store
from tests.audio.live_world import KnowingEngine, Visit

QUICK = Pace(
    durable_every=0.02, resume_for=5.0, again_after=0.02, flush_within=1.0, finish_within=5.0, checklist_every=0.05
)
CONSENT = Consent(given_by="A", obtained_by="B", obtained_at=now(), method=ConsentMethod.VERBAL)
LIVE = NewEncounter(consent=CONSENT, audio_format=AudioFormat.PCM_S16LE_16K)
TALK = Visit((1.0, 9.1), (12.5, 30.5), (33.4, 45.4), (48.0, 57.0), seconds=60.0)


def telling(visit: Visit, *sentences: tuple[float, str]) -> Visit:
    """The visit with these words, each sentence from its second on; where it has more words, nobody speaks."""
    words: list[HeardWord] = []
    for start, sentence in sentences:
        texts = sentence.split()
        places = [word for word in visit.words if word.start >= start - 0.01][: len(texts)]
        words += [replace(place, text=f" {text}") for place, text in zip(places, texts, strict=True)]
    visit.words = words
    return visit


class FakeTranscriber:
    """A speech engine that knows the visit."""

    component = AsrComponent(name="knowing", version="1", sha256="0" * 64)

    def __init__(self, engine: KnowingEngine) -> None:
        self.engine = engine

    def live(self) -> LiveTranscriber:
        return LiveTranscriber(lambda: self.engine, "en")


@dataclass
class Service:
    """The server of one test."""

    store: Store
    live: LiveSessions
    port: int

    def encounter(self, new: NewEncounter = LIVE) -> str:
        """A new encounter."""
        return self.store.encounters.create(new, now())[0].id

    def stored(self, encounter_id: str) -> bytes:
        """The recording as it is kept."""
        return b"".join(self.store.recordings.stream(encounter_id))

    @asynccontextmanager
    async def client(self, encounter_id: str) -> AsyncIterator["Client"]:
        """A connection, closed with the block."""
        client = Client(await connect(f"ws://127.0.0.1:{self.port}/v1/encounters/{encounter_id}/live"))
        try:
            yield client
        finally:
            await client.close()


class Client:
    """Keeps what the server says; ``segments`` as a client would show them."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.said: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.segments: dict[str, dict[str, Any]] = {}
        self.offset = 0
        self._news = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    async def send(self, sound: bytes) -> None:
        await self.connection.send(sound)

    async def end(self) -> None:
        await self.connection.send('{"type":"end"}')

    async def told(self, kind: str, count: int = 1, seconds: float = 30.0) -> dict[str, Any]:
        """The so-manieth message of the kind."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(lambda: len(self.of(kind)) >= count)
        return self.of(kind)[count - 1]

    async def acked(self, offset: int, seconds: float = 30.0) -> None:
        """Until so many bytes are kept."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(lambda: self.offset >= offset)

    async def code(self) -> int | None:
        """With which the server closed."""
        async with asyncio.timeout(30.0):
            await self._reading
        return self.connection.close_code

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.said if message["type"] == kind]

    def cut(self) -> None:
        """The network is gone, without a word."""
        self.connection.transport.abort()

    async def close(self) -> None:
        await self.connection.close()
        await self._reading

    @property
    def states(self) -> dict[str, str]:
        """Of the last checklist."""
        return {one["kind"]: one["state"] for one in self.of("checklist")[-1]["items"]}

    async def _read(self) -> None:
        try:
            async for text in self.connection:
                self._take(json.loads(text))
                async with self._news:
                    self._news.notify_all()
        except ConnectionClosed:
            return

    def _take(self, message: dict[str, Any]) -> None:
        self.said.append(message)
        self.times.append(asyncio.get_running_loop().time())
        if message["type"] == "ready":
            self.segments = {one["id"]: one for one in message["segments"]}
        if message["type"] == "segment":
            self.segments[message["id"]] = message
        self.segments = {name: one for name, one in self.segments.items() if one["state"] != "withdrawn"}
        self.offset = message.get("offset", self.offset)


def finals(segments: dict[str, dict[str, Any]]) -> list[str]:
    """The final texts in time order."""
    return [
        one["text"] for one in sorted(segments.values(), key=lambda one: one["start"]) if one["state"] == "final"
    ]


def frames(sound: bytes, seconds: float = 0.1) -> Sequence[bytes]:
    size = round(seconds * 32_000)
    return [sound[start : start + size] for start in range(0, len(sound), size)]


def pcm(visit: Visit) -> bytes:
    return np.asarray(visit.pcm).tobytes()


@asynccontextmanager
async def serving(
    folder: Path, transcriber: Any, pace: Pace = QUICK, store: Store | None = None, most_bytes: int = 2**31
) -> AsyncIterator[Service]:
    """A server of live visits alone."""
    kept = store or open_store(Places(folder))
    live = LiveSessions(lambda: kept, lambda: transcriber, pace=pace, most_bytes=most_bytes)
    app = FastAPI()
    app.include_router(routes(live))
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", ws_per_message_deflate=False, lifespan="off")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield Service(kept, live, listening.getsockname()[1])
    finally:
        await live.close()
        server.should_exit = True
        await running
        kept.close()
