"""The application: routes, the gate before them, problems for errors, and the OpenAPI it describes itself with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.middleware.cors import CORSMiddleware

from scribe import __version__
from scribe.api import (
    audit,
    content,
    drafts,
    encounters,
    errors,
    events,
    export,
    health,
    metrics,
    note,
    note_bodies,
    notes,
    progress,
    uploads,
)
from scribe.api import live as live_sound
from scribe.api.access import OPEN_PATHS, allowed
from scribe.api.audited import Audited
from scribe.api.authenticator import authenticator
from scribe.api.described import TAGS, Problem
from scribe.api.door import Door
from scribe.api.drafting import Drafting
from scribe.api.guard import Bounds, Guard
from scribe.api.keeping import Keeping
from scribe.api.live_sessions import LiveSessions
from scribe.api.measured import Measured
from scribe.api.metrics import HttpFigures
from scribe.api.origins import EXPOSED, METHODS, SENT
from scribe.api.rates import Rate
from scribe.schema.consent import Consent
from scribe.schema.request import EncounterRequest, NoteRequest
from scribe.schema.stored import NewEncounter
from scribe.settings import Settings

_DESCRIPTION = "A recorded or transcribed visit becomes a note whose every statement and code has evidence."
_BODIES = (
    *(NoteRequest, EncounterRequest, NewEncounter, Consent, progress.Finalization),
    *(note_bodies.Edits, note_bodies.Answers, note_bodies.OverrideOf, note_bodies.Signature, note_bodies.Additions),
)
"""Read by the routes themselves, so that FastAPI does not know of them."""
_ENCOUNTERS = (encounters, uploads, content, progress, events, drafts, export, note, audit)


def create_app(settings: Settings, key: str | None) -> FastAPI:
    """The API of one installation. ``app.state.keeping`` is its store. key: of the local user, None for none.

    Raises SettingsError.
    """
    keeping = Keeping(settings)
    who = authenticator(settings, key, lambda: keeping.store)
    drafting = Drafting(settings, keeping)
    live = LiveSessions(
        lambda: keeping.store,
        lambda: drafting.transcriber,
        drafting.at_once,
        most_bytes=settings.most_recording_bytes,
    )
    figures = HttpFigures()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(keeping.open)
        keeping.hears_live(live, asyncio.get_running_loop())
        watch = asyncio.create_task(drafting.idle.watch())
        try:
            yield
        finally:
            watch.cancel()
            await live.close()
            await asyncio.to_thread(keeping.close)

    # No documentation pages: they would load scripts from another host. No redirects: they would name a host.
    app = FastAPI(
        title="Scribe",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(allowed)],
        lifespan=lifespan,
    )
    app.state.keeping = keeping
    errors.install(app)
    app.include_router(health.routes(settings, lambda: keeping.store, keeping.workers_alive))
    app.include_router(metrics.routes(figures, settings.data_dir, lambda: keeping.store, keeping.workers_alive))
    app.include_router(notes.routes(drafting))
    for noun in _ENCOUNTERS:
        app.include_router(noun.routes(keeping))
    app.include_router(live_sound.routes(live))
    app.add_middleware(Audited, store=lambda: keeping.store)  # innermost: it knows the caller from the gate
    door = Door(who, Rate(settings.requests_per_minute), Rate(settings.failures_per_minute))
    app.add_middleware(Guard, door=door, bounds=Bounds(settings.max_upload_mb * 2**20, settings.body_patience_s))
    if settings.cors_origins:
        origins = settings.cors_origins.split(",")
        app.add_middleware(
            CORSMiddleware, allow_origins=origins, allow_methods=METHODS, allow_headers=SENT, expose_headers=EXPOSED
        )
    app.add_middleware(Measured, figures=figures)  # outermost: what the gate refuses counts too
    app.openapi = lambda: openapi(app)  # type: ignore[method-assign]  # FastAPI documents this as the way
    return app


def openapi(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document with the request schemas and the bearer key."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=_DESCRIPTION,
            tags=[dict(tag) for tag in TAGS],
            routes=app.routes,
        )
        _, definitions = models_json_schema(
            [*((body, "validation") for body in _BODIES), (Problem, "serialization")],
            ref_template="#/components/schemas/{model}",
        )
        components = document.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        components["schemas"] = definitions["$defs"] | schemas
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        for path, operations in document["paths"].items():
            for operation in operations.values():
                operation["security"] = [] if path in OPEN_PATHS else [{"key": []}]
        app.openapi_schema = document
    return app.openapi_schema
