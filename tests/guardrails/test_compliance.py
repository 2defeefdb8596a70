"""Whether a query keeps to the practice brief, also one that another system raised."""

import pytest

from guardrails.asking import OTHER, UNABLE
from guardrails.compliance import faults
from guardrails.drafting import draft_of
from guardrails.examples import Said, diagnosis, flags, said
from guardrails.reading.picture import picture_of
from guardrails.reviewer import check
from scribe.schema.draft import Draft
from scribe.schema.finding import GivenQuery, ProviderQuery
from scribe.schema.transcript import Segment, SpeakerRole, Transcript


def _draft(*facts: Said) -> Draft:
    return draft_of(flags("a visit", *(facts or (diagnosis("low back pain"),))))


def _query(question: str = "Which side is it?", options: tuple[str, ...] = ("Left", "Right")) -> ProviderQuery:
    return ProviderQuery(
        id="q1",
        rule="GG105",
        name="QUERY_LATERALITY",
        question=question,
        options=(*options, OTHER, UNABLE),
        indicators=_draft().documentation.facts[0].evidence,
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (_query(), ()),
        (_query(options=("left", "Right")), ()),
        (_query(options=("No", "Unclear", "Yes")), ()),
        (_query("Which side is it"), ("it is not exactly one question",)),
        (_query("Which side? Which leg?"), ("it is not exactly one question",)),
        (_query("Please confirm: left?"), ("it leads",)),
        (_query("PLEASE CONFIRM: left?"), ("it leads",)),
        (_query("Is it M54.41?"), ("it shows a code number",)),
        (_query(options=("M54.41", "Right")), ("it shows a code number",)),
        (_query("Which side avoids a denial?"), ("it speaks of money, coding or review",)),
        (_query(options=("Payment", "Right")), ("it speaks of money, coding or review",)),
        (_query(options=("No", "Yes")), ("it offers only yes or no",)),
        (_query(options=("Yes",)), ("it offers a single answer", "it offers only yes or no")),
        (_query(options=("Right", "Left")), ("the answers are not in alphabetical order",)),
        (_query().model_copy(update={"options": ("Left", "Right", OTHER)}), ("an open answer is missing",)),
        (
            _query().model_copy(update={"options": ("Left", "Right", UNABLE, OTHER)}),
            ("an open answer is missing",),
        ),
        (_query().model_copy(update={"indicators": ()}), ("it quotes nothing",)),
    ],
)
def test_a_query_is_faulted_for_exactly_what_is_wrong_with_it(
    query: ProviderQuery, expected: tuple[str, ...]
) -> None:
    assert faults(query) == expected


def test_a_vertebra_is_no_code_and_a_denied_event_no_denial_of_payment() -> None:
    quote = _draft(diagnosis("low back pain")).documentation.facts[0].evidence
    open_list = ("Left", "Right", OTHER, UNABLE)
    plain = GivenQuery(
        question="Which side hurts at T12, where he denied a fall?", options=open_list, indicators=quote
    )
    coded = GivenQuery(question="Which side of M54.5 hurts?", options=open_list, indicators=quote)

    assert faults(plain) == ()
    assert faults(coded) == ("it shows a code number",)


def test_the_open_answers_may_be_written_as_another_practice_writes_them() -> None:
    quote = _draft(diagnosis("low back pain")).documentation.facts[0].evidence
    options = ("Both", "Left", "Right", "other: ____", "unable to determine")

    assert faults(GivenQuery(question="Which side is affected?", options=options, indicators=quote)) == ()
    for closed in (options[:-1], ("Left", "Other side", "unable to determine")):
        assert faults(GivenQuery(question="Which side is affected?", options=closed, indicators=quote)) == (
            "an open answer is missing",
        )


def test_a_foreign_query_that_quotes_what_nobody_said_is_found() -> None:
    draft = _draft(diagnosis("low back pain"))
    said_there = draft.documentation.facts[0].evidence
    transcript = Transcript(segments=(Segment(id="s1", speaker_role=SpeakerRole.CLINICIAN, text="low back pain"),))
    made_up = said_there[0].model_copy(update={"quote": "foot drop now"})
    counts = []
    for quotes in (said_there, (made_up,)):
        query = GivenQuery(question="Which side?", options=("Left", "Right", OTHER, UNABLE), indicators=quotes)
        asked = draft.model_copy(update={"transcript": transcript, "given_queries": (query,)})
        counts.append([f.message for f in check(asked).findings if f.name == "QUOTE_NOT_IN_SOURCE"])

    assert counts[0] == []
    assert "of queries" in counts[1][0]


