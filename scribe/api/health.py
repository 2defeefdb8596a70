"""``/healthz``: the process runs. ``/readyz``: it can do its work, told part by part."""

from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

import guardrails
from scribe.api.probe import Probe, answers
from scribe.assembly import model_host, places, speech_model_available
from scribe.settings import Settings
from scribe.store import soundness
from scribe.store.store import Store

WITHOUT_WORKER_S = 30.0
"""So long a worker may be gone: it is being restarted, and what arrives meanwhile is kept and waits."""
_SELDOM_S = 15.0
"""How long the answer of a probe stands that writes (an object) or reads much."""


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """What this process can do now. Transcripts need the code tables; recordings need speech weights too."""

    status: Literal["ready", "not_ready"]
    code_tables: bool
    speech_model: bool
    language_model_host: Annotated[str | None, Field(description="the host that receives text, or null")]
    language_model: Annotated[bool, Field(description="whether what is configured of one can be used; not called")]
    database: Annotated[bool | None, Field(description="answers, with the schema of this version")] = None
    object_store: Annotated[bool | None, Field(description="takes a new object and lets it go")] = None
    keys: Annotated[bool | None, Field(description="the key file opens what is stored")] = None
    disk: Annotated[bool | None, Field(description="space is left in the data folder")] = None
    worker: Annotated[bool | None, Field(description="a worker is alive")] = None


def routes(
    settings: Settings,
    store: Callable[[], Store] | None = None,
    workers_alive: Callable[[], int] | None = None,
) -> APIRouter:
    """The health routes. store, workers_alive: None where this process works without; then they are null.

    store: gives the open one, or raises while it cannot be opened.
    """
    router = APIRouter(tags=["health"])
    probes = _probes(settings, store, workers_alive)
    patience = WorkerPatience()

    @router.get("/healthz", summary="Is the process alive?")
    async def healthz() -> Health:
        return Health()

    @router.get(
        "/readyz",
        summary="Can it draft?",
        responses={503: {"model": Readiness, "description": "a part that it needs does not work"}},
    )
    async def readyz(response: Response) -> Readiness:
        parts = await answers(probes)
        needed = {**parts, "speech_model": True}  # without weights it drafts from transcripts
        if "worker" in parts:
            needed["worker"] = patience.suffices(parts["worker"])
        ready = all(needed.values())
        response.status_code = 200 if ready else 503
        host = model_host(settings) if parts["language_model"] else None
        return Readiness(status="ready" if ready else "not_ready", language_model_host=host, **parts)

    return router


class WorkerPatience:
    """Whether workers suffice: one is alive, or was a moment ago."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now, self._seen = now, float("-inf")

    def suffices(self, alive: bool) -> bool:
        """alive: whether one is alive now."""
        self._seen = self._now() if alive else self._seen
        return self._now() - self._seen < WITHOUT_WORKER_S


def _probes(
    settings: Settings, store: Callable[[], Store] | None, workers_alive: Callable[[], int] | None
) -> dict[str, Probe]:
    probes = {
        "code_tables": Probe(lambda: guardrails.code_set_for(date(2026, 11, 20)).billable("M54.50"), _SELDOM_S),
        "speech_model": Probe(lambda: speech_model_available(settings), _SELDOM_S),
        "language_model": Probe(lambda: model_host(settings) != "", _SELDOM_S),
    }
    if store is not None:
        kept, keys = store, places(settings).keys
        probes["database"] = Probe(lambda: soundness.has_this_schema(kept()))
        probes["object_store"] = Probe(lambda: soundness.keeps_objects(kept()), _SELDOM_S)
        probes["keys"] = Probe(lambda: soundness.keys_open(kept(), keys), _SELDOM_S)
        probes["disk"] = Probe(lambda: soundness.has_space(settings.data_dir))
    if workers_alive is not None:
        probes["worker"] = Probe(lambda: workers_alive() > 0)
    return probes
