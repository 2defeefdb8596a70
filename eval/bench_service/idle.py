"""Idle: what 200 live connections cost on which nobody speaks, and whether others are still answered."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter

import httpx
from websockets.asyncio.client import connect

from eval.bench_audio.section import Section
from eval.figure import Figure
from eval.service.processes import Installation, all_stopped, resident_mib

CONNECTIONS = 200
HELD_SECONDS = 30.0
MIB_A_CONNECTION_AT_MOST = 0.5
HEALTH_P95_AT_MOST_S = 0.1
_ASKED = 50


def section() -> Section:
    """All connections at once, each on an encounter of its own."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "data")
        api = installation.api()
        with all_stopped(api):
            installation.wait_ready()
            with installation.client() as client:
                ids = [client.create(f"idle-{n}", audio_format="pcm_s16le_16000") for n in range(CONNECTIONS)]
                before = resident_mib(api.pid)
                open_at_end, slowest = asyncio.run(_held(installation, ids))
                after = resident_mib(api.pid)
    each = (after - before) / CONNECTIONS
    figures = (
        Figure("connections still open", open_at_end, CONNECTIONS, "", at_least=True),
        Figure("memory of a connection", each, MIB_A_CONNECTION_AT_MOST, "MiB"),
        Figure("/healthz beside them, p95", slowest, HEALTH_P95_AT_MOST_S, "s"),
    )
    text = (
        f"{CONNECTIONS} WebSockets to `/v1/encounters/.../live`, each greeted with the offset and then silent for\n"
        f"{HELD_SECONDS:.0f} s. Resident memory of the API: {before:.0f} MiB before, {after:.0f} MiB at the end."
    )
    return Section("idle", "Idle live connections", text, figures)


async def _held(installation: Installation, ids: list[str]) -> tuple[int, float]:
    """How many connections are open at the end, and the 95th percentile of an answer beside them."""
    headers = {"Authorization": f"Bearer {installation.key}"}
    address = installation.base_url.replace("http", "ws", 1)
    async with AsyncExitStack() as stack:
        sockets = []
        for one in ids:
            socket = await stack.enter_async_context(
                connect(f"{address}/v1/encounters/{one}/live", additional_headers=headers)
            )
            await socket.recv()
            sockets.append(socket)
        slow = await _asked_beside(installation)
        pongs = [await (await socket.ping()) for socket in sockets]
        return len(pongs), slow


async def _asked_beside(installation: Installation) -> float:
    took = []
    async with httpx.AsyncClient(base_url=installation.base_url) as http:
        for _ in range(_ASKED):
            start = perf_counter()
            (await http.get("/healthz")).raise_for_status()
            took.append(perf_counter() - start)
            await asyncio.sleep(HELD_SECONDS / _ASKED)
    return sorted(took)[int(_ASKED * 0.95)]
