"""From an error to an RFC 9457 problem: a stable type, one clear line, no patient text. Only here is HTTP known.

Which status an error has: the most specific class in ``STATUS`` decides.
"""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from scribe.schema.errors import (
    ChecksumMismatch,
    EncounterConflict,
    EngineBusy,
    IdempotencyKeyReused,
    InputError,
    IssuerUnavailable,
    KeyUnavailable,
    ModelRateLimited,
    NotAuthenticated,
    ObjectMissing,
    OffsetMismatch,
    RecordingTooLarge,
    ScribeError,
    SealBroken,
    StaleRevision,
    StepError,
    StorageFull,
    StoreError,
    StoreUnavailable,
    UnexpectedFailure,
    UnknownEncounter,
    WorkOnNote,
    as_scribe_error,
)

PROBLEM = "application/problem+json"
CHECKSUM_MISMATCH = 460
"""Of tus 1.0, which HTTP itself does not know."""

STATUS: dict[type[ScribeError], int] = {
    ScribeError: HTTPStatus.INTERNAL_SERVER_ERROR,
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownEncounter: HTTPStatus.NOT_FOUND,
    NotAuthenticated: HTTPStatus.UNAUTHORIZED,
    RecordingTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    EncounterConflict: HTTPStatus.CONFLICT,
    IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    ChecksumMismatch: CHECKSUM_MISMATCH,
    StepError: HTTPStatus.SERVICE_UNAVAILABLE,
    UnexpectedFailure: HTTPStatus.INTERNAL_SERVER_ERROR,
    StoreError: HTTPStatus.INTERNAL_SERVER_ERROR,
    StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    StorageFull: HTTPStatus.INSUFFICIENT_STORAGE,
    ObjectMissing: HTTPStatus.INTERNAL_SERVER_ERROR,
    SealBroken: HTTPStatus.INTERNAL_SERVER_ERROR,
    KeyUnavailable: HTTPStatus.INTERNAL_SERVER_ERROR,
}
_RETRY_AFTER_S: dict[type[ScribeError], int] = {
    EngineBusy: 60,
    StoreUnavailable: 5,
    StorageFull: 60,
    IssuerUnavailable: 5,
}


class Refusal(HTTPException):
    """A request that is refused for its form alone: a header, a range, a media type."""

    def __init__(self, status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)
        self.code = code


class KeptAside(Exception):
    """A step failed; what was received or heard is kept as this encounter."""

    def __init__(self, cause: ScribeError, encounter_id: str) -> None:
        super().__init__(cause.code)
        self.cause, self.encounter_id = cause, encounter_id


def problem(
    status: int, code: str, detail: str, headers: dict[str, str] | None = None, **members: str
) -> JSONResponse:
    """A problem document; ``type`` is ``urn:scribe:problem:<code>`` and never changes for one cause."""
    body = {
        "type": f"urn:scribe:problem:{code}",
        "title": "Checksum Mismatch" if status == CHECKSUM_MISMATCH else HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        **members,
    }
    return JSONResponse(body, status_code=status, media_type=PROBLEM, headers=headers)


def install(app: FastAPI) -> None:
    """Let every error of this app leave as a problem document."""
    app.add_exception_handler(ScribeError, _scribe_error)
    app.add_exception_handler(KeptAside, _kept_aside)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)


def problem_of(error: ScribeError, more: dict[str, str] | None = None, **members: str) -> JSONResponse:
    """The problem document of an error. more: headers beside those that the error has itself."""
    return problem(status_of(error), error.code, str(error), {**(more or {}), **_headers(error)}, **members)


def refused(error: Refusal, more: dict[str, str] | None = None) -> JSONResponse:
    """The problem document of a refusal. more: as of ``problem_of``."""
    return problem(error.status_code, error.code, error.detail, {**(more or {}), **(error.headers or {})})


def status_of(error: ScribeError) -> int:
    """The status of the error's class, or of the nearest class it is a kind of."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _headers(error: ScribeError) -> dict[str, str]:
    if isinstance(error, NotAuthenticated):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, OffsetMismatch):
        return {"Upload-Offset": str(error.wanted)}
    if isinstance(error, StaleRevision | WorkOnNote):
        return {"ETag": f'"{error.revision}"'}
    if isinstance(error, ModelRateLimited) and error.retry_after_s is not None:
        return {"Retry-After": str(int(error.retry_after_s) + 1)}
    waits = next((_RETRY_AFTER_S[kind] for kind in type(error).__mro__ if kind in _RETRY_AFTER_S), None)
    return {} if waits is None else {"Retry-After": str(waits)}


def _scribe_error(request: Request, error: Exception) -> JSONResponse:
    return problem_of(as_scribe_error(error), _of_every_answer(request))


def _kept_aside(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, KeptAside):
        return _scribe_error(request, error)
    return problem_of(error.cause, _of_every_answer(request), encounter=error.encounter_id)


def _invalid_request(request: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    if any(item["loc"][:1] == ("path",) for item in found):
        return _scribe_error(request, UnknownEncounter("There is no such encounter.", "It may have been deleted."))
    where = "; ".join(".".join(str(part) for part in item["loc"]) for item in found[:3]) or "the request"
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid-request",
        f"Not as documented: {where}.",
        _of_every_answer(request),
    )


def _http_error(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, Refusal):
        return refused(error, _of_every_answer(request))
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = _of_every_answer(request) | dict((error.headers if isinstance(error, HTTPException) else None) or {})
    phrase = HTTPStatus(status).phrase
    return problem(status, phrase.lower().replace(" ", "-"), f"{phrase}.", headers)


def _of_every_answer(request: Request) -> dict[str, str]:
    """Headers that a route wants on each of its answers (``request.state.always``)."""
    return dict(getattr(request.state, "always", {}))
