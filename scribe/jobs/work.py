"""Work: one job from its ticket to its end. A step whose value is kept is skipped, so no step is done twice.

TRANSCRIBE needs the speech engine; the job then goes back into the queue, so that drafting never waits for it.
EXTRACT and DRAFT follow in one go. What is written counts only while the job row is this worker's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING

import guardrails
from audio.transcriber import Progress
from scribe.intake.request import encounter_of, proposed_codes, transcript_of
from scribe.jobs.kept import KeptReading, KeptTranscript, reading_key, transcript_key
from scribe.jobs.observer import Observer, Silent
from scribe.jobs.patience import PATIENCE_S, Patience
from scribe.jobs.queue import Queue
from scribe.logs import log
from scribe.pipeline.run import Parts, Reading, drafted, read
from scribe.schema.encounter import Encounter
from scribe.schema.errors import (
    JobCancelled,
    JobInterrupted,
    ObjectMissing,
    PoisonJob,
    StepError,
    StoreError,
    UnknownEncounter,
    as_scribe_error,
)
from scribe.schema.job import Failure, Job, Step
from scribe.schema.stored import StoredEncounter
from scribe.schema.transcript import Transcript
from scribe.store.job_rows import Ticket
from scribe.store.store import Store

if TYPE_CHECKING:
    from audio import Transcriber
    from audio.source import Recording

_NOTE_EVERY_S = 1.0


@dataclass(frozen=True)
class Means:
    """What a worker works with.

    sound_of: the sealed sound of an encounter as the transcriber takes it. parts_of: what drafts, where the model
    is required (True) or not; raises SettingsError where it is and none is named. model: its name, empty for none.
    unload_after_s: without a recording, the speech model is let go; 0 keeps it.
    """

    store: Store
    transcriber: "Transcriber"
    sound_of: "Callable[[StoredEncounter], Recording]"
    parts_of: Callable[[bool], Parts]
    now: Callable[[], datetime]
    model: str = ""
    unload_after_s: float = 0.0
    observer: Observer = field(default_factory=Silent)


class Work:
    """The jobs of one worker process; ``run`` is called in threads."""

    def __init__(self, means: Means, queue: Queue, worker_id: str, patience_s: float = PATIENCE_S) -> None:
        self._means, self._store, self._queue, self._worker_id = means, means.store, queue, worker_id
        self._stopping = Event()
        self._patiently = Patience(self._stopping, patience_s)
        self._lock = Lock()
        self._in_hand: set[Ticket] = set()
        self._last_heard = monotonic()

    def stop(self) -> None:
        """Jobs that run are handed back at their next progress or step."""
        self._stopping.set()

    def rest(self) -> None:
        """Lets the speech model go after a time without recordings; the next one loads it again."""
        after_s = self._means.unload_after_s
        if after_s and monotonic() - self._last_heard >= after_s and self._means.transcriber.unload():
            log("the speech model was let go after a time without recordings")

    def has_in_hand(self, job: Job) -> bool:
        """Whether a thread of this process works on it."""
        with self._lock:
            return (job.encounter_id, job.attempt) in {(one.encounter_id, one.attempt) for one in self._in_hand}

    def run(self, ticket: Ticket) -> None:
        """Takes the job, works, and writes how it ended. Raises StoreError where even that cannot be written."""
        with self._lock:
            # Before the row is taken: else the worker would take the job for one that it lost track of.
            self._in_hand.add(ticket)
        try:
            now = self._means.now()
            job = self._patiently(self._store.jobs.begin, ticket, self._worker_id, now)
            if job is not None:
                self._work(job)
            else:
                self._tell_poison(ticket, now)
        except JobInterrupted:
            return  # asked to stop before it began
        finally:
            with self._lock:
                self._in_hand.discard(ticket)

    def _tell_poison(self, ticket: Ticket, now: datetime) -> None:
        """Tells it where this worker's begin, and no earlier one, gave the job up."""
        job = self._patiently(self._store.jobs.latest, ticket.encounter_id)
        if job is not None and job.failure and job.failure.code == PoisonJob.code and job.ended_at == now:
            self._tell_failed(job, PoisonJob.code)

    def _work(self, job: Job) -> None:
        try:
            self._steps(job)
        except (JobCancelled, UnknownEncounter):
            log("a job is not this worker's any more", encounter_id=job.encounter_id, code=JobCancelled.code)
        except JobInterrupted:
            self._store.jobs.hand_back(job, self._worker_id, counts=False)
            self._means.observer.handed_back("worker-stops")
        except Exception as error:  # noqa: BLE001  # named by its code: its text may hold words of the visit
            self._fail(job, error)

    def _fail(self, job: Job, error: Exception) -> None:
        named = as_scribe_error(error)
        retryable = isinstance(named, StepError) and named.retryable
        failure = Failure(code=named.code, detail=str(named), retryable=retryable)
        if self._patiently(self._store.jobs.end, job, self._worker_id, self._means.now(), failure):
            self._tell_failed(job, named.code)

    def _tell_failed(self, job: Job, code: str) -> None:
        log("a job failed", encounter_id=job.encounter_id, code=code, status=job.step.value)
        self._means.observer.failed(code)

    def _steps(self, job: Job) -> None:
        stored = self._patiently(self._store.encounters.of_any_tenant, job.encounter_id)
        if job.step is Step.TRANSCRIBE and stored.told.transcript is None:
            self._transcribe(job, stored)
            ticket = self._patiently(self._store.jobs.hand_on, job, self._worker_id, Step.EXTRACT)
            if ticket is not None:
                self._put(ticket)
        else:
            self._draft(job, stored)

    def _put(self, ticket: Ticket) -> None:
        """At once where the queue answers; else a sweep does it."""
        try:
            self._queue.put(ticket)
        except StoreError:
            log("a ticket waits for the next sweep", encounter_id=ticket.encounter_id)

    def _transcribe(self, job: Job, stored: StoredEncounter) -> None:
        transcriber, values = self._means.transcriber, self._store.values
        digest = stored.recording_sha256 or ""
        key = transcript_key(stored.id, digest, transcriber.component)
        self._at_step(job, Step.TRANSCRIBE)
        if self._patiently(values.load, key) is not None:
            return
        if stored.audio_expired:
            raise ObjectMissing("The sound of the visit has expired.", "Nothing can be heard of it any more.")
        heard = self._patiently(self._heard, job, stored)
        kept = KeptTranscript(transcript=heard, asr=transcriber.component)
        self._patiently(values.save, key, kept.model_dump_json().encode(), self._means.now())

    def _heard(self, job: Job, stored: StoredEncounter) -> Transcript:
        began = monotonic()
        sound = self._means.sound_of(stored)
        heard = self._means.transcriber.transcribe(sound, _Progress(self, job))
        self._last_heard = monotonic()
        self._means.observer.transcribed(heard.duration or 0.0, monotonic() - began)
        return heard

    def _draft(self, job: Job, stored: StoredEncounter) -> None:
        self._at_step(job, Step.EXTRACT)
        parts = self._means.parts_of(stored.told.require_model)
        kept = self._kept_transcript(stored)
        encounter = _encounter(stored)
        guardrails.code_set_for(encounter.date_of_service)  # before a model is asked about a day no table covers
        reading = self._reading(encounter, kept.transcript, parts)
        self._at_step(job, Step.DRAFT)
        proposed = proposed_codes(stored.told.proposed_codes)
        result = drafted(encounter, kept.transcript, proposed, parts, reading, kept.asr)
        self._at_step(job, Step.DRAFT)
        now = self._means.now()
        self._patiently(self._store.values.save_draft, stored.id, job.attempt, result, now)
        if self._patiently(self._store.jobs.end, job, self._worker_id, now):
            self._means.observer.drafted(result, max(0.0, (now - job.queued_at).total_seconds()))

    def _kept_transcript(self, stored: StoredEncounter) -> KeptTranscript:
        if stored.told.transcript is not None:
            return KeptTranscript(transcript=transcript_of(stored.told.transcript))
        found = self._patiently(self._store.values.transcript, stored.id, stored.recording_sha256)
        if found is None:
            raise ObjectMissing("The transcript of the visit is not kept any more.", "Try the job again by hand.")
        return KeptTranscript.model_validate_json(found)

    def _reading(self, encounter: Encounter, transcript: Transcript, parts: Parts) -> Reading:
        """The kept reading, or a new one; one in which the model failed is not kept, so that a retry asks again."""
        values = self._store.values
        key = reading_key(encounter, transcript, parts.reader.component, _model(self._means.model, parts))
        if (found := self._patiently(values.load, key)) is not None:
            kept = KeptReading.model_validate_json(found)
            return Reading(kept.documentation, kept.extractor, kept.model, kept.prompt)
        reading = read(encounter, transcript, parts)
        if reading.failure is None:
            made = KeptReading(
                documentation=reading.documentation,
                extractor=reading.extractor,
                model=reading.model,
                prompt=reading.prompt,
            )
            self._patiently(values.save, key, made.model_dump_json().encode(), self._means.now())
        return reading

    def _at_step(self, job: Job, step: Step) -> None:
        """Notes the step. Raises JobInterrupted where the worker stops, JobCancelled where the job was taken."""
        self.check_stop()
        if not self._patiently(self._store.jobs.at_step, job, self._worker_id, step):
            raise _not_ours()

    def check_stop(self) -> None:
        """Raises JobInterrupted where the worker stops."""
        if self._stopping.is_set():
            raise JobInterrupted("The worker is being stopped.", "Another worker takes the job.")

    def note(self, job: Job, progress: Progress) -> None:
        """Notes how far the transcription is, where the store answers. Raises JobCancelled."""
        try:
            ours = self._store.jobs.progress(job, self._worker_id, progress.done, progress.total)
        except StoreError:
            return
        if not ours:
            raise _not_ours()


class _Progress:
    """The progress of one transcription: noted about once a second, and the place where it is interrupted."""

    def __init__(self, work: Work, job: Job) -> None:
        self._work, self._job, self._next = work, job, monotonic()

    def __call__(self, progress: Progress) -> None:
        self._work.check_stop()
        if monotonic() >= self._next:
            self._next = monotonic() + _NOTE_EVERY_S
            self._work.note(self._job, progress)


def _not_ours() -> JobCancelled:
    return JobCancelled("The job was cancelled or given to another worker.")


def _encounter(stored: StoredEncounter) -> Encounter:
    """Under our id; without a told date the day of its creation stands in, marked as assumed."""
    given = stored.told.encounter.model_copy(update={"id": stored.id})
    return encounter_of(given, fallback_id=stored.id, today=_day(stored.created_at))


def _day(moment: datetime) -> date:
    """The local calendar day."""
    return moment.astimezone().date()


def _model(name: str, parts: Parts) -> str:
    """The language model by its name, chain and prompt, or nothing."""
    if parts.model is None:
        return ""
    return f"{name} {parts.model.chain.component.model_dump_json()} {parts.model.prompt.model_dump_json()}"
