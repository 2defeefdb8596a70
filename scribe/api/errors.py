"""From an error to an RFC 9457 problem: a stable type, one clear line, no patient text. Only here is HTTP known."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from scribe.schema.errors import EngineBusy, InputError, ModelRateLimited, ScribeError, StepError, as_scribe_error

PROBLEM = "application/problem+json"


def problem(status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document; ``type`` is ``urn:scribe:problem:<code>`` and never changes for one cause."""
    body = {
        "type": f"urn:scribe:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body, status_code=status, media_type=PROBLEM, headers=headers)


def install(app: FastAPI) -> None:
    """Let every error of this app leave as a problem document."""
    app.add_exception_handler(ScribeError, _scribe_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)


def _scribe_error(_: Request, error: Exception) -> JSONResponse:
    known = as_scribe_error(error)
    headers = {}
    if isinstance(known, ModelRateLimited) and known.retry_after_s is not None:
        headers["Retry-After"] = str(int(known.retry_after_s) + 1)
    if isinstance(known, EngineBusy):
        headers["Retry-After"] = "60"
    return problem(_status(known), known.code, str(known), headers)


def _status(error: ScribeError) -> int:
    if isinstance(error, InputError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, StepError) and error.code != "unexpected":
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _invalid_request(_: Request, error: Exception) -> JSONResponse:
    where = "the request"
    if isinstance(error, RequestValidationError):
        where = "; ".join(".".join(str(part) for part in item["loc"]) for item in error.errors()[:3])
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", f"Not as documented: {where}.")


def _http_error(_: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    phrase = HTTPStatus(status).phrase
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return problem(status, phrase.lower().replace(" ", "-"), f"{phrase}.", headers)
