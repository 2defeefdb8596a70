"""Edits of a note, as pure functions: what is typed is evidence of itself, and what is taken out is not coded."""

import pytest

from scribe.extraction.reader import Reader
from scribe.notes.differences import differences
from scribe.notes.editing import edited
from scribe.notes.second_pass import Working
from scribe.pipeline.run import Parts, draft
from scribe.schema.errors import UnknownStatement
from scribe.schema.finding import Severity
from scribe.schema.note_entry import EditOp, StatementEdit
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript
from tests.build import encounter, transcript

SPOKEN = transcript(
    "C: What brings you in?",
    "P: My low back hurts on the left, since two weeks. No fever.",
    "P: It goes down the left leg.",
    "C: My assessment is lumbar radiculopathy on the left side.",
    "C: Take ibuprofen 400 mg.",
)
NOTHING = Transcript(segments=())
DRAFT = draft(encounter(), SPOKEN, (), Parts(reader=Reader()))
WORKING = Working(DRAFT.model_copy(update={"transcript": NOTHING}), SPOKEN)


def replaced(section: str, statement: int, text: str) -> StatementEdit:
    return StatementEdit(op=EditOp.REPLACE, section=section, statement=statement, text=text)


def added(section: str, text: str, before: int | None = None) -> StatementEdit:
    return StatementEdit(op=EditOp.ADD, section=section, statement=before, text=text)


def removed(section: str, statement: int) -> StatementEdit:
    return StatementEdit(op=EditOp.REMOVE, section=section, statement=statement)


def texts(result: Result, title: str) -> list[str]:
    return [one.text for section in result.note.sections if section.title == title for one in section.statements]


def codes(result: Result) -> list[str]:
    return [one.code for one in result.codes]


def test_what_is_typed_is_a_segment_by_the_clinician_that_its_statement_cites() -> None:
    after = edited(WORKING, [added("Plan", "Follow up in two weeks.")], 2)

    statement = next(section for section in after.note.sections if section.title == "Plan").statements[-1]
    (segment,) = after.transcript.segments
    assert (segment.id, segment.speaker_role, segment.text) == ("edit-2.1", "clinician", "Follow up in two weeks.")
    assert [(one.segment_id, one.quote) for one in statement.evidence] == [("edit-2.1", "Follow up in two weeks.")]


def test_a_typed_segment_has_an_id_of_its_own_whatever_the_client_called_its_segments() -> None:
    segments = (SPOKEN.segments[0].model_copy(update={"id": "edit-2.1"}), *SPOKEN.segments[1:])
    working = Working(WORKING.result, Transcript(segments=segments))

    after = edited(working, [added("Plan", "Rest.")], 2)

    assert after.transcript.segments[0].id == "edit-2.1x"


def test_codes_follow_from_what_is_typed() -> None:
    after = edited(WORKING, [added("Assessment", "Sacroiliitis.")], 2)

    assert set(codes(after)) - set(codes(DRAFT)) == {"M46.1"}


def test_what_is_taken_out_of_the_note_is_not_coded() -> None:
    after = edited(WORKING, [removed("Assessment", 1)], 2)

    assert "M54.16" in codes(DRAFT)
    assert "M54.16" not in codes(after)
    assert texts(after, "Assessment") == []
    assert "Assessment" not in [section.title for section in after.note.sections]


def test_a_treatment_that_only_a_removed_plan_said_goes_with_it() -> None:
    spoken = transcript("P: My low back hurts.", "C: My plan is to start physical therapy twice a week.")
    drafted = draft(encounter(), spoken, (), Parts(reader=Reader()))
    folded = {fact.id for fact in drafted.documentation.facts} - {
        one for section in drafted.note.sections for each in section.statements for one in each.fact_ids
    }
    working = Working(drafted.model_copy(update={"transcript": NOTHING}), spoken)

    after = edited(working, [removed("Plan", 1)], 2)

    assert folded
    assert folded.isdisjoint(fact.id for fact in after.documentation.facts)
    assert "therapy" not in after.model_dump_json(include={"documentation"})


def test_what_two_statements_say_stays_where_one_is_taken_out() -> None:
    with_more = edited(WORKING, [added("Plan", "Lumbar radiculopathy is treated first.")], 2)
    working = Working(with_more, SPOKEN)

    after = edited(working, [removed("History of present illness", 5)], 3)

    assert codes(after) == codes(with_more)


def test_a_statement_worded_otherwise_keeps_what_it_still_says() -> None:
    after = edited(WORKING, [replaced("Assessment", 1, "Radiculopathy, lumbar, left.")], 2)

    assert texts(after, "Assessment") == ["Radiculopathy, lumbar, left."]
    assert codes(after) == codes(DRAFT)


