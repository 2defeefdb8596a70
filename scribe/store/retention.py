"""Retention: what has reached its age is purged. Sound, transcripts and whole encounters have an age each.

Ages count from the end of the recording. The encounter of a signed note stays at any age; its sound and its spoken
words may go. Nothing is purged of an encounter that is held, still records, or has a job that is not over: each is
looked at once more when its row is locked. What was broken off the next purge does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select, update

from scribe.schema.audit import event_of
from scribe.schema.errors import StoreError, UnknownEncounter
from scribe.schema.job import JobState
from scribe.schema.stored import EncounterState
from scribe.store.audit_log import software
from scribe.store.database import reading, truncate_log, writing
from scribe.store.encounters import remove
from scribe.store.signed import signed
from scribe.store.store import Store
from scribe.store.tables import audio_chunks, deletions, drafts, encounters, jobs, step_values

_LEAST_DAYS_OF_ABANDONED = 1.0
"""An encounter that still records is not abandoned, whatever age is set: no visit lasts a day."""
_ASKED_TWICE_DAYS = 1.0
"""So long after a deletion its sound is looked for again: a chunk that was on its way may have come after it."""
_MOST_FAILURES = 5
"""Then the store is taken to be away, and the next purge goes on."""

Condition: TypeAlias = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Ages:
    """Days after which each kind is purged; None keeps it."""

    audio_days: float | None = None
    transcript_days: float | None = None
    encounter_days: float | None = None


@dataclass(frozen=True, slots=True)
class Purged:
    """How many were removed of each kind, or would be."""

    encounters: int = 0
    recordings: int = 0
    transcripts: int = 0
    deleted: int = 0
    """Deleted encounters whose sound was still there."""
    strays: int = 0
    """Pieces that became no part of a recording."""
    failed: int = 0
    """That could not be removed now."""


def due(store: Store, ages: Ages, now: datetime) -> Purged:
    """What a purge would remove; strays are not counted."""
    with reading(store.engine) as connection:
        return Purged(
            encounters=len(_ids(connection, _encounter_due(ages, now))),
            recordings=len(_ids(connection, _audio_due(ages, now))),
            transcripts=len(_ids(connection, _transcript_due(ages, now))),
            deleted=len(_left(connection)),
        )


def purge(store: Store, ages: Ages, now: datetime, strays_since: datetime | None = None) -> Purged:
    """Removes what is due. Any number of purges may run at once, beside workers and uploads.

    strays_since: looks for strays in recordings finalized from then on; None in all of them.
    Raises StoreError where the store is away.
    """
    run = _Run(store, now)
    whole = run.each(_encounter_due(ages, now), run.encounter)
    sound = run.each(_audio_due(ages, now), run.audio)
    words = run.each(_transcript_due(ages, now), run.transcript)
    strays = run.each(_may_have_strays(strays_since), lambda id_, _: store.recordings.sweep_strays(id_))
    left = run.deleted()
    truncate_log(store.engine)
    return Purged(whole, sound, words, left, strays, run.failed)


class _Run:
    """One purge."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self._now = store, now
        self.failed = 0

    def each(self, is_due: Condition, act: Callable[[str, Condition], int]) -> int:
        with reading(self._store.engine) as connection:
            ids = _ids(connection, is_due)
        return sum(self._tried(partial(act, id_, is_due)) for id_ in ids)

    def encounter(self, encounter_id: str, is_due: Condition) -> int:
        if self._still_records(encounter_id):
            return 0
        with writing(self._store.engine) as connection:
            row = _locked(connection, encounter_id, is_due)
            if row is None:
                return 0
            remove(connection, row, self._now, "retention")
            self._tell(connection, row, "encounter.purge")
        self._store.recordings.sweep_deleted(encounter_id)
        return 1

    def _still_records(self, encounter_id: str) -> bool:
        """An open encounter may have been made long before its visit: sound that came lately says that it runs."""
        if self._store.encounters.of_any_tenant(encounter_id).state is EncounterState.FINALIZED:
            return False
        latest = self._store.objects.latest(encounter_id)
        return latest is not None and latest > self._now - timedelta(days=_LEAST_DAYS_OF_ABANDONED)

    def audio(self, encounter_id: str, is_due: Condition) -> int:
        """First said to be expired, so that nobody reads on while the pieces go one by one."""
        with writing(self._store.engine) as connection:
            row = _locked(connection, encounter_id, is_due)
            if row is None:
                return 0
            since = func.coalesce(encounters.c.audio_expired_at, self._now)
            connection.execute(
                update(encounters).where(encounters.c.id == encounter_id).values(audio_expired_at=since)
            )
            if row.audio_expired_at is None:  # else it was told when it began
                self._tell(connection, row, "audio.purge")
        self._store.recordings.expire(encounter_id)
        return 1

    def transcript(self, encounter_id: str, is_due: Condition) -> int:
        with writing(self._store.engine) as connection:
            row = _locked(connection, encounter_id, is_due)
            if row is None:
                return 0
            self._store.values.expire_transcript(connection, row, self._now)
            self._tell(connection, row, "transcript.purge")
        return 1

    def _tell(self, connection: Connection, row: Row[Any], action: str) -> None:
        self._store.audit.append(connection, event_of(software(row.tenant), action, row.id), self._now)

    def deleted(self) -> int:
        recently = self._now - timedelta(days=_ASKED_TWICE_DAYS)
        with reading(self._store.engine) as connection:
            left, late = _left(connection), _left(connection, deletions.c.deleted_at >= recently)
        swept = sum(self._tried(partial(self._sweep, id_)) for id_ in left)
        for id_ in set(late) - set(left):
            self._tried(partial(self._sweep, id_))
        return swept

    def _sweep(self, encounter_id: str) -> int:
        if self._store.recordings.sweep_deleted(encounter_id):
            return 1
        raise StoreError("The sound of a deleted encounter is still there.")

    def _tried(self, act: Callable[[], int]) -> int:
        try:
            return act()
        except UnknownEncounter:  # deleted meanwhile
            return 0
        except StoreError:
            self.failed += 1
            if self.failed >= _MOST_FAILURES:
                raise
            return 0


