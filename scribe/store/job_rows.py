"""Job rows: how far each draft is. This table decides; the queue only brings a worker to the row.

A worker takes a row by ``begin``, under its own name; what it writes later counts only while the row is still its
own, so that a worker that was given up for dead and wakes again changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, exists, func, insert, select, update

from scribe.schema.errors import AlreadySigned, NotFinalized, NotRetryable
from scribe.schema.job import Failure, Job, JobState, Step
from scribe.store.database import reading, writing
from scribe.store.signed import signed
from scribe.store.tables import UtcTime, encounters, jobs

MOST_TRIES = 3
"""A job that ended so many workers is not begun again by itself."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One entry into the queue: the job and how often it was put there. It names the queue's own entry."""

    encounter_id: str
    attempt: int
    hand_over: int
    step: Step
    """At which the work begins: TRANSCRIBE waits for the speech engine, the others do not."""

    @property
    def name(self) -> str:
        """Unique, and alike for the same entry: a second enqueue of it changes nothing."""
        return f"{self.encounter_id}.{self.attempt}.{self.hand_over}"


class JobRows:
    """See the module."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def latest(self, encounter_id: str) -> Job | None:
        """The latest attempt, or None before the encounter is finalized."""
        with reading(self._engine) as connection:
            row = connection.execute(latest_job(encounter_id)).one_or_none()
        return None if row is None else job_of(row)

    def attempt(self, encounter_id: str, number: int) -> Job | None:
        """The attempt of this number; None where there was none."""
        wanted = select(jobs).where(jobs.c.encounter_id == encounter_id, jobs.c.attempt == number)
        with reading(self._engine) as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else job_of(row)

    def ticket(self, encounter_id: str) -> Ticket | None:
        """What to put into the queue for the latest attempt, or None where it waits for nothing."""
        with reading(self._engine) as connection:
            row = connection.execute(latest_job(encounter_id)).one_or_none()
        if row is None or row.state != JobState.QUEUED.value:
            return None
        return _ticket(row)

    def begin(self, ticket: Ticket, worker: str, now: datetime) -> Job | None:
        """Takes the queued job for this worker; None where it is not waiting under this ticket any more.

        A job that was begun MOST_TRIES times is failed as poison instead, and None is given.
        """
        mine = (
            jobs.c.encounter_id == ticket.encounter_id,
            jobs.c.attempt == ticket.attempt,
            jobs.c.hand_over == ticket.hand_over,
            jobs.c.state == JobState.QUEUED.value,
        )
        poison = {
            "state": JobState.FAILED.value,
            "failure_code": "poison-job",
            "failure_detail": f"Each of {MOST_TRIES} workers that began the job ended with it.",
            "failure_retryable": False,
            "ended_at": now,
        }
        with writing(self._engine) as connection:
            connection.execute(update(jobs).where(*mine, jobs.c.tries >= MOST_TRIES).values(poison))
            taken = {
                "state": JobState.RUNNING.value,
                "worker": worker,
                "tries": jobs.c.tries + 1,
                "started_at": func.coalesce(jobs.c.started_at, now),
            }
            changed = connection.execute(update(jobs).where(*mine).values(taken))
            if not changed.rowcount:
                return None
            return job_of(connection.execute(latest_job(ticket.encounter_id)).one())

    def at_step(self, job: Job, worker: str, step: Step) -> bool:
        """Notes the step that begins; False where the job is not this worker's any more (cancelled, given away)."""
        return self._if_mine(job, worker, {"step": step.value, "seconds_done": None, "seconds_total": None})

    def progress(self, job: Job, worker: str, done: float, total: float) -> bool:
        """Notes how far the transcription is; False as for ``at_step``."""
        return self._if_mine(job, worker, {"seconds_done": int(done), "seconds_total": int(total)})

    def end(self, job: Job, worker: str, now: datetime, failure: Failure | None = None) -> bool:
        """The job is done, or failed for a reason; False as for ``at_step``."""
        told: dict[str, Any] = {"state": JobState.DONE.value, "ended_at": now}
        if failure is not None:
            told |= {
                "state": JobState.FAILED.value,
                "failure_code": failure.code,
                "failure_detail": failure.detail[:400],
                "failure_retryable": failure.retryable,
            }
        return self._if_mine(job, worker, told)

    def hand_back(self, job: Job, worker: str, *, counts: bool) -> Ticket | None:
        """Puts the job back into the queue under a new ticket; None as for ``at_step``.

        counts: whether the try counts; it does not where the worker was only asked to stop.
        """
        told: dict[str, Any] = {"state": JobState.QUEUED.value, "worker": None, "hand_over": jobs.c.hand_over + 1}
        told |= {} if counts else {"tries": jobs.c.tries - 1}
        return self.ticket(job.encounter_id) if self._if_mine(job, worker, told) else None

    def hand_on(self, job: Job, worker: str, step: Step) -> Ticket | None:
        """Puts the job into the queue for a later step, with all its tries; None as for ``at_step``."""
        told: dict[str, Any] = {"state": JobState.QUEUED.value, "worker": None, "hand_over": jobs.c.hand_over + 1}
        told |= {"step": step.value, "tries": 0}
        return self.ticket(job.encounter_id) if self._if_mine(job, worker, told) else None

    def of_workers(self) -> dict[str, list[Job]]:
        """The running jobs by the worker that has them."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(jobs).where(jobs.c.state == JobState.RUNNING.value)).all()
        found: dict[str, list[Job]] = {}
        for row in rows:
            found.setdefault(row.worker or "", []).append(job_of(row))
        return found

    def waiting(self) -> list[Ticket]:
        """The tickets of all queued jobs, the oldest first."""
        wanted = select(jobs).where(jobs.c.state == JobState.QUEUED.value).order_by(jobs.c.queued_at)
        with reading(self._engine) as connection:
            return [_ticket(row) for row in connection.execute(wanted)]

    def counts(self) -> dict[JobState, int]:
        """How many jobs are in each state."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
            return {JobState(row[0]): row[1] for row in rows}

    def oldest_waiting(self) -> datetime | None:
        """Since when the job that has waited longest is queued; None where none waits."""
        wanted = select(func.min(jobs.c.queued_at, type_=UtcTime())).where(jobs.c.state == JobState.QUEUED.value)
        with reading(self._engine) as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def cancel(self, encounter_id: str, now: datetime) -> Job:
        """Cancels the latest attempt where it is not over. Raises NotFinalized. What is kept stays."""
        told = {"state": JobState.CANCELLED.value, "ended_at": now}
        open_states = (JobState.QUEUED.value, JobState.RUNNING.value)
        with writing(self._engine) as connection:
            row = connection.execute(latest_job(encounter_id)).one_or_none()
            if row is None:
                raise NotFinalized("The encounter is not finalized, so there is no job.", "Finalize it first.")
            this = (jobs.c.encounter_id == encounter_id, jobs.c.attempt == row.attempt)
            connection.execute(update(jobs).where(*this, jobs.c.state.in_(open_states)).values(told))
            return job_of(connection.execute(latest_job(encounter_id)).one())

    def retry(self, encounter_id: str, now: datetime) -> Job:
        """The next attempt, whatever was written on the draft before: for a request see ``scribe.store.redraft``.

        Raises as ``next_attempt``.
        """
        with writing(self._engine) as connection:
            # Two retries take turns, and a purge that looks for jobs waits.
            connection.execute(select(encounters.c.id).where(encounters.c.id == encounter_id).with_for_update())
            return next_attempt(connection, encounter_id, now)

    def _if_mine(self, job: Job, worker: str, values: dict[str, Any]) -> bool:
        mine = (
            jobs.c.encounter_id == job.encounter_id,
            jobs.c.attempt == job.attempt,
            jobs.c.state == JobState.RUNNING.value,
            jobs.c.worker == worker,
        )
        with writing(self._engine) as connection:
            return bool(connection.execute(update(jobs).where(*mine).values(values)).rowcount)


