"""Cases that turn on one small thing of the reading, each found by a mutant that no other test noticed."""

from dataclasses import replace
from datetime import date

import pytest

from guardrails import coder
from guardrails.answering import with_answers
from guardrails.coding_rule import Suggestion
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reviewer import check
from scribe.schema.answer import QueryAnswer
from scribe.schema.draft import Draft


def _draft(*facts: Said, day: date = date(2026, 11, 20)) -> Draft:
    return draft_of(flags("a visit", *facts, day=day))


def _codes(*facts: Said) -> str:
    return " ".join(assignment.code for assignment in _draft(*facts).coding.assignments)


def _names(draft: Draft) -> set[str]:
    return {finding.name for finding in check(draft).findings}


def test_a_pathological_fracture_and_a_cancer_named_together_are_linked() -> None:
    together = diagnosis("pathological fracture of L1 due to breast cancer")

    assert _codes(together) == "M84.58XA"
    assert _codes(diagnosis("pathological fracture of L1"), diagnosis("breast cancer")) == "M84.48XA"


@pytest.mark.parametrize(
    ("words", "to_confirm"),
    [
        ("L1 compression fracture", False),
        ("L1 fracture", True),
        ("L1 burst fracture due to a fall", False),
        ("L1 compression fracture due to a fall", False),
        ("L1 fracture due to a fall", True),
        ("low back pain due to old L1 compression fracture", True),
        ("low back pain due to old L1 fracture", False),
    ],
)
def test_a_coder_confirms_the_fractures_whose_kind_decides(words: str, to_confirm: bool) -> None:
    assert any(assignment.uncertain for assignment in _draft(diagnosis(words)).coding.assignments) is to_confirm


def test_the_last_word_of_a_patient_who_corrects_twice_stands() -> None:
    sides = (("left", "my left leg"), ("right", "sorry, the right leg"), ("left", "no wait, I mean the left leg"))
    told = [said("laterality", side, by="patient", of_what="leg", quote=quote) for side, quote in sides]

    assert _codes(diagnosis("sciatica"), *told) == "M54.32"


def test_a_deficit_told_as_a_warning_sign_counts_beside_pain_in_both_legs() -> None:
    both = said("radiation", "leg", by="patient", side="bilateral")
    alerts = [
        {finding.name for finding in check(_draft(diagnosis("low back pain"), both, *more)).findings}
        for more in ((), (said("red_flag", "weakness of the feet", by="patient"),))
    ]

    assert ["RED_FLAG_CAUDA_EQUINA" in names for names in alerts] == [False, True]


def test_a_complaint_of_another_part_is_no_evidence_of_this_pain() -> None:
    draft = _draft(diagnosis("low back pain"), complaint("neck pain"))

    assert [fact for a in draft.coding.assignments if a.code == "M54.50" for fact in a.fact_ids] == ["f1"]


def test_a_vague_complaint_beside_its_part_stays_one_problem() -> None:
    facts = (said("region", "lumbar", by="patient"), said("region", "unspecified", by="patient"))

    assert _codes(diagnosis("back pain"), *facts) == "M54.50"


def test_a_pain_of_no_place_is_not_put_into_an_injured_neck() -> None:
    assert "M54.9" in _codes(diagnosis("cervical strain"), diagnosis("back pain and stiffness")).split()


def test_a_suspected_injury_contradicts_no_denial_of_one() -> None:
    denied = said("mechanism", "injury", by="patient", assertion="denied", injury="none")
    conflict = "QUERY_CONFLICT_HISTORY_ASSESSMENT"

    assert conflict in _names(_draft(diagnosis("lumbar strain after a fall"), denied))
    assert conflict not in _names(
        _draft(diagnosis("low back pain"), diagnosis("possible lumbar strain after a fall"), denied)
    )


def test_an_answer_that_came_as_a_fact_settles_the_conflict_without_its_record() -> None:
    draft = _draft(complaint("neck pain"), diagnosis("low back pain"))
    [query] = [query for query in check(draft).queries if query.rule == "DC114"]
    after = with_answers(draft, [QueryAnswer(query=query.id, answer="The low back")])

    assert "QUERY_CONFLICT_HISTORY_ASSESSMENT" in _names(draft)
    assert "QUERY_CONFLICT_HISTORY_ASSESSMENT" not in _names(after.model_copy(update={"answers": ()}))


def test_a_code_that_was_never_billable_on_the_day_is_withheld_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pain = _draft(diagnosis("low back pain")).documentation.facts
    split = Suggestion("M54.5", "low back", pain, "M54.5 was split in 2021.")
    rule = replace(coder.CODING_RULES[0], derive=lambda picture: iter((split,)))
    monkeypatch.setattr(coder, "CODING_RULES", (rule,))

    coding = _draft(diagnosis("low back pain")).coding

    assert coding.assignments == ()
    assert [(w.code, w.reason) for w in coding.withheld] == [
        ("M54.5", "Neither this code nor a shorter one is billable on 2026-11-20.")
    ]


def test_a_proposed_code_that_is_no_code_is_not_repeated() -> None:
    draft = draft_of(flags("a visit", diagnosis("low back pain"), proposed="Smith,John M54.5"))
    found = [finding for finding in check(draft).findings if finding.rule == "CS101"]

    assert [finding.codes for finding in found] == [(), ("M54.5",)]
    assert found[0].message.startswith("A proposed code")


def test_an_old_fracture_without_a_link_makes_no_pain_of_trauma() -> None:
    assert _codes(diagnosis("chronic low back pain"), diagnosis("old L1 fracture")) == "M54.50 G89.29"


def test_a_region_stated_about_a_pain_is_evidence_of_its_code() -> None:
    draft = _draft(diagnosis("back pain"), said("region", "lumbar", about="f1", quote="in the lumbar spine"))

    assert [(a.code, a.fact_ids) for a in draft.coding.assignments] == [("M54.50", ("f1", "f2"))]
