"""What is only suspected, and what is over, never stands as a current diagnosis: near-miss pairs."""

import pytest


@pytest.mark.parametrize(
    ("words", "value", "status"),
    [
        ("Assessment: probable left sciatica.", "left sciatica", "uncertain"),
        ("Assessment: left sciatica.", "left sciatica", "documented"),
        ("Assessment: neck pain, suspected cervical stenosis.", "neck pain", "documented"),
        ("Assessment: neck pain, suspected cervical stenosis.", "cervical stenosis", "uncertain"),
        ("Assessment: suspected disc herniation, low back pain.", "low back pain", "documented"),
        ("Assessment: neck pain vs cervical strain.", "cervical strain", "uncertain"),
        ("Assessment: rule out lumbar stenosis, compression fracture.", "compression fracture", "uncertain"),
    ],
)
def test_a_hedge_reaches_its_diagnosis_and_not_the_plain_pain_beside_it(dictate, words, value, status):
    assert dictate(words).statuses("diagnosis", value=value) == [status]


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        (("C: You had sciatica back in 2018.", "P: Right, I did."), "past"),
        (("C: You have sciatica, I see.", "P: That cleared up in spring."), "past"),
        (("C: You have sciatica, I see.", "P: It never cleared up."), "current"),
    ],
)
def test_a_diagnosis_said_to_be_over_is_past(hear, lines, when):
    found = [f for f in hear(*lines).documentation.facts if f.kind.value == "diagnosis"]

    assert {fact.temporality.value for fact in found} == {when}


def test_a_pain_that_never_resolved_is_current(dictate):
    facts = dictate("Low back pain for six years, never resolved.").documentation.facts

    assert {fact.temporality.value for fact in facts if fact.kind.value == "chief_complaint"} == {"current"}


@pytest.mark.parametrize(
    "words",
    ["So that's lumbar radiculopathy.", "I'd call this lumbar radiculopathy.", "Neck pain with radiculopathy."],
)
def test_a_clinicians_conclusion_needs_no_heading(hear, words):
    found = [f for f in hear("P: It hurts.", "C: " + words).documentation.facts if f.kind.value == "diagnosis"]

    assert [fact.assertion.value for fact in found] == ["documented"]


def test_an_exclusion_that_is_only_planned_is_no_denial(hear):
    heard = hear("C: We will get an MRI to make sure it's not a metastasis.")

    assert "denied" not in heard.statuses("diagnosis")


def test_what_to_watch_for_is_no_finding(hear):
    heard = hear("C: Go to the ER for weakness or loss of bladder control.")

    assert heard.statuses("red_flag") == []


def test_a_side_said_loosely_of_back_pain_with_sciatica_is_the_legs(hear):
    heard = hear("P: It hurts.", "C: Low back pain with sciatica, both sides.")

    sides = [fact for fact in heard.documentation.facts if fact.kind.value == "laterality"]
    assert [(fact.value.value, fact.attributes.of_what) for fact in sides] == [("bilateral", "leg")]