UNDOCUMENTED = "it names a condition that is not documented"
YES_OR_NO = "it offers only yes or no"


@pytest.mark.parametrize(
    ("facts", "question", "expected"),
    [
        ((diagnosis("lumbar stenosis"),), "Is the lumbar stenosis the cause of today's pain?", []),
        ((diagnosis("possible lumbar stenosis"),), "Is lumbar stenosis confirmed?", []),
        ((diagnosis("low back pain"),), "Does the patient have lumbar stenosis?", [UNDOCUMENTED, YES_OR_NO]),
        (
            (diagnosis("low back pain"), diagnosis("lumbar stenosis", assertion="denied")),
            "Does the patient have lumbar stenosis?",
            [UNDOCUMENTED, YES_OR_NO],
        ),
        (
            (diagnosis("low back pain"), said("imaging", "Modic type 2 endplate changes", status="reported")),
            "Does the patient have vertebrogenic low back pain?",
            [UNDOCUMENTED, YES_OR_NO],
        ),
        (
            (diagnosis("low back pain"), said("imaging", "lumbar stenosis", status="reported")),
            "Does the patient have lumbar stenosis?",
            [YES_OR_NO],
        ),
        ((diagnosis("low back pain"),), "Is the pain better?", [YES_OR_NO]),
        ((diagnosis("low back pain"),), "Did an accident or trauma come first?", [YES_OR_NO]),
        ((diagnosis("low back pain"),), "Is the lesion on the film new?", [YES_OR_NO]),
        ((diagnosis("low back pain"),), "Is she postpartum?", [YES_OR_NO]),
        (
            (diagnosis("low back pain"), said("history", "lumbar stenosis", by="patient", experiencer="family")),
            "Does the patient have lumbar stenosis?",
            [UNDOCUMENTED, YES_OR_NO],
        ),
    ],
)
def test_a_yes_or_no_may_refine_a_diagnosis_and_never_introduce_one(
    facts: tuple[Said, ...], question: str, expected: list[str]
) -> None:
    draft = _draft(*facts)
    quotes = draft.documentation.facts[0].evidence
    query = GivenQuery(question=question, options=("No", "Yes", OTHER, UNABLE), indicators=quotes)
    messages = [
        finding.message
        for finding in check(draft.model_copy(update={"given_queries": (query,)})).findings
        if finding.name == "QUERY_NOT_COMPLIANT"
    ]

    assert [fault for fault in (UNDOCUMENTED, YES_OR_NO) if any(fault in m for m in messages)] == expected


@pytest.mark.parametrize(
    ("question", "options", "fault"),
    [
        ("Which side is it?", ("Left (recommended)", "Right"), "it leads"),
        ("Isn't this chronic pain?", ("Acute", "Chronic"), "it leads"),
        ("Would you agree this is chronic?", ("Acute", "Chronic"), "it leads"),
        ("Shall we write left sciatica in your note?", ("Left", "Right"), "it leads"),
        ("Which side is it?", ("Left",), "it offers a single answer"),
        ("Which side is it and is the pain chronic?", ("Left", "Right"), "it is not exactly one question"),
        ("Which side is it, so that the MRI is medically necessary?", ("Left", "Right"), "money"),
        ("Which side is it, for risk adjustment?", ("Left", "Right"), "money"),
        ("Which side does M5442 need?", ("Left", "Right"), "it shows a code number"),
        ("What is the cause of the pain?", ("Disc herniation", "Spinal stenosis"), "nothing documents"),
    ],
)
def test_a_foreign_query_that_pushes_is_found(question: str, options: tuple[str, ...], fault: str) -> None:
    draft = _draft()
    record = picture_of(draft.encounter, draft.documentation).mentions

    assert any(fault in found for found in faults(_query(question, options), record))


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("Which side was hurt when the code blue was called?", ("Left", "Right", OTHER, UNABLE)),
        (
            "Which side does the worker compensation claim name?",
            ("Left", "Right", "Other", "Clinically unable to determine"),
        ),
        (
            "Which side is it?",
            ("Left", "Right", "Other (please specify): ____", "Unable to determine at this time"),
        ),
        (
            "Please state the clinical significance, if any, of the MRI finding for today's pain.",
            ("____", "No clinical significance", "Unable to determine"),
        ),
    ],
)
def test_a_foreign_query_that_asks_openly_passes(question: str, options: tuple[str, ...]) -> None:
    draft = _draft()
    query = _query().model_copy(update={"question": question, "options": options})

    assert faults(query, picture_of(draft.encounter, draft.documentation).mentions) == ()
