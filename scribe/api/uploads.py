"""``/v1/encounters/{id}/audio``: a recording arrives in chunks and goes on where it was broken off (tus 1.0).

A body streams to the store in sealed pieces; one piece is in memory at a time, and one more being read. With a
checksum a chunk counts whole or not at all. Without one, each piece counts once it is on disk.
"""

import binascii
import hashlib
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from anyio import CancelScope, to_thread
from fastapi import APIRouter, Depends, Request, Response
from starlette.requests import ClientDisconnect

from scribe.api.bodies import header_number
from scribe.api.described import refusals
from scribe.api.encounters import EncounterId
from scribe.api.errors import Refusal
from scribe.api.keeping import Keeping
from scribe.api.links import OF_PATH, links
from scribe.api.principals import Caller
from scribe.schema.errors import ChecksumMismatch, EncounterConflict, RecordingTooLarge
from scribe.schema.stored import EncounterState, StoredEncounter
from scribe.store.recordings import PIECE_BYTES, Piece, Recordings

VERSION = "1.0.0"
CHUNK = "application/offset+octet-stream"
_DIGESTS = {"sha256": 32, "sha1": 20}
"""Algorithms of a checksum and the length of each in bytes. SHA-1 because tus demands it."""
_NO_BODY: dict[str, Any] = {"content": {CHUNK: {"schema": {"type": "string", "format": "binary"}}}}


class Digest(Protocol):
    """A checksum as it grows."""

    def update(self, data: bytes, /) -> None:
        """Takes the next bytes."""

    def digest(self) -> bytes:
        """Of all so far."""


@dataclass(frozen=True)
class Checksum:
    """The checksum that a chunk must have."""

    growing: Digest
    wanted: bytes

    def check(self) -> None:
        """Raises ChecksumMismatch."""
        if self.growing.digest() != self.wanted:
            raise ChecksumMismatch(
                "The chunk is not the one whose checksum was sent; nothing of it is kept.", "Send it again."
            )


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}/audio", tags=["audio"])
    router.dependencies.append(Depends(_speaks_tus))
    _ask(router, keeping)
    _send(router, keeping)
    return router


def _speaks_tus(request: Request, response: Response) -> None:
    """Each answer names the version; one that we do not speak is refused."""
    always = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
    request.state.always = always
    response.headers.update(always)
    if request.method != "OPTIONS" and request.headers.get("tus-resumable", VERSION) != VERSION:
        raise Refusal(412, "unknown-tus-version", f"This is tus {VERSION}.", {"Tus-Version": VERSION})


def _ask(router: APIRouter, keeping: Keeping) -> None:
    @router.options("", status_code=204, summary="What this upload speaks", responses=refusals(404))
    def options(response: Response, encounter_id: EncounterId) -> None:
        """The version, its extensions, the checksums, and the largest recording."""
        response.headers["Tus-Version"] = VERSION
        response.headers["Tus-Extension"] = "checksum"
        response.headers["Tus-Checksum-Algorithm"] = ",".join(_DIGESTS)
        response.headers["Tus-Max-Size"] = str(most_bytes(keeping))

    @router.head("", summary="How much is kept", responses=refusals(404, 410, 412))
    def head(response: Response, caller: Caller, encounter_id: EncounterId) -> None:
        """``Upload-Offset`` is the byte from which to go on. The length is known when it is finalized."""
        stored = keeping.store.encounters.get(encounter_id, caller.tenant)
        if stored.audio_expired:
            raise Refusal(410, "audio-expired", "The sound has expired and was purged.")
        response.headers["Upload-Offset"] = str(stored.bytes_received)
        if stored.state is EncounterState.FINALIZED:
            response.headers["Upload-Length"] = str(stored.bytes_received)
        else:
            response.headers["Upload-Defer-Length"] = "1"


