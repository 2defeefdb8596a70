"""From a NoteRequest to the transcript and encounter the steps work on."""

import codecs
import json
from collections.abc import Callable
from datetime import date
from pathlib import PurePath

from pydantic import ValidationError

from scribe.intake.invalid import invalid_body
from scribe.schema.coding import LONGEST_CODE, CodeSource, ProposedCode
from scribe.schema.encounter import Encounter, Setting
from scribe.schema.errors import InputError, ScribeError
from scribe.schema.request import EncounterRequest, NoteRequest, TranscriptRequest
from scribe.schema.transcript import Coverage, Notice, Segment, SpeakerRole, Transcript


def parse_request(
    body: bytes | str,
    what: str = "the request",
    refusal: Callable[[str, ValidationError], ScribeError] = invalid_body,
) -> NoteRequest:
    """The request in ``body``; a bare transcript, as ``scribe transcribe`` writes it, is one too.

    refusal: of what is wrong with it; invalid_document tells the owner of a file also which key is unknown.
    Raises UnreadableTranscript naming the wrong field, never its content.
    """
    body = body.removeprefix("\ufeff") if isinstance(body, str) else body.removeprefix(codecs.BOM_UTF8)
    try:
        if _is_bare_transcript(body):
            return NoteRequest(transcript=TranscriptRequest.model_validate_json(body))
        return NoteRequest.model_validate_json(body)
    except ValidationError as error:
        raise refusal(PurePath(what).name, error) from None


def _is_bare_transcript(body: bytes | str) -> bool:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return False  # the validation names what is wrong with it
    return isinstance(given, dict) and "segments" in given and "transcript" not in given


def transcript_of(request: TranscriptRequest) -> Transcript:
    """The transcript with ids filled in (``s1, s2, ...`` in order) and absent roles ``unknown``."""
    taken = {segment.id for segment in request.segments if segment.id}
    segments = []
    for number, given in enumerate(request.segments, start=1):
        segments.append(
            Segment(
                id=given.id or _free_id(number, taken),
                start=given.start,
                end=given.end,
                speaker_role=given.speaker_role or SpeakerRole.UNKNOWN,
                text=given.text,
                confidence=given.confidence,
                speaker_label=given.speaker_label,
                words=given.words,
            )
        )
    ends = [segment.end for segment in segments if segment.end is not None]
    return Transcript(
        segments=tuple(segments),
        language=request.language,
        duration=max(ends, default=None) if request.duration is None else request.duration,
        coverage=request.coverage or Coverage(),
        notices=tuple(Notice(kind=given.kind, detail=given.detail) for given in request.notices),
    )


def _free_id(number: int, taken: set[str]) -> str:
    candidate = f"s{number}"
    while candidate in taken:
        candidate += "x"
    return candidate


def encounter_of(
    request: EncounterRequest, *, fallback_id: str, today: date, setting: Setting | None = None
) -> Encounter:
    """The encounter, its gaps filled: an absent date becomes ``today`` and is marked as assumed."""
    return Encounter(
        id=request.id or fallback_id,
        date_of_service=request.date_of_service or today,
        date_of_service_assumed=request.date_of_service is None,
        setting=setting or request.setting or Setting.OUTPATIENT,
        encounter_type=request.encounter_type,
        age_years=request.age_years,
        sex=request.sex,
    )


def proposed_codes(codes: tuple[str, ...], source: CodeSource = CodeSource.CLINICIAN) -> tuple[ProposedCode, ...]:
    """Codes to be checked, in the order given, each once, upper-cased and trimmed. Raises InputError.

    What is no code at all stays for the check to name; only what is too long to be shown as one is refused.
    """
    if any(len(code.strip()) > LONGEST_CODE for code in codes):
        raise InputError(f"A proposed code is longer than {LONGEST_CODE} characters.", "Give codes such as M54.50.")
    cleaned = dict.fromkeys(code.strip().upper() for code in codes if code.strip())
    return tuple(ProposedCode(code=code, source=source) for code in cleaned)
