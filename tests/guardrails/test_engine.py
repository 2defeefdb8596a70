"""The engine around the rules: findings once each, evidence once each, answers kept whole, queries told apart."""

import pytest

from guardrails.answering import with_answers
from guardrails.asking import OTHER, UNABLE
from guardrails.chart import Chart
from guardrails.compliance import faults
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reading.picture import picture_of
from guardrails.reading.red_flags import screened
from guardrails.reviewer import check
from scribe.schema.answer import QueryAnswer
from scribe.schema.documentation import Disagreement, DisagreementOn
from scribe.schema.draft import Draft
from scribe.schema.finding import Disposition, Finding, GivenQuery
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Coverage, Gap, Segment, Transcript

LBP = complaint("low back pain")


def _draft(*facts: Said, proposed: str = "", **rest: object) -> Draft:
    return draft_of(flags("a visit", *facts, proposed=proposed, **rest))  # type: ignore[arg-type]


def _chart(draft: Draft) -> Chart:
    return Chart(draft, picture_of(draft.encounter, draft.documentation))


def _findings(draft: Draft, name: str) -> list[Finding]:
    return [finding for finding in check(draft).findings if finding.name == name]


def test_a_refused_code_quotes_the_words_it_rests_on() -> None:
    draft = _draft(LBP, diagnosis("lumbar stenosis", assertion="denied", quote="no stenosis"), proposed="M48.061")

    assert [e.quote for e in _findings(draft, "NEGATED_FINDING")[0].evidence] == ["no stenosis"]


def test_a_code_that_one_mention_supports_is_not_refused_for_another() -> None:
    draft = _draft(
        diagnosis("lumbar stenosis"), diagnosis("lumbar stenosis", assertion="denied"), proposed="M48.07"
    )

    assert [finding.codes for finding in _findings(draft, "NEGATED_FINDING")] == [()]


def test_only_a_code_of_the_same_subcategory_is_told_why_it_gave_way() -> None:
    draft = _draft(diagnosis("lumbar stenosis with low back pain"), proposed="M54.59 M54.2")

    assert [f.codes for f in _findings(draft, "SYMPTOM_INTEGRAL")] == [("M54.59",)]


def test_two_findings_that_differ_only_in_their_place_are_two() -> None:
    draft = _draft(diagnosis("low back pain"), diagnosis("neck pain"))
    facts = draft.documentation.facts
    differ = tuple(Disagreement(kind=FactKind.DIAGNOSIS, on=DisagreementOn.VALUE, primary=fact) for fact in facts)
    changed = draft.documentation.model_copy(update={"disagreements": differ})

    found = _findings(draft.model_copy(update={"documentation": changed}), "READERS_DISAGREE")
    assert [f.evidence[0].quote for f in found] == ["low back pain", "neck pain"]


def test_two_findings_alike_but_for_their_gravity_are_two() -> None:
    draft = _draft(diagnosis("low back pain"))
    fact = draft.documentation.facts[0]
    differ = tuple(
        Disagreement(kind=FactKind.DIAGNOSIS, on=on, primary=fact)
        for on in (DisagreementOn.VALUE, DisagreementOn.ONLY_ONE, DisagreementOn.VALUE)
    )
    changed = draft.documentation.model_copy(update={"disagreements": differ})

    found = _findings(draft.model_copy(update={"documentation": changed}), "READERS_DISAGREE")
    assert [f.severity.value for f in found] == ["error", "warning"]


def test_the_evidence_of_a_code_holds_each_quote_once() -> None:
    draft = _draft(diagnosis("low back pain with left sciatica"))
    evidence = draft.coding.assignments[0].evidence

    assert [e.quote for e in evidence] == ["low back pain with left sciatica"]


def test_every_quote_of_several_facts_stays() -> None:
    draft = _draft(LBP, diagnosis("back pain"))

    assert [e.quote for e in draft.coding.assignments[0].evidence] == ["back pain", "low back pain"]
    assert {e.quote for e in _draft(LBP, diagnosis("left sciatica")).coding.assignments[0].evidence} == {
        "left sciatica",
        "low back pain",
    }


def test_no_rule_derives_a_code_where_the_visit_is_not_one_of_the_spine() -> None:
    draft = _draft(complaint("cough"), said("region", "lumbar"), diagnosis("chronic pain syndrome"))

    assert draft.coding.assignments == ()
    assert check(draft).disposition is Disposition.OUT_OF_SCOPE


def test_an_answer_keeps_the_facts_it_stated() -> None:
    draft = _draft(diagnosis("low back pain with sciatica"))

    record = with_answers(draft, [QueryAnswer(query="GG105-low-back", answer="Left")]).answers[0]
    assert [(fact.kind, fact.value) for fact in record.facts] == [("laterality", "left")]


