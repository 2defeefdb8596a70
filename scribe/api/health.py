"""``/healthz``: the process runs. ``/readyz``: it can do its work, told part by part."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

import guardrails
from scribe.assembly import model_host, speech_model_available
from scribe.schema.errors import ScribeError
from scribe.settings import Settings


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """What this process can do now. Transcripts need the code tables; recordings need speech weights too."""

    status: Literal["ready", "not_ready"]
    code_tables: bool
    speech_model: bool
    language_model_host: Annotated[str | None, Field(description="the host that receives text, or null")]


def routes(settings: Settings) -> APIRouter:
    """The health routes."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="Is the process alive?")
    async def healthz() -> Health:
        return Health()

    @router.get(
        "/readyz",
        summary="Can it draft?",
        responses={503: {"model": Readiness, "description": "the code tables cannot be read"}},
    )
    def readyz(response: Response) -> Readiness:
        tables = _code_tables()
        response.status_code = 200 if tables else 503
        return Readiness(
            status="ready" if tables else "not_ready",
            code_tables=tables,
            speech_model=speech_model_available(settings),
            language_model_host=model_host(settings),
        )

    return router


def _code_tables() -> bool:
    try:
        return guardrails.code_set_for(date(2026, 11, 20)).billable("M54.50")
    except (ScribeError, OSError):
        return False
