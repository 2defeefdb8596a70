"""Bodies and headers as they come in: bounded, strict, and never echoed."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from anyio import to_thread
from fastapi import Request
from pydantic import ValidationError

from scribe.api.errors import Refusal
from scribe.intake.invalid import invalid_body
from scribe.schema.record import Record

MOST_DOCUMENT_BYTES = 16 * 2**20
"""Of a JSON document: the words of many hours. Sound streams and has bounds of its own."""
MOST_SMALL_DOCUMENT_BYTES = 64 * 2**10
"""Of one without words of a visit: read at once, on the event loop."""
_MOST_DIGITS = 15

Told = TypeVar("Told", bound=Record)


def document(kind: type[Told], what: str, most: int = MOST_DOCUMENT_BYTES) -> Callable[[Request], Awaitable[Told]]:
    """A dependency that reads the JSON body as ``kind``. what: its name in a refusal. most: bytes."""

    async def read(request: Request) -> Told:
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media not in ("application/json", ""):
            raise Refusal(415, "unsupported-media-type", "Send application/json.")
        body = await bounded(request, most)
        return await to_thread.run_sync(_parsed, kind, body, what)

    return read


def document_or_nothing(kind: type[Told], what: str) -> Callable[[Request], Awaitable[Told]]:
    """As ``document`` of a small one, and an empty body is the document of defaults."""

    async def read(request: Request) -> Told:
        return _parsed(kind, await bounded(request, MOST_SMALL_DOCUMENT_BYTES) or b"{}", what)

    return read


async def bounded(request: Request, most: int = MOST_DOCUMENT_BYTES) -> bytes:
    """The body, refused with 413 before more than ``most`` bytes of it are in memory."""
    pieces = bytearray()
    async for piece in request.stream():
        pieces += piece
        if len(pieces) > most:
            raise Refusal(413, "body-too-large", f"The document is larger than {most // 2**10} kB.")
    return bytes(pieces)


def header_number(request: Request, name: str) -> int | None:
    """The header as a number of bytes; None where it was not sent. Refuses all but plain digits with 400."""
    given = request.headers.get(name)
    if given is None:
        return None
    number = plain_number(given)
    if number is None:
        raise Refusal(400, "malformed-header", f"{name} is not a number of bytes.")
    return number


def plain_number(text: str) -> int | None:
    """A number written in ASCII digits, of a size that some recording may have; else None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def _parsed(kind: type[Told], body: bytes, what: str) -> Told:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        raise invalid_body(what, error) from None
