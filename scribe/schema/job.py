"""Job: the work from a finished recording to a draft, as anyone may see it: ids, counts and codes, never text."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from scribe.schema.record import Record


class Step(StrEnum):
    """The steps whose values are kept. What lies between them is computed in milliseconds and always alike."""

    TRANSCRIBE = "transcribe"
    EXTRACT = "extract"
    DRAFT = "draft"


class JobState(StrEnum):
    """Where a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Nothing more happens by itself."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Failure(Record):
    """Why a job stopped. ``code`` is the stable code of scribe.schema.errors."""

    code: str
    detail: str
    """One line without a word of the visit."""
    retryable: bool
    """Whether the same may succeed at another time."""


class Job(Record):
    """One attempt at the draft of an encounter. A retry by hand is the next attempt."""

    encounter_id: str
    attempt: Annotated[int, Field(ge=1)]
    state: JobState
    step: Step
    """The step that is being made or waited for, or at which it stopped."""
    tries: Annotated[int, Field(ge=0)] = 0
    """How often a worker has begun it; after the third that ended without an answer it is given up."""
    seconds_done: Annotated[float, Field(ge=0)] | None = None
    """Of the recording, while it is transcribed."""
    seconds_total: Annotated[float, Field(ge=0)] | None = None
    failure: Failure | None = None
    queued_at: AwareDatetime
    started_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
