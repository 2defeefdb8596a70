"""Whole visits put into the store at once: to be drafted later, or set aside because a step failed."""

import hashlib
from functools import partial
from typing import BinaryIO

from scribe.api.encounters import check_told
from scribe.api.keeping import Keeping
from scribe.api.progress import finalized
from scribe.api.uploads import most_bytes, too_large
from scribe.clock import now
from scribe.jobs.kept import KeptTranscript, transcript_key
from scribe.schema.audit import event_of
from scribe.schema.errors import ConsentMissing, IdempotencyKeyReused
from scribe.schema.principal import Principal
from scribe.schema.request import TranscriptRequest
from scribe.schema.result import AsrComponent
from scribe.schema.stored import EncounterState, NewEncounter, StoredEncounter
from scribe.schema.transcript import Transcript
from scribe.store.recordings import PIECE_BYTES


def told(keeping: Keeping, tenant: str, new: NewEncounter, idempotency_key: str | None) -> StoredEncounter:
    """An encounter of words that were heard elsewhere, with its job."""
    check_told(new)
    stored, _ = keeping.store.encounters.create(new, now(), idempotency_key, tenant)
    return finalized(keeping, tenant, stored.id)[0]


def recorded(
    keeping: Keeping, tenant: str, new: NewEncounter, recording: BinaryIO, idempotency_key: str | None
) -> StoredEncounter:
    """An encounter of a recording, with its job. Raises ConsentMissing before any sound is kept."""
    if new.consent is None:
        raise ConsentMissing(
            "No consent to the recording was sent, so no sound is kept.",
            "Send who gave it, to whom, when and how in the part named consent.",
        )
    check_told(new)
    digest = _sha256(recording)
    if recording.tell() > most_bytes(keeping):
        raise too_large()
    stored, _ = keeping.store.encounters.create(new, now(), idempotency_key, tenant)
    if stored.state is EncounterState.OPEN:
        _append(keeping, stored, recording)
        stored, _ = finalized(keeping, tenant, stored.id, digest)
    if stored.recording_sha256 != digest:
        raise IdempotencyKeyReused("This idempotency key came with another recording before.", "Use a new key.")
    return stored


def set_aside(
    keeping: Keeping,
    who: Principal,
    new: NewEncounter,
    recording: BinaryIO,
    heard: tuple[Transcript, AsrComponent] | None,
) -> str | None:
    """The id of an open encounter that holds what may be kept; None where there is nothing.

    The sound with its transcript where consent came along, the transcript alone where none did.
    Whoever finalizes it has it drafted from there. The audit log tells of it: the answer is a refusal, of which the
    layer before the routes tells nothing.
    """
    store, told = keeping.store, partial(event_of, who, "encounter.aside")
    if new.consent is None:
        if heard is None:
            return None
        words = TranscriptRequest.model_validate_json(heard[0].model_dump_json())
        new = new.model_copy(update={"transcript": words})
        return store.encounters.create(new, now(), tenant=who.tenant, told=told)[0].id
    stored, _ = store.encounters.create(new, now(), tenant=who.tenant, told=told)
    digest = _sha256(recording)
    _append(keeping, stored, recording)
    if heard is not None:
        kept = KeptTranscript(transcript=heard[0], asr=heard[1])
        store.values.save(transcript_key(stored.id, digest, heard[1]), kept.model_dump_json().encode(), now())
    return stored.id


def _sha256(recording: BinaryIO) -> str:
    digest = hashlib.sha256()
    while plain := recording.read(PIECE_BYTES):
        digest.update(plain)
    return digest.hexdigest()


def _append(keeping: Keeping, stored: StoredEncounter, recording: BinaryIO) -> None:
    """What the encounter lacks of the recording, in sealed pieces."""
    recordings, start = keeping.store.recordings, stored.bytes_received
    recording.seek(start)
    while plain := recording.read(PIECE_BYTES):
        start = recordings.commit(stored.id, [recordings.keep(stored.id, start, plain)])
