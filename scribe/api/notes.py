"""``POST /v1/notes``: a transcript or a recording in, the result out; or, where the client rather waits, a job."""

from functools import partial
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from scribe.api import visits
from scribe.api.bodies import bounded
from scribe.api.described import refusals
from scribe.api.drafting import Drafting
from scribe.api.encounters import IdempotencyKey
from scribe.api.errors import Refusal
from scribe.api.principals import Caller
from scribe.api.recording_form import RecordingForm, read_form
from scribe.export.json_result import result_json
from scribe.intake.request import parse_request
from scribe.schema.errors import EngineBusy
from scribe.schema.principal import Principal
from scribe.schema.result import Result
from scribe.schema.stored import NewEncounter, StoredEncounter

MOST_WAITING = 8
"""Recordings that may wait for the one being heard; another is refused with 503, to be sent again."""
_JSON = "application/json"


def request_body_schema() -> dict[str, Any]:
    """How OpenAPI describes the two forms of the body; the schemas are added to the components by the app."""
    return {
        "required": True,
        "content": {
            _JSON: {"schema": {"$ref": "#/components/schemas/NoteRequest"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["recording"],
                    "properties": {
                        "recording": {"type": "string", "format": "binary"},
                        "encounter": {"$ref": "#/components/schemas/EncounterRequest"},
                        "consent": {"$ref": "#/components/schemas/Consent"},
                        "proposed_codes": {"type": "array", "items": {"type": "string"}},
                    },
                }
            },
        },
    }


def routes(drafting: Drafting) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1", tags=["notes"])
    later = {"model": StoredEncounter, "description": "With `Prefer: respond-async`: the encounter and its job"}

    @router.post(
        "/notes",
        summary="Draft a guarded note",
        response_model=None,
        responses={
            200: {"model": Result, "description": "The result"},
            202: later,
            **refusals(400, 409, 413, 415, 507),
        },
        openapi_extra={"requestBody": request_body_schema()},
    )
    async def post_note(
        request: Request,
        caller: Caller,
        require_model: Annotated[bool, Query(description="fail where the language model fails")] = False,
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        """A transcript as JSON, or a recording as multipart, becomes a note with evidence, codes and queries.

        With `Prefer: respond-async` it is kept and drafted by a job; a recording then needs the part `consent`.
        """
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _JSON:
            body = await bounded(request)
            if _prefers_a_job(request):
                told = partial(_told, drafting, caller.tenant, body, require_model, idempotency_key)
                return _accepted(await to_thread.run_sync(told))
            return _answer(await run_in_threadpool(drafting.from_request, body, require_model))
        if kind != "multipart/form-data":
            raise Refusal(415, "unsupported-media-type", f"Send {_JSON} or multipart/form-data.")
        async with request.form(max_files=3, max_fields=50) as parts:
            form = await read_form(parts, require_model=require_model)
            if _prefers_a_job(request):
                keep = partial(
                    visits.recorded, drafting.keeping, caller.tenant, form.told, form.file, idempotency_key
                )
                return _accepted(await to_thread.run_sync(keep))
            return _answer(await _heard_now(drafting, caller, form))

    return router


def _prefers_a_job(request: Request) -> bool:
    """RFC 7240: preferences in one header or several, each perhaps with parameters."""
    given = ",".join(request.headers.getlist("prefer"))
    return any(one.partition(";")[0].strip().lower() == "respond-async" for one in given.split(","))


def _told(
    drafting: Drafting, tenant: str, body: bytes, require_model: bool, idempotency_key: str | None
) -> StoredEncounter:
    asked = parse_request(body)
    new = NewEncounter(
        encounter=asked.encounter,
        proposed_codes=asked.proposed_codes,
        transcript=asked.transcript,
        require_model=require_model,
    )
    return visits.told(drafting.keeping, tenant, new, idempotency_key)


async def _heard_now(drafting: Drafting, who: Principal, form: RecordingForm) -> Result:
    if drafting.hearing.statistics().tasks_waiting >= MOST_WAITING:
        raise EngineBusy("Too many recordings are waiting to be heard.", "Send it again in a minute.")
    return await to_thread.run_sync(drafting.from_recording, form, who, limiter=drafting.hearing)


def _answer(result: Result) -> Response:
    return Response(result_json(result, indent=None), media_type=_JSON)


def _accepted(stored: StoredEncounter) -> Response:
    headers = {"Location": f"/v1/encounters/{stored.id}", "Preference-Applied": "respond-async"}
    return Response(stored.model_dump_json(), 202, headers, _JSON)
