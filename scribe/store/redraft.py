"""Redraft: the next attempt at a draft, asked for by somebody. What was written on the draft before is given up by
the name of its revision, or not at all."""

from collections import Counter
from datetime import datetime

from scribe.schema.audit import event_of
from scribe.schema.errors import StaleRevision, WorkOnNote
from scribe.schema.job import Job
from scribe.schema.principal import Principal
from scribe.store.database import writing
from scribe.store.encounters import locked
from scribe.store.job_rows import next_attempt
from scribe.store.notes import Standing
from scribe.store.store import Store


def redraft(store: Store, encounter_id: str, who: Principal, now: datetime, gives_up: int | None = None) -> Job:
    """The job, queued and told of in one transaction.

    gives_up: the revision of the note that the caller knows, and of whose edits, answers and overrides a new draft
    holds none. The history keeps them; where the attempt ends without a draft, they stand.
    Raises UnknownEncounter, WorkOnNote, StaleRevision, and as ``next_attempt``; nothing changes then.
    """
    with writing(store.engine) as connection:
        row = locked(connection, encounter_id, who.tenant)
        job = next_attempt(connection, encounter_id, now)
        _check(store.notes.standing(connection, row), gives_up)
        store.audit.append(connection, event_of(who, "job.retry", encounter_id, gives_up), now)
    return job


def _check(standing: Standing, gives_up: int | None) -> None:
    if gives_up is None and standing.written:
        counts = Counter(standing.written)
        raise WorkOnNote(standing.revision, ", ".join(f"{count} {kind}(s)" for kind, count in counts.items()))
    if gives_up not in (None, standing.revision):
        raise StaleRevision(standing.revision)
