"""``/v1/encounters/{id}/audio/content``: the recording back, byte for byte, opened a piece at a time."""

import re
from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from scribe.api.described import refusals
from scribe.api.encounters import EncounterId
from scribe.api.errors import Refusal
from scribe.api.keeping import Keeping
from scribe.api.principals import Caller
from scribe.store.recordings import Piece, Recordings

_MEDIA = "application/octet-stream"
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}/audio", tags=["audio"])

    @router.get(
        "/content",
        summary="Read the recording back",
        response_class=Response,
        responses={
            200: {"content": {_MEDIA: {}}, "description": "All that is kept so far"},
            206: {"content": {_MEDIA: {}}, "description": "The range that was asked for"},
            **refusals(404, 410, 416),
        },
    )
    def content(request: Request, caller: Caller, encounter_id: EncounterId) -> Response:
        """Of one ``Range`` the bytes; several ranges at once are not told apart and give all."""
        stored = keeping.store.encounters.get(encounter_id, caller.tenant)
        if stored.audio_expired:
            raise Refusal(410, "audio-expired", "The sound has expired and was purged.")
        pieces = keeping.store.recordings.pieces(encounter_id)
        size = sum(piece.length for piece in pieces)
        first, end = _asked(request, size)
        headers = {
            "Accept-Ranges": "bytes",
            "Content-Length": str(end - first),
            "Content-Disposition": "attachment",
            "X-Content-Type-Options": "nosniff",
        }
        whole = (first, end) == (0, size)
        if not whole:
            headers["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
        sound = _opened(keeping.store.recordings, encounter_id, pieces, first, end)
        return StreamingResponse(sound, 200 if whole else 206, headers, _MEDIA)

    return router


def _asked(request: Request, size: int) -> tuple[int, int]:
    """First byte and end of what is asked for; all of it where no single range is named."""
    found = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if found is None or found.groups() == ("", ""):
        return 0, size
    low, high = found.groups()
    first = int(low) if low else max(0, size - int(high))
    end = min(size, int(high) + 1) if low and high else size
    if first >= end:
        raise Refusal(416, "range-not-satisfiable", "No such bytes are kept.", {"Content-Range": f"bytes */{size}"})
    return first, end


def _opened(
    recordings: Recordings, encounter_id: str, pieces: tuple[Piece, ...], first: int, end: int
) -> Iterator[bytes]:
    """The bytes from ``first`` to ``end``. The first piece is opened at once: its errors are still an answer."""
    wanted = [one for one in pieces if one.start < end and one.start + one.length > first]
    parts = (recordings.read(encounter_id, one)[max(0, first - one.start) : end - one.start] for one in wanted)
    begun = next(parts, b"")
    return _joined(begun, parts)


def _joined(begun: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield begun
    yield from rest
