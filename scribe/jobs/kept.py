"""Kept values: what the steps of a job leave in the store, and the keys under which equal input finds it again."""

import hashlib

from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.job import Step
from scribe.schema.record import Record
from scribe.schema.result import AsrComponent, Component, ModelComponent
from scribe.schema.transcript import Transcript
from scribe.store.values import StepKey

VERSION = "1"
"""Of the form of kept values. Another form is another version: what was kept before is made anew."""
_ANY_ATTEMPT = 0
_NOT_OF_THE_WORDS = frozenset({"device", "compute_type"})
"""Of the engine's component: where it ran. A draft is not heard anew because a GPU was taken out."""


class KeptTranscript(Record):
    """What was heard, and by which engine; ``asr`` None for words that were heard elsewhere."""

    transcript: Transcript
    asr: AsrComponent | None = None


class KeptReading(Record):
    """What was read of a transcript where nothing failed, and by whom."""

    documentation: Documentation
    extractor: Component
    model: ModelComponent | None = None
    prompt: Component | None = None


def transcript_key(encounter_id: str, recording_sha256: str, asr: AsrComponent) -> StepKey:
    """Of a recording's transcript: the same for every attempt, and for live and later hearing."""
    engine = asr.model_dump_json(exclude=set(_NOT_OF_THE_WORDS))
    version = f"{VERSION}/{_short(engine)}"
    return StepKey(encounter_id, _ANY_ATTEMPT, Step.TRANSCRIBE, version, recording_sha256)


def reading_key(encounter: Encounter, transcript: Transcript, reader: Component, model: str) -> StepKey:
    """Of the facts read. reader: who reads; model: the language model's name and prompt, empty for none."""
    version = f"{VERSION}/{_short(reader.model_dump_json() + model)}"
    given = hashlib.sha256((encounter.model_dump_json() + transcript.model_dump_json()).encode()).hexdigest()
    return StepKey(encounter.id, _ANY_ATTEMPT, Step.EXTRACT, version, given)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
