"""Transcript: what was heard, by whom and when, and an account of every second."""

import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, FailFast, Field

from scribe.schema.record import Record


class SpeakerRole(StrEnum):
    """Who speaks. A wrong role is worse than ``unknown``: a label never becomes a role by guess."""

    CLINICIAN = "clinician"
    PATIENT = "patient"
    OTHER = "other"
    UNKNOWN = "unknown"


def _nfc(text: object) -> object:
    if not isinstance(text, str) or text.isascii():
        return text
    return unicodedata.normalize("NFC", text)


NFC = BeforeValidator(_nfc)
"""Stands after the limits of a text, so that those are checked in compiled code."""

NormalText = Annotated[str, NFC]
"""Text in Unicode NFC, so that equal words have equal code points and offsets stay true."""

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Word(Record):
    """One spoken word with its times (seconds from the start of the recording)."""

    start: Seconds
    end: Seconds
    text: str
    probability: Probability
    original: str | None = None
    """What the speech engine wrote, where a term was corrected after decoding; None where nothing was."""


class Segment(Record):
    """One stretch of speech by one speaker. Times are None where the source had none (a typed transcript)."""

    id: Annotated[str, Field(min_length=1, max_length=64)]
    start: Seconds | None = None
    end: Seconds | None = None
    speaker_role: SpeakerRole = SpeakerRole.UNKNOWN
    text: NormalText
    confidence: Probability | None = None
    """Mean word probability of the speech engine; None where nobody measured it."""
    speaker_label: str | None = None
    """The raw label of a source or a diarizer (``SPEAKER_00``); never read as a role."""
    words: tuple[Word, ...] = ()


class Gap(Record):
    """A stretch of the recording that gave no words, and why.

    reason: ``silence`` (nobody speaks there), ``no_speech`` (hardly anybody does in the whole recording),
    ``speech_not_transcribed`` (somebody seems to speak, and no words came of it), ``undecodable`` (damaged or
    missing); of a live recording ``not_delivered`` (the sound never arrived) and ``engine_failed`` (the engine
    failed there each time it was tried); and words that came and are not believed: ``repetition``,
    ``impossible_rate``, ``stock_phrase``, ``words_without_speech``, ``improbable_words``,
    ``echo_of_other_channel``.
    """

    start: Seconds
    end: Seconds
    reason: str


class Coverage(Record):
    """The account of every second: heard plus gaps equals recorded. All None for a typed transcript."""

    seconds_in: Seconds | None = None
    seconds_speech: Seconds | None = None
    seconds_decoded: Seconds | None = None
    seconds_low_confidence: Seconds | None = None
    gaps: Annotated[tuple[Gap, ...], FailFast()] = ()


class NoticeKind(StrEnum):
    """What may have gone otherwise than hoped while a recording was heard."""

    SPEAKERS_NOT_TOLD_APART = "speakers_not_told_apart"
    """The separation of speakers failed: the words stand, roles may be unknown."""
    SAMPLE_RATE_DOUBTED = "sample_rate_doubted"
    """The file states a sample rate at which its sound is no human speech."""


class Notice(Record):
    """One thing about the hearing of a recording that whoever reads the transcript must know."""

    kind: NoticeKind
    detail: str
    """One or two sentences, without a word of the visit."""


class Transcript(Record):
    """The words of the visit in time order. Segment ids are unique."""

    segments: tuple[Segment, ...]
    language: str | None = None
    duration: Seconds | None = None
    coverage: Coverage = Coverage()
    notices: tuple[Notice, ...] = ()

    @property
    def has_words(self) -> bool:
        """At least one word was heard."""
        return any(character.isalnum() for segment in self.segments for character in segment.text)

    @property
    def word_count(self) -> int:
        """Words in all segments: what stands between white space and holds a letter or a digit."""
        spoken = (word for segment in self.segments for word in segment.text.split())
        return sum(any(character.isalnum() for character in word) for word in spoken)

    def segment(self, segment_id: str) -> Segment | None:
        """The segment of this id, or None."""
        return next((segment for segment in self.segments if segment.id == segment_id), None)