def test_a_denial_that_is_typed_over_a_finding_takes_its_code_away() -> None:
    after = edited(WORKING, [replaced("Assessment", 1, "No lumbar radiculopathy.")], 2)

    assert "M54.16" not in codes(after)


def test_every_fact_that_is_named_is_there() -> None:
    edits = [replaced("Chief complaint", 1, "Neck pain."), removed("Assessment", 1), removed("Plan", 1)]

    after = edited(WORKING, edits, 2)

    ids = {fact.id for fact in after.documentation.facts}
    named = {one for section in after.note.sections for each in section.statements for one in each.fact_ids}
    named |= {fact.about for fact in after.documentation.facts if fact.about}
    named |= {one for code in after.codes for one in code.fact_ids}
    assert named <= ids


def test_typed_words_bring_no_finding_against_themselves() -> None:
    after = edited(WORKING, [added("Counselling", "We spoke about warning signs for ten minutes.")], 2)

    new = {one.rule for one in after.findings} - {one.rule for one in DRAFT.findings}
    assert new == set()


def test_a_quote_is_compared_with_what_was_spoken_and_typed() -> None:
    after = edited(WORKING, [added("Plan", "Rest.")], 2)

    assert "DC101" not in {one.rule for one in after.findings}


def test_a_quote_that_was_doubted_stays_so_when_the_spoken_words_expire() -> None:
    other = SPOKEN.model_copy(update={"segments": (SPOKEN.segments[0],)})
    doubted = edited(Working(WORKING.result, other), [added("Plan", "Rest.")], 2)

    after = edited(Working(doubted, NOTHING), [added("Plan", "Walk daily.")], 3)

    assert [one for one in after.findings if one.rule == "DC101"] == [
        one for one in doubted.findings if one.rule == "DC101"
    ]
    assert {one.severity for one in after.findings if one.rule == "DC101"} == {Severity.ERROR}


def test_when_the_spoken_words_have_expired_no_quote_is_doubted() -> None:
    after = edited(Working(WORKING.result, NOTHING), [added("Plan", "Rest.")], 2)

    assert [one.rule for one in after.findings if one.severity is Severity.ERROR] == []
    assert texts(after, "Plan")[-1] == "Rest."


def test_edits_are_addressed_in_the_note_as_it_was() -> None:
    edits = [removed("History of present illness", 1), replaced("History of present illness", 2, "On the left.")]

    after = edited(WORKING, edits, 2)

    before = texts(DRAFT, "History of present illness")
    assert texts(after, "History of present illness") == ["On the left.", *before[2:]]


def test_a_statement_is_added_before_another() -> None:
    after = edited(WORKING, [added("Plan", "Rest.", before=1)], 2)

    assert texts(after, "Plan") == ["Rest.", *texts(DRAFT, "Plan")]


@pytest.mark.parametrize(("title", "place"), [("Physical examination", 2), ("Counselling", 4)])
def test_a_new_section_stands_where_it_is_read(title: str, place: int) -> None:
    after = edited(WORKING, [added(title, "As above.")], 2)

    assert [section.title for section in after.note.sections].index(title) == place


@pytest.mark.parametrize(
    "edits",
    [
        [replaced("Assessment", 2, "Back pain.")],
        [removed("Nowhere", 1)],
        [added("Plan", "Rest.", before=9)],
        [removed("Plan", 1), replaced("Plan", 1, "Rest.")],
        [StatementEdit(op=EditOp.REPLACE, section="Plan", statement=1)],
        [StatementEdit(op=EditOp.REMOVE, section="Plan", statement=1, text="Rest.")],
        [StatementEdit(op=EditOp.REMOVE, section="Plan")],
        [StatementEdit(op=EditOp.ADD, section="Plan")],
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edits: list[StatementEdit]) -> None:
    with pytest.raises(UnknownStatement):
        edited(WORKING, edits, 2)


def test_the_difference_is_told_statement_by_statement() -> None:
    edits = [replaced("Assessment", 1, "Back pain."), added("Plan", "Rest."), removed("Chief complaint", 1)]

    after = edited(WORKING, edits, 2)

    told = [(one.section, one.before, one.after) for one in differences(DRAFT.note.sections, after.note.sections)]
    assert told == [
        ("Chief complaint", "Low back pain.", None),
        ("Assessment", "Lumbar radiculopathy on the left.", "Back pain."),
        ("Plan", None, "Rest."),
    ]


def test_equal_edits_give_equal_notes() -> None:
    edits = [replaced("Assessment", 1, "Back pain."), added("Plan", "Rest.")]

    assert edited(WORKING, edits, 2).model_dump_json() == edited(WORKING, edits, 2).model_dump_json()