def works(connection: Connection, encounter_id: str) -> bool:
    """Whether a job of the encounter, whose row is locked, waits or runs."""
    alive = [state.value for state in JobState if not state.is_over]
    wanted = exists().where(jobs.c.encounter_id == encounter_id, jobs.c.state.in_(alive))
    return bool(connection.execute(select(wanted)).scalar_one())


def job_of(row: Row[Any]) -> Job:
    """The row as the API shows it."""
    failure = None
    if row.failure_code:
        failure = Failure(code=row.failure_code, detail=row.failure_detail, retryable=row.failure_retryable)
    return Job(
        encounter_id=row.encounter_id,
        attempt=row.attempt,
        state=JobState(row.state),
        step=Step(row.step),
        tries=row.tries,
        seconds_done=row.seconds_done,
        seconds_total=row.seconds_total,
        failure=failure,
        queued_at=row.queued_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def next_attempt(connection: Connection, encounter_id: str, now: datetime) -> Job:
    """The next attempt of an encounter whose row is locked, queued; steps whose values are kept are skipped.

    Any job that is over may be tried again, one that gave a draft too: the language model may have failed.
    Raises NotFinalized, NotRetryable; AlreadySigned, because the database takes no draft of a signed note.
    """
    row = connection.execute(latest_job(encounter_id)).one_or_none()
    if row is None:
        raise NotFinalized("The encounter is not finalized, so there is no job.", "Finalize it first.")
    if not JobState(row.state).is_over:
        raise NotRetryable(f"The job is {row.state}.", "Wait for its end, or cancel it.")
    if connection.execute(select(signed(encounter_id))).scalar_one():
        raise AlreadySigned("The note is signed and is not drafted anew.", "Add an amendment.")
    sound = select(encounters.c.recording_sha256).where(encounters.c.id == encounter_id)
    step = Step.TRANSCRIBE if connection.execute(sound).scalar_one() else Step.EXTRACT
    queue(connection, encounter_id, row.attempt + 1, step, now)
    return job_of(connection.execute(latest_job(encounter_id)).one())


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(row.encounter_id, row.attempt, row.hand_over, Step(row.step))


def queue(connection: Connection, encounter_id: str, attempt: int, step: Step, now: datetime) -> None:
    """A new attempt that waits, within the transaction that wants it."""
    fresh = {"state": JobState.QUEUED.value, "step": step.value, "tries": 0, "hand_over": 1, "queued_at": now}
    connection.execute(insert(jobs).values(encounter_id=encounter_id, attempt=attempt, **fresh))


def latest_job(encounter_id: str) -> Any:
    """The query for the row of the latest attempt."""
    return select(jobs).where(jobs.c.encounter_id == encounter_id).order_by(jobs.c.attempt.desc()).limit(1)
