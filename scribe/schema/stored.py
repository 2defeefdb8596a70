"""Stored encounter: what a client tells of a visit at its start, and what the store knows of it later."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from scribe.schema.consent import Consent
from scribe.schema.job import Job
from scribe.schema.record import Record
from scribe.schema.request import EncounterRequest, ProposedCodes, TranscriptRequest


class AudioFormat(StrEnum):
    """How the sound arrives: a container of any kind as a file, or plain samples as they are recorded."""

    FILE = "file"
    """A recording in any common container, uploaded in chunks that joined are the file."""
    PCM_S16LE_16K = "pcm_s16le_16000"
    """Little-endian 16-bit samples, 16 kHz, one channel: what a live recorder sends."""


class NewEncounter(Record):
    """The body of ``POST /v1/encounters``. ``encounter.id`` is the client's own id and is kept as such."""

    encounter: EncounterRequest = EncounterRequest()
    proposed_codes: ProposedCodes = ()
    consent: Consent | None = None
    transcript: TranscriptRequest | None = None
    """The words of the visit, where they were heard elsewhere; then no sound is taken."""
    audio_format: AudioFormat = AudioFormat.FILE
    require_model: bool = False
    """Whether the job fails where the language model does, instead of the reader drafting."""


class EncounterState(StrEnum):
    """Whether more may come."""

    OPEN = "open"
    FINALIZED = "finalized"


class StoredEncounter(Record):
    """An encounter as the API shows it: what the client told, what was received, and how far the draft is."""

    id: str
    state: EncounterState
    created_at: AwareDatetime
    finalized_at: AwareDatetime | None = None
    told: NewEncounter
    consent: Consent | None = None
    bytes_received: Annotated[int, Field(ge=0)] = 0
    recording_sha256: str | None = None
    """Of the whole recording, once it is finalized; it stays when the sound has expired."""
    audio_expired: bool = False
    transcript_expired: bool = False
    legal_hold: bool = False
    """Neither deleted nor expired while it stands."""
    job: Job | None = None
    """The latest attempt; None before it is finalized."""
    revision: Annotated[int, Field(ge=0)] = 0
    """Of the latest draft; 0 where there is none."""


class DeletionReceipt(Record):
    """What a deletion removed. The encounter's data key is destroyed, so that no copy can be opened again."""

    encounter_id: str
    deleted_at: AwareDatetime
    reason: str
    """``requested`` or ``retention``."""
    objects: Annotated[int, Field(ge=0)]
    bytes: Annotated[int, Field(ge=0)]