def _locked(connection: Connection, encounter_id: str, is_due: Condition) -> Row[Any] | None:
    """The row that nobody changes and to which no job is added meanwhile; None where it is not due any more."""
    connection.execute(select(encounters.c.id).where(encounters.c.id == encounter_id).with_for_update())
    return connection.execute(select(encounters).where(encounters.c.id == encounter_id, is_due)).one_or_none()


def _ids(connection: Connection, is_due: Condition) -> list[str]:
    return list(connection.execute(select(encounters.c.id).where(is_due).order_by(encounters.c.number)).scalars())


def _left(connection: Connection, which: Condition = deletions.c.objects_left) -> list[str]:
    return list(connection.execute(select(deletions.c.encounter_id).where(which)).scalars())


def _encounter_due(ages: Ages, now: datetime) -> Condition:
    if ages.encounter_days is None:
        return _never()
    abandoned = _before(now, max(ages.encounter_days, _LEAST_DAYS_OF_ABANDONED))
    is_open = encounters.c.state == EncounterState.OPEN.value
    still_open = and_(is_open, encounters.c.created_at <= abandoned, encounters.c.legal_hold.is_(False))
    return and_(or_(_over(_before(now, ages.encounter_days)), still_open), ~signed(encounters.c.id))


def _audio_due(ages: Ages, now: datetime) -> Condition:
    kept = exists().where(audio_chunks.c.encounter_id == encounters.c.id)
    broken_off = and_(encounters.c.audio_expired_at.is_not(None), kept)
    if ages.audio_days is None:
        return broken_off
    return or_(broken_off, and_(_over(_before(now, ages.audio_days)), kept))


def _transcript_due(ages: Ages, now: datetime) -> Condition:
    if ages.transcript_days is None:
        return _never()
    words = or_(  # a retry makes them anew
        encounters.c.transcript_expired_at.is_(None),
        exists().where(step_values.c.encounter_id == encounters.c.id),
        exists().where(drafts.c.encounter_id == encounters.c.id, drafts.c.transcript_sealed.is_not(None)),
    )
    return and_(_over(_before(now, ages.transcript_days)), words)


def _may_have_strays(since: datetime | None) -> Condition:
    finalized = encounters.c.state == EncounterState.FINALIZED.value
    return finalized if since is None else and_(finalized, encounters.c.finalized_at >= since)


def _over(before: datetime) -> Condition:
    """Finalized before then, under no hold, and no job of it waits or runs."""
    waiting: Iterable[str] = [state.value for state in JobState if not state.is_over]
    working = exists().where(jobs.c.encounter_id == encounters.c.id, jobs.c.state.in_(waiting))
    finalized = encounters.c.state == EncounterState.FINALIZED.value
    return and_(finalized, encounters.c.finalized_at <= before, encounters.c.legal_hold.is_(False), ~working)


def _before(now: datetime, days: float) -> datetime:
    return now - timedelta(days=days)


def _never() -> Condition:
    return encounters.c.id.is_(None)
