"""Shown: a note as a person and an export see it, with its spoken words and with what was added after signing."""

from collections.abc import Iterator

import guardrails
from scribe.notes.fold import NoteState
from scribe.notes.sections import joined
from scribe.schema.coding import Coding
from scribe.schema.evidence import Evidence
from scribe.schema.finding import Review
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.schema.note_entry import Addendum, Amendment, EntryKind, LateEntry, NoteEntry
from scribe.schema.result import Result
from scribe.schema.transcript import Segment, SpeakerRole, Transcript
from scribe.writing.markdown import render

_TITLES = {EntryKind.ADDENDUM: "Addenda", EntryKind.LATE_ENTRY: "Late entries", EntryKind.AMENDMENT: "Amendments"}


def shown(state: NoteState, spoken: Transcript) -> Result:
    """The whole note. Statements that were signed stand as they were; an amendment stands beside what it amends."""
    result = state.result
    added = tuple(_segments(state))
    segments = (*spoken.segments, *result.transcript.segments, *added)
    transcript = spoken.model_copy(update={"segments": segments})
    sections = joined(result.note.sections, _sections(state))
    note = result.note.model_copy(update={"status": state.status, "sections": sections})
    if state.attestation is not None:
        note = note.model_copy(update={"markdown": _markdown(state, transcript, sections)})
    return result.model_copy(update={"transcript": transcript, "note": note})


def _segments(state: NoteState) -> Iterator[Segment]:
    for entry, text, _ in _added(state):
        yield Segment(id=_name(entry), speaker_role=SpeakerRole.CLINICIAN, text=text)


def _sections(state: NoteState) -> Iterator[Section]:
    for entry, text, reason in _added(state):
        quote = Evidence(
            segment_id=_name(entry),
            quote=text,
            start_char=0,
            end_char=len(text),
            speaker_role=SpeakerRole.CLINICIAN,
        )
        because = f" Reason: {reason}." if reason else ""
        words = f"{text}{because} ({entry.by}, {entry.made_at.isoformat(timespec='seconds')})"
        yield Section(title=_TITLES[entry.kind], statements=(Statement(text=words, evidence=(quote,)),))


def _added(state: NoteState) -> Iterator[tuple[NoteEntry, str, str]]:
    for entry in state.addenda:
        match entry.payload:
            case Amendment(text=text, reason=reason):
                yield entry, text, reason.rstrip(".")
            case Addendum(text=text) | LateEntry(text=text):
                yield entry, text, ""


def _name(entry: NoteEntry) -> str:
    return f"{entry.kind}-{entry.number}"


def _markdown(state: NoteState, transcript: Transcript, sections: tuple[Section, ...]) -> str:
    result, signed = state.result, state.attestation
    review = Review(
        findings=result.findings,
        queries=result.queries,
        accounts=result.accounts,
        disposition=result.disposition,
    )
    code_set = f"ICD-10-CM {guardrails.code_set_for(result.encounter.date_of_service).release.id}"
    coding = Coding(code_set=code_set, assignments=result.codes, withheld=result.withheld)
    by = f"Signed by {signed.by}, {signed.role}, {signed.at.isoformat(timespec='seconds')}." if signed else ""
    banner = f"{by} Added to since." if state.addenda else by
    narrative = Narrative(sections=sections)
    return render(result.encounter, transcript, result.documentation, coding, narrative, review, banner)
