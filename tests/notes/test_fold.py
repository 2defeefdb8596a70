"""A history folded to a note: what stands, who overrode what, and what a signature needs."""

import hashlib
from datetime import UTC, datetime

import pytest

from scribe.notes.findings import finding_id, the_finding
from scribe.notes.fold import NoteState, fold
from scribe.notes.shown import shown
from scribe.notes.signing import STATEMENT, attestation, signing_of
from scribe.schema.errors import DraftNotReady, OpenErrors, UnknownFinding
from scribe.schema.finding import Finding, Severity
from scribe.schema.job import Job, JobState, Step
from scribe.schema.note_entry import Addendum, Amendment, DraftMade, Edited, EditOp, NoteEntry, Override, Payload
from scribe.schema.note_entry import StatementEdit as Edit
from tests.notes.test_editing import DRAFT, NOTHING, SPOKEN, WORKING, added, edited

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DONE = Job(encounter_id="e1", attempt=1, state=JobState.DONE, step=Step.DRAFT, queued_at=AT)
WRONG = Finding(rule="CV101", name="X", severity=Severity.ERROR, message="Two codes.", citation="I.A.12.a")
WITH_ERROR = WORKING.result.model_copy(update={"findings": (WRONG, *DRAFT.findings)}).model_dump_json()


def made(result_json: str = WORKING.result.model_dump_json(), revision: int = 1) -> DraftMade:
    return DraftMade(draft_revision=revision, draft_sha256="0" * 64, result_json=result_json)


def history(*payloads: Payload) -> list[NoteEntry]:
    return [
        NoteEntry(number=number, made_at=AT, by="dr-sample", payload=payload)
        for number, payload in enumerate(payloads, start=1)
    ]


def override(finding: Finding) -> Override:
    return Override(finding=finding_id(finding), rule=finding.rule, reason="Both were there.")


def edit(text: str) -> Edited:
    result = edited(WORKING, [added("Plan", text)], 2).model_dump_json()
    edits = (Edit(op=EditOp.ADD, section="Plan", text=text),)
    return Edited(edits=edits, differences=(), result_json=result)


def signed(state: NoteState) -> Payload:
    return attestation(state, DONE, "dr-sample", "physician", AT)


def test_without_an_entry_there_is_no_note() -> None:
    with pytest.raises(DraftNotReady):
        fold([])


def test_the_last_rewriting_stands() -> None:
    state = fold(history(made(), edit("Rest."), edit("Walk.")))

    assert state.revision == 3
    assert state.result.note.sections[-1].statements[-1].text == "Walk."
    assert state.draft == WORKING.result


def test_a_later_draft_begins_the_note_anew() -> None:
    state = fold(history(made(), edit("Rest."), made(revision=2)))

    assert (state.revision, state.draft_revision, state.result) == (3, 2, WORKING.result)


def test_an_error_that_stands_takes_no_signature() -> None:
    state = fold(history(made(WITH_ERROR)))

    with pytest.raises(OpenErrors) as refused:
        signed(state)

    assert refused.value.findings == (finding_id(WRONG),)


def test_an_overridden_error_is_named_by_the_signature() -> None:
    state = fold(history(made(WITH_ERROR), override(WRONG)))

    signature = attestation(state, DONE, "dr-sample", "physician", AT)

    assert (signature.statement, signature.overridden) == (STATEMENT, (finding_id(WRONG),))
    assert signature.result_sha256 == hashlib.sha256(WITH_ERROR.encode()).hexdigest()


def test_an_override_does_not_hold_for_another_finding_of_the_rule() -> None:
    state = fold(history(made(WITH_ERROR), override(WRONG.model_copy(update={"message": "Two other codes."}))))

    assert state.open_errors == (finding_id(WRONG),)


@pytest.mark.parametrize(
    "changes",
    [{"rule": "CV102"}, {"codes": ("M54.9",)}, {"message": "Other words."}, {"severity": Severity.WARNING}],
)
def test_an_override_of_a_finding_without_evidence_holds_for_that_finding_alone(changes: dict[str, object]) -> None:
    bare = WRONG.model_copy(update={"evidence": (), "codes": ("M54.50",)})

    assert finding_id(bare.model_copy()) == finding_id(bare)
    assert finding_id(bare.model_copy(update=changes)) != finding_id(bare)


@pytest.mark.parametrize("job", [None, DONE.model_copy(update={"state": JobState.FAILED})])
def test_without_a_job_that_is_done_there_is_no_signature(job: Job | None) -> None:
    with pytest.raises(DraftNotReady):
        attestation(fold(history(made())), job, "dr-sample", "physician", AT)


def test_a_note_is_preliminary_then_final_then_amended() -> None:
    first = fold(history(made()))
    final = fold(history(made(), signed(first)))
    after = fold(history(made(), signed(first), Addendum(text="The film is normal.")))

    assert [one.status for one in (first, final, after)] == ["preliminary", "final", "amended"]
    assert [signing.amended for one in (final, after) if (signing := signing_of(one))] == [False, True]
    assert signing_of(first) is None


def test_what_was_signed_stands_when_an_amendment_follows() -> None:
    first = fold(history(made()))
    after = fold(history(made(), signed(first), Amendment(text="The right leg.", reason="Heard wrongly.")))

    view = shown(after, SPOKEN)

    assert view.note.sections[:-1] == DRAFT.note.sections
    last = view.note.sections[-1]
    assert last.title == "Amendments"
    assert last.statements[0].text == (
        "The right leg. Reason: Heard wrongly. (dr-sample, 2026-11-20T09:00:00+00:00)"
    )
    assert view.transcript.segments[-1].text == "The right leg."


def test_a_draft_that_nobody_touched_is_shown_as_it_is() -> None:
    assert shown(fold(history(made())), SPOKEN) == DRAFT


def test_a_signed_note_is_shown_with_its_code_set_and_without_its_expired_words() -> None:
    first = fold(history(made()))

    view = shown(fold(history(made(), signed(first))), NOTHING)

    code_set = next(line for line in DRAFT.note.markdown.splitlines() if line.startswith("Code set"))
    assert code_set in view.note.markdown
    assert view.transcript.segments == ()


def test_a_finding_is_named_by_rule_where_it_is_the_only_one() -> None:
    assert the_finding(DRAFT, rule="CS104").rule == "CS104"


@pytest.mark.parametrize(
    "named", [{}, {"identity": "CS104-0"}, {"rule": "CV101"}, {"segment_id": "s9", "rule": "CS104"}]
)
def test_a_finding_that_is_not_named_is_refused(named: dict[str, str]) -> None:
    with pytest.raises(UnknownFinding):
        the_finding(DRAFT, **named)
