"""The openai package's exceptions as ours, by class name, so that nothing of the vendor is imported here.

A test lists the vendor's exception classes and fails on one that this table does not know. No message of the
vendor is kept: a server may repeat the prompt in it.
"""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Protocol

from scribe.schema.errors import (
    ModelError,
    ModelFiltered,
    ModelRateLimited,
    ModelRefused,
    ModelRejectedRequest,
    ModelTimeout,
    ModelTruncated,
    ModelUnavailable,
)


class _Headers(Protocol):
    def get(self, key: str) -> str | None: ...


def named_error(error: Exception) -> ModelError:
    """The error of ours that stands for a vendor's exception; an unknown one is "not of the protocol"."""
    for ancestor in type(error).__mro__:
        make = TABLE.get(ancestor.__name__)
        if make is not None:
            return make(error)
    return _not_the_protocol(error)


def _unreachable(_: Exception) -> ModelError:
    return ModelUnavailable(
        "The model server cannot be reached, or it closed the connection.",
        "Check OPENAI_BASE_URL and that the server is running.",
    )


def _timeout(_: Exception) -> ModelError:
    return ModelTimeout(
        "The model server did not answer in time.", "Raise SCRIBE_LLM_TIMEOUT_S or use a faster model."
    )


def _not_the_protocol(error: Exception) -> ModelError:
    return _final(
        ModelUnavailable(
            f"The model server's answer is not of the OpenAI protocol ({type(error).__name__}).",
            "Check OPENAI_BASE_URL: it usually ends in /v1.",
        )
    )


def _credentials(_: Exception) -> ModelError:
    return _final(
        ModelUnavailable("The model server refused the key.", "Check OPENAI_API_KEY and what it may be used for.")
    )


def _no_such_model(_: Exception) -> ModelError:
    return _final(
        ModelUnavailable(
            "The model server knows no such model or address.", "Check SCRIBE_MODEL and OPENAI_BASE_URL."
        )
    )


def _rejected(_: Exception) -> ModelError:
    return ModelRejectedRequest(
        "The model server refused the request.",
        "The visit may be longer than the model's context, or the server needs another SCRIBE_LLM_STRUCTURED.",
    )


def _server_failed(_: Exception) -> ModelError:
    failed = ModelUnavailable(
        "The model server failed.",
        "Some servers fail on a schema they cannot use: try another SCRIBE_LLM_STRUCTURED.",
    )
    failed.answered = True
    return failed


def _truncated(_: Exception) -> ModelError:
    return ModelTruncated("The model's answer was cut at its token limit; nothing of it is used.")


def _filtered(_: Exception) -> ModelError:
    return ModelFiltered("The server's content filter removed the model's answer.")


def _refused(_: Exception) -> ModelError:
    return ModelRefused("The model refused to answer.")


def _rate_limited(error: Exception) -> ModelError:
    headers = getattr(getattr(error, "response", None), "headers", None)
    limited = ModelRateLimited(
        "The model server asks to wait (429).", "Try again later.", retry_after_s(headers) if headers else None
    )
    return _final(limited) if getattr(error, "code", None) == "insufficient_quota" else limited


def _by_status(error: Exception) -> ModelError:
    status = getattr(error, "status_code", 0)
    if status == 408:
        return _timeout(error)
    if status in (413, 415, 431):
        return _rejected(error)
    return _server_failed(error) if status >= 500 else _not_the_protocol(error)


def _final(error: ModelError) -> ModelError:
    """The same error, not to be tried again: the next answer would be the same."""
    error.retryable = False
    return error


def retry_after_s(headers: _Headers) -> float | None:
    """Seconds the server asks to wait. A date counts from the server's own Date, so no clock is read."""
    given = headers.get("retry-after")
    if given is None:
        return None
    try:
        seconds = (
            float(given) if given.strip().replace(".", "", 1).isdigit() else _until(given, headers.get("date"))
        )
    except (ValueError, TypeError):  # neither a number nor a date, or dates of different kinds
        return None
    return seconds if 0 <= seconds < 86_400 else None


def _until(then: str, now: str | None) -> float:
    if now is None:
        raise ValueError("no Date header to count from")
    return (parsedate_to_datetime(then) - parsedate_to_datetime(now)).total_seconds()


TABLE: dict[str, Callable[[Exception], ModelError]] = {
    "APIConnectionError": _unreachable,
    "APITimeoutError": _timeout,
    "APIResponseValidationError": _not_the_protocol,
    "AuthenticationError": _credentials,
    "PermissionDeniedError": _credentials,
    "NotFoundError": _no_such_model,
    "BadRequestError": _rejected,
    "UnprocessableEntityError": _rejected,
    "ConflictError": _server_failed,
    "RateLimitError": _rate_limited,
    "InternalServerError": _server_failed,
    "LengthFinishReasonError": _truncated,
    "ContentFilterFinishReasonError": _filtered,
    "OpenAIRefusalError": _refused,
    "OpenAIContextOverflowError": _rejected,
    "OpenAIAPIContextOverflowError": _rejected,
    # Parts of the vendor's package that this program does not use; here so that each has its line.
    "InvalidWebhookSignatureError": _not_the_protocol,
    "SubjectTokenProviderError": _credentials,
    "WebSocketConnectionClosedError": _unreachable,
    "WebSocketQueueFullError": _unreachable,
    "APIStatusError": _by_status,
    "APIError": _not_the_protocol,
    "OpenAIError": _not_the_protocol,
}
