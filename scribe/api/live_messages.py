"""Live messages: what the server says over the WebSocket of a visit, as JSON (for clients: docs/live.md)."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scribe.schema.checklist import Checklist
from scribe.schema.errors import InputError, ScribeError, UnreadableMessage

if TYPE_CHECKING:
    from audio.live_segments import LiveSegment

FINISHED = 1000
TOO_BIG = 1009
RESTARTING = 1012
"""The server ends, or the session has to begin anew: connect again."""
TRY_AGAIN = 1013
NOT_UNDERSTOOD = 1007
NOT_READING = 4408
"""So many messages wait that the client does not seem to read; connect again."""
TAKEN_OVER = 4409
"""Another connection has taken the encounter over: do not connect again by yourself."""
GONE = 4404
_REFUSED = 4400
_CODES = {
    "not-authenticated": 4401,
    "consent-missing": 4403,
    "unknown-encounter": GONE,
    "already-finalized": 4410,
    "recording-too-large": 4413,
    "wrong-audio-format": 4415,
    "unreadable-message": NOT_UNDERSTOOD,
    "message-too-large": TOO_BIG,
    "offset-mismatch": RESTARTING,
}


def close_code(error: ScribeError) -> int:
    """With which a connection ends for an error."""
    return _CODES.get(error.code, _REFUSED if isinstance(error, InputError) else TRY_AGAIN)


def ready(offset: int, segments: "Iterable[LiveSegment]") -> str:
    """From which byte on sound is wanted, and all that is shown of the visit: it replaces what was shown before."""
    return _json("ready", offset=offset, segments=[_segment(one) for one in segments])


def ack(offset: int) -> str:
    """All bytes before ``offset`` are kept."""
    return _json("ack", offset=offset)


def segment(one: "LiveSegment") -> str:
    """A segment that is new, or has changed since it was sent under the same id."""
    return _json("segment", **_segment(one))


def checklist(found: Checklist) -> str:
    """Kinds and states, and nothing else that could be said to a patient."""
    return _json("checklist", **found.model_dump(mode="json"))


def ended(offset: int) -> str:
    """The recording is whole: ``offset`` bytes are kept."""
    return _json("ended", offset=offset)


def failure(error: ScribeError) -> str:
    """A code that stays, and a line without a word of the visit."""
    return _json("error", code=error.code, detail=str(error))


def wants_end(text: str) -> bool:
    """Whether a client's text ends the recording; it knows no other. Raises UnreadableMessage."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict) and said.get("type") == "end":
        return True
    raise UnreadableMessage(
        "A text message is not understood.", 'Send sound as binary, and {"type":"end"} as text.'
    )


def _segment(one: "LiveSegment") -> dict[str, Any]:
    said = one.segment
    return {
        "id": one.id,
        "state": one.state.value,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "speaker_role": said.speaker_role.value,
    }


def _json(kind: str, **content: Any) -> str:
    return json.dumps({"type": kind, **content}, ensure_ascii=False, separators=(",", ":"))
