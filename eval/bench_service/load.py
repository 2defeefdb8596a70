"""Load: clients that ask again as soon as they are answered, and how long each answer took."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter
from typing import Any

import httpx

from eval.recordings import script
from eval.service.simulated import VISIT

WORDS_OF_TEN_MINUTES = 1_500
"""At 150 words a minute, as people talk in a visit."""


@dataclass
class Answers:
    """What came of a load. ``seconds`` of each answer, in the order in which they came."""

    took: float = 0.0
    seconds: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def per_second(self) -> float:
        """Answers a second, all clients together."""
        return len(self.seconds) / self.took

    def percentile(self, percent: int) -> float:
        """Of the seconds an answer took."""
        return quantiles(self.seconds, n=100, method="inclusive")[percent - 1]


def ten_minutes() -> dict[str, Any]:
    """A transcript of ten minutes as a NoteRequest has it: the visit that comes with the project, repeated."""
    turns = script.load(VISIT).turns
    words = 0
    segments: list[dict[str, str]] = []
    while words < WORDS_OF_TEN_MINUTES:
        turn = turns[len(segments) % len(turns)]
        segments.append({"speaker_role": turn.speaker_role.value, "text": turn.text})
        words += len(turn.text.split())
    return {"segments": segments}


def closed_loop(clients: int, seconds: float, ask: Callable[[httpx.Client], None], base: httpx.Client) -> Answers:
    """So many clients for so long. base: its address and headers are those of each client."""
    answers = Answers()
    began = perf_counter()

    def client() -> None:
        with httpx.Client(base_url=base.base_url, headers=base.headers, timeout=120) as http:
            while perf_counter() - began < seconds:
                start = perf_counter()
                try:
                    ask(http)
                except httpx.HTTPError:
                    answers.failed += 1
                else:
                    answers.seconds.append(perf_counter() - start)

    with ThreadPoolExecutor(clients) as pool:
        for future in [pool.submit(client) for _ in range(clients)]:
            future.result()
    answers.took = perf_counter() - began
    return answers


def note_request() -> bytes:
    """The body of ``POST /v1/notes`` for ten minutes of talk."""
    return json.dumps({"encounter": {"date_of_service": "2026-11-20"}, "transcript": ten_minutes()}).encode()


def ask_for_note(body: bytes) -> Callable[[httpx.Client], None]:
    """Posts the body and wants a draft."""

    def ask(http: httpx.Client) -> None:
        http.post("/v1/notes", content=body, headers={"Content-Type": "application/json"}).raise_for_status()

    return ask
