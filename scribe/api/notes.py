"""``POST /v1/notes``: a transcript or a recording in, the result out."""

import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from scribe.api.drafting import Drafting
from scribe.api.errors import PROBLEM
from scribe.export.json_result import result_json
from scribe.intake.invalid import invalid_document
from scribe.schema.errors import EngineBusy, UnreadableTranscript
from scribe.schema.request import EncounterRequest
from scribe.schema.result import Result

_PIECE = 1 << 20
MOST_WAITING = 8
"""Recordings that may wait for the one being heard; another is refused with 503, to be sent again."""


def request_body_schema() -> dict[str, Any]:
    """How OpenAPI describes the two forms of the body; the schemas are added to the components by the app."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/NoteRequest"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["recording"],
                    "properties": {
                        "recording": {"type": "string", "format": "binary"},
                        "encounter": {"$ref": "#/components/schemas/EncounterRequest"},
                        "proposed_codes": {"type": "array", "items": {"type": "string"}},
                    },
                }
            },
        },
    }


def routes(drafting: Drafting) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1", tags=["notes"])
    refusals: dict[int | str, dict[str, Any]] = {
        status: {"description": description, "content": {PROBLEM: {}}}
        for status, description in (
            (401, "the key is missing or wrong"),
            (413, "the body is too large"),
            (415, "neither JSON nor multipart"),
            (422, "the body is not as documented, or the recording cannot be read"),
            (503, "a required model or the speech engine failed"),
        )
    }

    @router.post(
        "/notes",
        summary="Draft a guarded note",
        response_model=None,
        responses={200: {"model": Result, "description": "The result"}, **refusals},
        openapi_extra={"requestBody": request_body_schema()},
    )
    async def post_note(
        request: Request,
        require_model: Annotated[bool, Query(description="fail where the language model fails")] = False,
    ) -> Response:
        """A transcript as JSON, or a recording as multipart, becomes a note with evidence, codes and queries."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json":
            body = await request.body()
            result = await run_in_threadpool(drafting.from_request, body, require_model)
        elif kind == "multipart/form-data":
            result = await _from_form(request, drafting, require_model)
        else:
            raise HTTPException(415)
        return Response(result_json(result, indent=None), media_type="application/json")

    return router


async def _from_form(request: Request, drafting: Drafting, require_model: bool) -> Result:
    async with request.form(max_files=2, max_fields=50) as form:
        upload = form.get("recording")
        if not isinstance(upload, UploadFile):
            raise UnreadableTranscript("recording: missing.", "Send the audio file in the part named recording.")
        encounter = await _encounter_part(form.get("encounter"))
        codes = tuple(value for value in form.getlist("proposed_codes") if isinstance(value, str))
        with tempfile.TemporaryDirectory(prefix="scribe-") as folder:
            path = Path(folder) / f"recording{_suffix(upload.filename)}"
            with path.open("wb") as file:
                while piece := await upload.read(_PIECE):
                    await to_thread.run_sync(file.write, piece)
            hear = partial(drafting.from_recording, path, encounter, codes, require_model)
            if drafting.hearing.statistics().tasks_waiting >= MOST_WAITING:
                raise EngineBusy("Too many recordings are waiting to be heard.", "Send it again in a minute.")
            return await to_thread.run_sync(hear, limiter=drafting.hearing)


def _suffix(name: str | None) -> str:
    """The ending of a client's file name where it is a plain one: it helps to tell containers apart."""
    suffix = Path(name or "").suffix
    return suffix if len(suffix) <= 6 and suffix[1:].isalnum() else ""


async def _encounter_part(part: UploadFile | str | None) -> EncounterRequest:
    if part is None:
        return EncounterRequest()
    try:
        return EncounterRequest.model_validate_json(part if isinstance(part, str) else await part.read())
    except ValidationError as error:
        raise invalid_document("encounter", error) from None
