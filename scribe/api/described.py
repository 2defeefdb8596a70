"""What OpenAPI says of the tags and of the refusals: one sentence a status, alike for all routes."""

from typing import Any

from pydantic import BaseModel

from scribe.api.errors import PROBLEM

TAGS = (
    {
        "name": "notes",
        "description": "A note in one request: at once, or by a job that outlives whatever breaks; and the note of "
        "an encounter: edited, answered, signed and added to.",
    },
    {
        "name": "encounters",
        "description": "A visit, from its consent to its deletion. Live sound comes over a WebSocket, which "
        "OpenAPI has no form for: `/v1/encounters/{encounter_id}/live` (docs/live.md).",
    },
    {
        "name": "audio",
        "description": "The recording: in by chunks that resume where they broke off (tus 1.0), and back.",
    },
    {"name": "jobs", "description": "The way from a finalized recording to its draft."},
    {"name": "drafts", "description": "What came of a visit."},
    {"name": "health", "description": "For probes and scrapers; no key is asked for."},
)

_REASONS = {
    400: "a header is malformed",
    401: "the key or token is missing, unknown, expired or revoked",
    403: "the caller's roles do not allow it",
    404: "the caller has no such encounter, or it was deleted",
    406: "none of the media types of `Accept` is made here",
    408: "the body came too slowly",
    409: "what is asked does not fit what the encounter is now; `type` says why",
    410: "it has expired and was purged",
    412: "another version of tus",
    413: "the body, or the recording, is too large",
    415: "another media type",
    416: "the range lies outside the recording",
    422: "the request is not as documented",
    428: "no revision is named",
    429: "too many requests; `Retry-After` says when to try again",
    460: "the bytes are not those whose checksum was sent; nothing of them is kept",
    500: "a stored value is damaged, its key is missing, or nobody foresaw it",
    503: "the store, a required model or the speech engine does not answer; try again",
    507: "no space is left; what was acknowledged is kept",
}
_ALWAYS = (401, 403, 408, 422, 429, 500, 503)


class Problem(BaseModel):
    """RFC 9457. It holds no word of a visit."""

    type: str
    """``urn:scribe:problem:<code>``; stable."""
    title: str
    status: int
    detail: str
    encounter: str | None = None
    """The encounter under which what was received or heard is kept, where a step failed."""


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route: these statuses beside those that every route has."""
    return {status: _response(_REASONS[status]) for status in sorted({*_ALWAYS, *statuses})}


def document_body(name: str, *, required: bool = True) -> dict[str, Any]:
    """The ``requestBody`` of a JSON document whose schema is ``name``."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}}


def _response(description: str) -> dict[str, Any]:
    return {"description": description, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
