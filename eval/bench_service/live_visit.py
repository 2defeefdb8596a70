"""A live visit: sound in real time over a WebSocket that is cut five times: what is kept, when an item ticks."""

import asyncio
import json
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from audio.decode import SAMPLE_RATE, decode
from eval.bench_audio.section import Section
from eval.figure import Figure
from eval.service.processes import Installation, all_stopped

SECONDS = 70.0
CUTS = 5
SEED = 20261120
TICKS_WITHIN_S = 3.0
_VISIT = Path(__file__).parents[1] / "fixtures" / "recordings" / "low-back-pain.opus"
_FRAME_S = 0.1
_BYTES_A_SECOND = 2 * SAMPLE_RATE


@dataclass
class Seen:
    """What the client was told over all its connections, with the moment of each message."""

    messages: list[tuple[float, dict[str, Any]]] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[float, dict[str, Any]]]:
        """The messages of one type."""
        return [(at, one) for at, one in self.messages if one["type"] == kind]

    @property
    def finals(self) -> list[tuple[float, dict[str, Any]]]:
        """Segments that became final."""
        return [(at, one) for at, one in self.of("segment") if one["state"] == "final"]

    def ticks(self) -> list[float]:
        """Of each checklist that changed: the seconds since the last of the final words that it was read from."""
        found, states = [], None
        for at, one in self.of("checklist"):
            said = [when for when, final in self.finals if final["end"] <= one["heard_until"] + 0.01 and when <= at]
            if states not in (None, one["items"]) and said:
                found.append(at - max(said))
            states = one["items"]
        return found


def section() -> Section:
    """The visit that comes with the project, heard by ``tiny.en``."""
    sound, chance = _pcm(), random.Random(SEED)
    cuts = sorted(chance.sample(range(_BYTES_A_SECOND, len(sound)), CUTS))
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "data", settings={"SCRIBE_ASR_MODEL": "tiny.en"})
        with all_stopped(installation.api()):
            installation.wait_ready()
            with installation.client() as client:
                visit = client.create("live", audio_format="pcm_s16le_16000")
                seen = asyncio.run(_lived(installation, visit, sound, cuts))
                kept = client.recording(visit)
    wrong = sum(one != other for one, other in zip(kept, sound, strict=False)) + abs(len(kept) - len(sound))
    spans = [(one["start"], one["end"]) for _, one in seen.finals]
    ticks = seen.ticks()
    figures = (
        Figure("bytes lost, doubled or changed", wrong, 0, ""),
        Figure("final segments told twice", len(spans) - len(set(spans)), 0, ""),
        Figure("changes of the checklist", len(ticks), 1, "", at_least=True),
        Figure("a change after its final words, slowest", max(ticks, default=0.0), TICKS_WITHIN_S, "s"),
    )
    text = (
        f"{SECONDS:.0f} s of the visit in frames of {_FRAME_S} s by the wall clock, heard by `tiny.en`. The\n"
        f"connection is cut without a word {CUTS} times (seed {SEED}) and resumed at the offset that the\n"
        f"server names. {len(spans)} final segments, {len(ticks)} changes of the checklist."
    )
    return Section("live_visit", "A live visit with a cut connection", text, figures)


def _pcm() -> bytes:
    """Little-endian 16-bit samples."""
    samples = np.concatenate([block.samples for block in decode(_VISIT)])[: int(SECONDS * SAMPLE_RATE)]
    return bytes((np.clip(samples, -1, 1) * 32_767).astype("<i2"))


async def _lived(installation: Installation, visit: str, sound: bytes, cuts: list[int]) -> Seen:
    """The visit by the wall clock: what was not acknowledged before a cut is sent again at once."""
    address = f"{installation.base_url.replace('http', 'ws', 1)}/v1/encounters/{visit}/live"
    headers = {"Authorization": f"Bearer {installation.key}"}
    seen, began = Seen(), perf_counter()
    for until in (*cuts, len(sound)):
        async with connect(address, additional_headers=headers) as connection:
            start = json.loads(await connection.recv())["offset"]
            reading = asyncio.create_task(_read(connection, seen))
            await _spoken(connection, sound, start, until, began)
            if until < len(sound):
                connection.transport.abort()
            else:
                await connection.send('{"type": "end"}')
            await reading
    return seen


async def _spoken(connection: ClientConnection, sound: bytes, start: int, until: int, began: float) -> None:
    """Sends the frames, none before it was spoken."""
    frame = int(_FRAME_S * _BYTES_A_SECOND)
    for at in range(start, until, frame):
        await asyncio.sleep(began + min(at + frame, until) / _BYTES_A_SECOND - perf_counter())
        await connection.send(sound[at : min(at + frame, until)])


async def _read(connection: ClientConnection, seen: Seen) -> None:
    try:
        async for message in connection:
            seen.messages.append((perf_counter(), json.loads(message)))
    except ConnectionClosed:
        return
