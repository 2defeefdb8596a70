"""NoteRequest: what ``POST /v1/notes`` and ``scribe note X.json`` take.

Lists stop at their first wrong item (FailFast): a body of a million wrong ones would be gigabytes of errors.
"""

from datetime import date
from typing import Annotated

from pydantic import FailFast, Field, model_validator

from scribe.schema.encounter import Setting, Sex
from scribe.schema.record import Record
from scribe.schema.transcript import Coverage, NormalText, Notice, Seconds, SpeakerRole, Word

ProposedCodes = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=16)], ...], FailFast()]


class EncounterRequest(Record):
    """What the caller knows of the visit; what is absent is filled in and, for the date, marked as assumed."""

    id: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    date_of_service: date | None = None
    setting: Setting | None = None
    encounter_type: Annotated[str, Field(max_length=128)] | None = None
    age_years: Annotated[int, Field(ge=0, le=150)] | None = None
    sex: Sex | None = None


class SegmentRequest(Record):
    """One stretch of speech. An absent role is ``unknown``; an absent id becomes ``s1, s2, ...`` in order.

    Words and a raw speaker label are kept where the transcript has them, as ``scribe transcribe`` writes them.
    """

    id: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    speaker_role: SpeakerRole | None = None
    text: NormalText
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    speaker_label: str | None = None
    words: Annotated[tuple[Word, ...], FailFast()] = ()

    @model_validator(mode="after")
    def _time_runs_forward(self) -> "SegmentRequest":
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError("end lies before start")
        return self


class NoticeRequest(Notice):
    """A notice as a client gives it back: of what a transcript of this software says, not of any length."""

    detail: Annotated[str, Field(max_length=500)]


class TranscriptRequest(Record):
    """The words of the visit in time order; ids unique."""

    segments: Annotated[tuple[SegmentRequest, ...], FailFast()]
    language: str | None = None
    duration: Seconds | None = None
    coverage: Coverage | None = None
    notices: Annotated[tuple[NoticeRequest, ...], FailFast()] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "TranscriptRequest":
        given = [segment.id for segment in self.segments if segment.id]
        if len(given) != len(set(given)):
            raise ValueError("two segments have the same id")
        return self


class NoteRequest(Record):
    """A transcript with what is known of the visit and the codes somebody proposes."""

    encounter: EncounterRequest = EncounterRequest()
    transcript: TranscriptRequest
    proposed_codes: ProposedCodes = ()
