"""View: a note at its latest revision, and its history, as the API shows them."""

from pydantic import AwareDatetime

from scribe.notes.differences import differences
from scribe.notes.findings import finding_id
from scribe.notes.fold import NoteState, Status
from scribe.notes.shown import shown
from scribe.schema.finding import Severity
from scribe.schema.note_entry import (
    Answered,
    Attestation,
    Difference,
    DraftMade,
    Edited,
    EntryKind,
    NoteEntry,
    Override,
)
from scribe.schema.record import Record
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript


class FindingState(Record):
    """A finding of the note by its id, and whether it keeps the note from being signed."""

    id: str
    rule: str
    severity: Severity
    blocks_signing: bool
    reason: str | None = None
    """Why it was overridden, where it was."""
    overridden_by: str | None = None
    overridden_at: AwareDatetime | None = None


class NoteView(Record):
    """The note. ``revision`` is what the next write names; the text of findings is in ``result``."""

    encounter_id: str
    revision: int
    draft_revision: int
    status: Status
    result: Result
    findings: tuple[FindingState, ...]
    differences: tuple[Difference, ...]
    """Between the draft and the note."""
    attestation: Attestation | None = None


class HistoryEntry(Record):
    """One entry as it was written, without the note it led to."""

    revision: int
    kind: EntryKind
    made_at: AwareDatetime
    by: str
    on_revision: int | None = None
    payload: dict[str, object]
    entry_hash: str | None = None


class NoteHistory(Record):
    """All entries, the first one first."""

    encounter_id: str
    entries: tuple[HistoryEntry, ...]


def view_of(encounter_id: str, state: NoteState, spoken: Transcript) -> NoteView:
    """The note as it stands. spoken: the transcript of its draft."""
    return NoteView(
        encounter_id=encounter_id,
        revision=state.revision,
        draft_revision=state.draft_revision,
        status=state.status,
        result=shown(state, spoken),
        findings=_findings(state),
        differences=differences(state.draft.note.sections, state.result.note.sections),
        attestation=state.attestation,
    )


def history_of(encounter_id: str, entries: tuple[NoteEntry, ...]) -> NoteHistory:
    """The history as it is shown."""
    return NoteHistory(encounter_id=encounter_id, entries=tuple(_entry(entry) for entry in entries))


def _findings(state: NoteState) -> tuple[FindingState, ...]:
    overridden, blocking = state.overridden, set(state.open_errors)
    states: dict[str, FindingState] = {}
    for finding in state.result.findings:
        key = finding_id(finding)
        entry = overridden.get(key)
        payload = entry.payload if entry else None
        states[key] = FindingState(
            id=key,
            rule=finding.rule,
            severity=finding.severity,
            blocks_signing=key in blocking,
            reason=payload.reason if isinstance(payload, Override) else None,
            overridden_by=entry.by if entry else None,
            overridden_at=entry.made_at if entry else None,
        )
    return tuple(states.values())


def _entry(entry: NoteEntry) -> HistoryEntry:
    rewrites = isinstance(entry.payload, DraftMade | Edited | Answered)
    return HistoryEntry(
        revision=entry.number,
        kind=entry.kind,
        made_at=entry.made_at,
        by=entry.by,
        on_revision=entry.on_revision,
        payload=entry.payload.model_dump(mode="json", exclude={"result_json"} if rewrites else None),
        entry_hash=entry.entry_hash,
    )
