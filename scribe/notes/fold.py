"""Fold: a history to the note as it stands. Pure: equal entries, equal note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from scribe.notes.findings import finding_id
from scribe.schema.answer import AnsweredQuery
from scribe.schema.errors import DraftNotReady
from scribe.schema.finding import Severity
from scribe.schema.note_entry import (
    Addendum,
    Amendment,
    Answered,
    Attestation,
    DraftMade,
    Edited,
    LateEntry,
    NoteEntry,
    Override,
)
from scribe.schema.result import Result

Status: TypeAlias = Literal["preliminary", "final", "amended"]


@dataclass(frozen=True)
class NoteState:
    """A note at a revision. The transcript of its result holds the typed segments alone."""

    revision: int
    draft_revision: int
    result_json: str
    draft_json: str
    answers: tuple[AnsweredQuery, ...] = ()
    overrides: tuple[NoteEntry, ...] = ()
    attestation: Attestation | None = None
    addenda: tuple[NoteEntry, ...] = ()

    @cached_property
    def result(self) -> Result:
        """The note as it stands, without what was added after signing."""
        return Result.model_validate_json(self.result_json)

    @cached_property
    def draft(self) -> Result:
        """The draft it began as."""
        return Result.model_validate_json(self.draft_json)

    @property
    def status(self) -> Status:
        """FHIR composition status: amended is also what was only added to."""
        if self.attestation is None:
            return "preliminary"
        return "amended" if self.addenda else "final"

    @property
    def overridden(self) -> dict[str, NoteEntry]:
        """The latest override of each finding, by its id."""
        given = ((entry, entry.payload) for entry in self.overrides)
        return {payload.finding: entry for entry, payload in given if isinstance(payload, Override)}

    @property
    def standing_errors(self) -> tuple[str, ...]:
        """Ids of the findings of error severity."""
        errors = (one for one in self.result.findings if one.severity is Severity.ERROR)
        return tuple(dict.fromkeys(finding_id(one) for one in errors))

    @property
    def open_errors(self) -> tuple[str, ...]:
        """Those that were not overridden."""
        overridden = self.overridden
        return tuple(key for key in self.standing_errors if key not in overridden)


def fold(entries: Sequence[NoteEntry]) -> NoteState:
    """The note after all entries. A later draft begins it anew; what was made on the one before stays history.

    Raises DraftNotReady where there is no entry.
    """
    state: NoteState | None = None
    for entry in entries:
        state = _begun(entry, entry.payload) if isinstance(entry.payload, DraftMade) else _after(state, entry)
    if state is None:
        raise DraftNotReady("There is no draft yet, so there is no note.", "Follow .../events.")
    return state


def _begun(entry: NoteEntry, made: DraftMade) -> NoteState:
    return NoteState(entry.number, made.draft_revision, made.result_json, made.result_json)


def _after(state: NoteState | None, entry: NoteEntry) -> NoteState | None:
    if state is None:
        return None
    state = replace(state, revision=entry.number)
    match entry.payload:
        case Edited() as edited:
            return replace(state, result_json=edited.result_json)
        case Answered() as answered:
            answers = (*state.answers, *answered.answers)
            return replace(state, result_json=answered.result_json, answers=answers)
        case Override():
            return replace(state, overrides=(*state.overrides, entry))
        case Attestation() as attestation:
            return replace(state, attestation=attestation)
        case Addendum() | LateEntry() | Amendment():
            return replace(state, addenda=(*state.addenda, entry))
    return state