def _send(router: APIRouter, keeping: Keeping) -> None:
    @router.patch(
        "",
        status_code=204,
        summary="Append a chunk",
        responses={
            204: {"description": "These bytes are kept", **links("append", "finalize", of=OF_PATH)},
            **refusals(400, 404, 409, 412, 413, 415, 460, 507),
        },
        openapi_extra={"requestBody": {"required": True, **_NO_BODY}},
    )
    async def patch(request: Request, response: Response, caller: Caller, encounter_id: EncounterId) -> None:
        """Headers: ``Upload-Offset``, and ``Upload-Checksum: sha256 <base64>`` where it shall count as a whole."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != CHUNK:
            raise Refusal(415, "unsupported-media-type", f"Send {CHUNK}.")
        start = header_number(request, "Upload-Offset")
        if start is None:
            raise Refusal(400, "malformed-header", "Upload-Offset is missing.")
        checksum = _checksum(request)
        most = most_bytes(keeping)
        _not_too_large(max(start + (_declared(request) or 0), header_number(request, "Upload-Length") or 0), most)
        await to_thread.run_sync(_may_be_sent, keeping, caller.tenant, encounter_id, start)
        body = _Body(request, most - start)
        end = await _kept(keeping.store.recordings, encounter_id, start, body, checksum)
        response.headers["Upload-Offset"] = str(end)


def most_bytes(keeping: Keeping) -> int:
    """Of one recording."""
    return keeping.settings.most_recording_bytes


def takes_sound(stored: StoredEncounter) -> None:
    """Raises EncounterConflict where the words of the visit were told, so that no sound is taken."""
    if stored.told.transcript is not None:
        raise EncounterConflict("The encounter was begun with a transcript and takes no sound.", "Make another.")


def _may_be_sent(keeping: Keeping, tenant: str, encounter_id: str, start: int) -> None:
    stored = keeping.store.encounters.get(encounter_id, tenant)
    takes_sound(stored)
    keeping.store.recordings.check_open(encounter_id, start)


class _Body:
    """The body in pieces of PIECE_BYTES, the last one shorter; refused where it grows over ``most`` bytes."""

    def __init__(self, request: Request, most: int) -> None:
        self._request, self._most = request, most
        self.broken_off = False

    async def pieces(self) -> AsyncIterator[bytes]:
        """What a client sent before it went away comes too; ``broken_off`` is set then."""
        waiting, seen = bytearray(), 0
        try:
            async for part in self._request.stream():
                seen += len(part)
                _not_too_large(seen, self._most)
                waiting += part
                while len(waiting) >= PIECE_BYTES:
                    piece = bytes(waiting[:PIECE_BYTES])
                    del waiting[:PIECE_BYTES]
                    yield piece
        except ClientDisconnect:
            self.broken_off = True
        if waiting:
            yield bytes(waiting)


async def _kept(
    recordings: Recordings, encounter_id: str, start: int, body: _Body, checksum: Checksum | None
) -> int:
    """Stores the chunk; gives the bytes that are kept then."""
    if checksum is None:
        return await _each_piece(recordings, encounter_id, start, body)
    pieces: list[Piece] = []
    try:
        async for plain in body.pieces():
            pieces.append(await to_thread.run_sync(recordings.keep, encounter_id, start, plain))
            checksum.growing.update(plain)
            start += len(plain)
        checksum.check()
    except BaseException:  # also where the request is cancelled: nothing is left lying
        with CancelScope(shield=True):
            await to_thread.run_sync(recordings.discard, pieces)
        raise
    # Not discarded from here on: a commit may have come through though its answer did not.
    return await to_thread.run_sync(recordings.commit, encounter_id, pieces)


async def _each_piece(recordings: Recordings, encounter_id: str, start: int, body: _Body) -> int:
    async for plain in body.pieces():
        start = await to_thread.run_sync(partial(_append, recordings, encounter_id, start, plain))
    return start


def _append(recordings: Recordings, encounter_id: str, start: int, plain: bytes) -> int:
    return recordings.commit(encounter_id, [recordings.keep(encounter_id, start, plain)])


def too_large() -> RecordingTooLarge:
    """The recording grows over its bound."""
    return RecordingTooLarge("The recording is larger than SCRIBE_MAX_RECORDING_MB allows.")


def _not_too_large(size: int, most: int) -> None:
    if size > most:
        raise too_large()


def _declared(request: Request) -> int | None:
    return header_number(request, "Content-Length")


def _checksum(request: Request) -> Checksum | None:
    given = request.headers.get("upload-checksum")
    if given is None:
        return None
    algorithm, _, encoded = given.strip().partition(" ")
    try:
        wanted = b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        wanted = b""
    if len(wanted) != _DIGESTS.get(algorithm, -1):
        raise Refusal(400, "malformed-header", f"Upload-Checksum is none of {', '.join(_DIGESTS)} in base64.")
    growing = hashlib.sha256() if algorithm == "sha256" else hashlib.sha1(usedforsecurity=False)
    return Checksum(growing, wanted)