def test_an_answer_keeps_what_the_documentation_held_besides() -> None:
    draft = _draft(diagnosis("low back pain with sciatica"), draft={"unread": ("imaging",)})

    after = with_answers(draft, [QueryAnswer(query="GG105-low-back", answer="Left")])
    assert after.documentation.unread == (FactKind.IMAGING,)
    assert FactKind.LATERALITY not in after.documentation.not_discussed


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("Left", "right", OTHER, UNABLE), None),
        (("Right", "left", OTHER, UNABLE), "the answers are not in alphabetical order"),
        (("No", "Yes", OTHER, UNABLE), "it offers only yes or no"),
        (("No", "Not today", "Yes", OTHER, UNABLE), None),
        (("Left", "Right"), "an open answer is missing"),
    ],
)
def test_the_answers_of_a_query_are_judged_without_the_open_ones(
    options: tuple[str, ...], fault: str | None
) -> None:
    quote = _draft(LBP).documentation.facts[0].evidence
    query = GivenQuery(question="Which side is affected?", options=options, indicators=quote)

    assert faults(query) == ((fault,) if fault else ())


def test_the_seconds_not_decoded_are_given_to_the_millisecond() -> None:
    gaps = (Gap(start=0.0, end=1.0004, reason="undecodable"), Gap(start=5.0, end=6.0003, reason="undecodable"))
    transcript = Transcript(
        segments=(Segment(id="s1", text="back pain"),),
        coverage=Coverage(seconds_in=10.0, seconds_decoded=8.0, gaps=gaps),
    )
    draft = _draft(diagnosis("back pain")).model_copy(update={"transcript": transcript})

    assert check(draft).accounts[0].seconds_not_decoded == 2.001


def test_an_account_says_where_no_question_is_raised() -> None:
    accounts = {a.code: a for a in check(_draft(diagnosis("low back pain"))).accounts}
    asked = {a.code: a for a in check(_draft(diagnosis("back pain"))).accounts}

    assert accounts["M54.50"].statement.endswith("no question is raised.")
    assert asked["M54.9"].statement.endswith("asked in GG106-back.")


def test_what_is_considered_beside_a_code_is_billable_and_not_derived() -> None:
    accounts = {a.code: a for a in check(_draft(diagnosis("neck and upper back pain"))).accounts}

    assert [c.code for c in accounts["M54.9"].considered] == ["M54.50", "M54.6", "M53.3", "R10.A0", "M54.89"]


def test_a_code_considered_names_every_way_it_was_mentioned_in_order() -> None:
    draft = _draft(
        diagnosis("low back pain"),
        diagnosis("vertebrogenic low back pain", temporality="past"),
        diagnosis("vertebrogenic low back pain", assertion="uncertain"),
    )
    considered = {c.code: c.reason for c in check(draft).accounts[0].considered}

    assert considered["M54.51"] == "Mentioned only as: past, uncertain."


def test_only_denied_signs_of_the_patient_are_a_negative_screen() -> None:
    facts = (
        said("red_flag", "fever", assertion="denied"),
        said("red_flag", "chills", assertion="denied", experiencer="family"),
        said("history", "weight loss", assertion="denied"),
        said("red_flag", "weight loss"),
    )

    assert [fact.value for fact in screened(_draft(*facts).documentation.facts)] == ["fever"]


@pytest.mark.parametrize(
    ("facts", "signs"),
    [
        ((said("radiation", "leg", side="bilateral"), said("neurologic_exam", "foot weakness 3/5")), 1),
        ((said("radiation", "arm", side="bilateral"), said("neurologic_exam", "hand weakness 3/5")), 0),
        ((said("radiation", "leg", side="left"), said("neurologic_exam", "foot weakness 3/5")), 0),
        ((said("radiation", "leg", side="bilateral"), said("neurologic_exam", "strength 5/5")), 0),
    ],
)
def test_both_legs_with_a_deficit_are_a_sign_of_the_cauda(facts: tuple[Said, ...], signs: int) -> None:
    assert len(_findings(_draft(diagnosis("low back pain"), *facts), "RED_FLAG_CAUDA_EQUINA")) == signs


@pytest.mark.parametrize(
    ("attributes", "alert"),
    [
        ({"duration": 28.0, "unit": "day"}, False),
        ({"duration": 4.0, "unit": "weeks"}, True),
        ({"duration": 1.0, "unit": "month"}, True),
        ({"unit": "month"}, False),
        ({"duration": 40.0}, False),
        ({"duration": 40.0, "unit": "hour"}, False),
    ],
)
def test_a_month_without_improvement_is_counted_in_weeks_and_longer(
    attributes: dict[str, object], alert: bool
) -> None:
    draft = _draft(
        diagnosis("low back pain"),
        said("onset", "a while", **attributes),
        said("pain_description", "no improvement"),
        age_years=60,
    )

    assert bool(_findings(draft, "RED_FLAG_MALIGNANCY")) is alert


def test_a_diagnosis_may_be_a_warning_sign() -> None:
    assert _findings(_draft(diagnosis("low back pain"), diagnosis("breast cancer")), "RED_FLAG_MALIGNANCY")
