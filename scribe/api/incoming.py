"""Incoming: how large a request may be and how slowly its body may come."""

import asyncio
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from scribe.api.bodies import plain_number
from scribe.api.errors import Refusal

MOST_HEADER_BYTES = 32 * 1024
MOST_ADDRESS_BYTES = 8 * 1024


def check_head(scope: Scope, headers: Headers, max_body_bytes: int) -> None:
    """Before anything else is looked at. Raises a Refusal: 414, 431, 413 for a length that is declared."""
    if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > MOST_ADDRESS_BYTES:
        raise Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "address-too-long", "The address is too long.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADER_BYTES:
        raise Refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-large", "The headers are too large.")
    # A length that is no plain number is left to the count.
    if (plain_number(headers.get("content-length", "")) or 0) > max_body_bytes:
        raise _too_large(max_body_bytes)


def bounded(receive: Receive, max_body_bytes: int, patience_s: float) -> Receive:
    """Receives as before; raises a Refusal where the body grows too large (413) or its next piece is late (408)."""
    seen, is_whole = 0, False

    async def receiving() -> Message:
        nonlocal seen, is_whole
        if is_whole:  # what is waited for now is the client's going
            return await receive()
        try:
            async with asyncio.timeout(patience_s):
                message = await receive()
        except TimeoutError:
            raise _too_slow(patience_s) from None
        is_whole = not message.get("more_body", False)
        seen += len(message.get("body", b""))
        if seen > max_body_bytes:
            raise _too_large(max_body_bytes)
        return message

    return receiving


def _too_large(max_body_bytes: int) -> Refusal:
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "body-too-large",
        f"The body is larger than {max_body_bytes // 2**20} MB.",
    )


def _too_slow(patience_s: float) -> Refusal:
    return Refusal(
        HTTPStatus.REQUEST_TIMEOUT,
        "body-too-slow",
        f"Nothing of the body came for {patience_s:g} s.",
        {"Connection": "close"},
    )
