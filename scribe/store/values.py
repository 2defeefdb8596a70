"""Values: what each step gave, and the drafts. An equal key is a stored answer, so no step is done twice."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, insert, select, update

from scribe.schema.errors import UnknownEncounter
from scribe.schema.job import Step
from scribe.schema.result import Result
from scribe.schema.stored import NewEncounter
from scribe.schema.transcript import Transcript
from scribe.store.data_keys import DataKeys
from scribe.store.database import Collision, reading, writing
from scribe.store.latest_draft import latest_draft
from scribe.store.tables import drafts, encounters, step_values


@dataclass(frozen=True, slots=True)
class StepKey:
    """What a step's value depends on. version: of the step and what it works with; input: a hash of its input."""

    encounter_id: str
    revision: int
    step: Step
    version: str
    input_sha256: str

    @property
    def place(self) -> str:
        """Where its value belongs (see DataKey.seal)."""
        return f"step_values/{self.revision}/{self.step}/{self.version}/{self.input_sha256}"


class Values:
    """See the module."""

    def __init__(self, engine: Engine, keys: DataKeys) -> None:
        self._engine, self._keys = engine, keys

    def load(self, key: StepKey) -> bytes | None:
        """The stored value, or None. Raises SealBroken."""
        with reading(self._engine) as connection:
            sealed = connection.execute(select(step_values.c.value_sealed).where(*_is(key))).scalar_one_or_none()
        return None if sealed is None else self._keys.of(key.encounter_id).open(sealed, key.place)

    def save(self, key: StepKey, value: bytes, now: datetime) -> None:
        """Keeps the value; where one is kept already, that one stays.

        Raises UnknownEncounter where the encounter was deleted meanwhile.
        """
        sealed = self._keys.of(key.encounter_id).seal(value, key.place)
        row = {"revision": key.revision, "step": key.step.value, "version": key.version}
        try:
            with writing(self._engine) as connection:
                connection.execute(
                    insert(step_values).values(
                        encounter_id=key.encounter_id,
                        input_sha256=key.input_sha256,
                        made_at=now,
                        value_sealed=sealed,
                        **row,
                    )
                )
        except Collision:
            if self.load(key) is None:
                raise UnknownEncounter("There is no such encounter.", "It may have been deleted.") from None

    def save_draft(self, encounter_id: str, revision: int, result: Result, now: datetime) -> None:
        """Keeps a draft, its transcript apart from it; a revision that is there already stays as it is."""
        key = self._keys.of(encounter_id)
        whole = result.model_dump_json().encode()
        bare = result.model_copy(update={"transcript": Transcript(segments=())}).model_dump_json().encode()
        spoken = result.transcript.model_dump_json().encode()
        try:
            with writing(self._engine) as connection:
                connection.execute(
                    insert(drafts).values(
                        encounter_id=encounter_id,
                        revision=revision,
                        made_at=now,
                        result_sha256=hashlib.sha256(whole).hexdigest(),
                        result_sealed=key.seal(bare, f"drafts/result/{revision}"),
                        transcript_sealed=key.seal(spoken, f"drafts/transcript/{revision}"),
                    )
                )
        except Collision:
            if self.draft(encounter_id, revision) is None:
                raise UnknownEncounter("There is no such encounter.", "It may have been deleted.") from None

    def draft(self, encounter_id: str, revision: int | None = None) -> Result | None:
        """The draft of this revision, or the latest. Its transcript has no segments where they have expired."""
        key = self._keys.of(encounter_id)
        wanted = latest_draft(encounter_id)
        if revision is not None:
            wanted = wanted.where(drafts.c.revision == revision)
        with reading(self._engine) as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            return None
        result = Result.model_validate_json(key.open(row.result_sealed, f"drafts/result/{row.revision}"))
        if row.transcript_sealed is None:
            return result
        spoken = key.open(row.transcript_sealed, f"drafts/transcript/{row.revision}")
        return result.model_copy(update={"transcript": Transcript.model_validate_json(spoken)})

    def transcript(self, encounter_id: str, recording_sha256: str | None = None) -> bytes | None:
        """The latest transcript a step gave, as JSON; None where none was or it has expired.

        recording_sha256: of the finalized recording. What was heard live of a part of it is another's: to tell them
        apart by the time they were made would trust the clock.
        """
        wanted = select(step_values).where(
            step_values.c.encounter_id == encounter_id, step_values.c.step == Step.TRANSCRIBE.value
        )
        if recording_sha256 is not None:
            wanted = wanted.where(step_values.c.input_sha256 == recording_sha256)
        with reading(self._engine) as connection:
            row = connection.execute(wanted.order_by(step_values.c.made_at.desc()).limit(1)).one_or_none()
        if row is None:
            return None
        key = StepKey(encounter_id, row.revision, Step.TRANSCRIBE, row.version, row.input_sha256)
        return self._keys.of(encounter_id).open(row.value_sealed, key.place)

    def drafted_at(self, encounter_id: str, revision: int) -> datetime | None:
        """When the draft of this revision was made; None where there is none."""
        wanted = select(drafts.c.made_at).where(
            drafts.c.encounter_id == encounter_id, drafts.c.revision == revision
        )
        with reading(self._engine) as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def expire_transcript(self, connection: Connection, row: Row[Any], now: datetime) -> None:
        """Removes the words of the visit, those that the client sent too; drafts keep the evidence they quote.

        row: of the encounter, locked in this transaction.
        """
        key = self._keys.of_row(row)
        told = NewEncounter.model_validate_json(key.open(row.told_sealed, "encounters/told"))
        kept: dict[str, Any] = {"transcript_expired_at": now}
        if told.transcript is not None:
            bare = told.model_copy(update={"transcript": None}).model_dump_json().encode()
            kept["told_sealed"] = key.seal(bare, "encounters/told")
        connection.execute(step_values.delete().where(step_values.c.encounter_id == row.id))
        connection.execute(update(drafts).where(drafts.c.encounter_id == row.id).values(transcript_sealed=None))
        connection.execute(update(encounters).where(encounters.c.id == row.id).values(kept))


def _is(key: StepKey) -> tuple[ColumnElement[bool], ...]:
    columns = step_values.c
    return (
        columns.encounter_id == key.encounter_id,
        columns.revision == key.revision,
        columns.step == key.step.value,
        columns.version == key.version,
        columns.input_sha256 == key.input_sha256,
    )
