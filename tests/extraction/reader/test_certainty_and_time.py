"""What is only suspected, and what is over, never stands as a current diagnosis: near-miss pairs."""

import pytest

from scribe.schema.terms import Assertion


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


@pytest.mark.parametrize(
    "words",
    [
        "This is unlikely to be a herniated disc.",
        "Lumbar radiculopathy is unlikely.",
        "A compression fracture seems very unlikely.",
        "Spinal stenosis is less likely.",
        "It's not likely that you have a herniated disc.",
        "There's a small chance this is a herniated disc.",
        "The odds that this is spinal stenosis are low.",
        "I'm not convinced you have sciatica.",
        "I doubt you have a herniated disc.",
        "I'd be surprised, but you could have sciatica.",
        "It's too early to call this sciatica.",
        "I wouldn't call this sciatica.",
        "The exam argues against lumbar radiculopathy.",
        "I suspect you have lumbar radiculopathy.",
        "I am not sure you have sciatica.",
        "Not everyone with back pain has a herniated disc.",
        "You have a lumbar strain rather than sciatica.",
        "You have a lumbar strain instead of sciatica.",
        "The internet will tell you it's a herniated disc.",
        "I have seen patients your age with spinal stenosis.",
        "Sciatica is what you were worried about. It's not that.",
        "You are at risk for a compression fracture.",
        "Nobody has proven you have sciatica.",
        "Had this been sciatica, your leg would hurt.",
        "You asked about sciatica, that is not what this is.",
        "You were reading about spinal stenosis. That's not what you have.",
        "People your age often have spinal stenosis.",
        "A lot of people have a herniated disc and never know.",
    ],
)
def test_a_diagnosis_held_for_unlikely_or_told_of_people_is_none(hear, words):
    found = hear("P: It hurts.", "C: " + words).values("diagnosis", assertion=Assertion.DOCUMENTED)
    assert [value for value in found if value != "lumbar strain"] == []


@pytest.mark.parametrize(
    "words",
    [
        "Unlike last time, this is sciatica.",
        "There is no doubt you have sciatica.",
        "I'm convinced you have sciatica.",
        "You asked about your leg, this is sciatica.",
        "It's not early anymore, you have sciatica.",
        "People ask me that a lot. You have sciatica.",
    ],
)
def test_a_firm_diagnosis_beside_like_words_stands(hear, words):
    assert hear("P: It hurts.", "C: " + words).statuses("diagnosis") == ["documented"]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("She presents with a two week history of neck pain radiating to the right arm.", "current"),
        ("He has a 3-month history of neck pain.", "current"),
        ("Several years' history of neck pain.", "current"),
        ("Presents with a long history of neck pain.", "current"),
        ("History of neck pain for ten years.", "current"),
        ("She has a history of neck pain.", "past"),
        ("Past medical history of neck pain.", "past"),
        ("Two weeks ago she reported a history of neck pain.", "past"),
        ("A two week history of neck pain that resolved.", "past"),
    ],
)
def test_a_history_of_so_long_is_of_today(dictate, words, when):
    assert {fact.temporality.value for fact in dictate(words).facts("region")} == {when}


def test_what_cannot_be_promised_away_is_uncertain(hear):
    heard = hear("P: It hurts.", "C: I can't promise it's not a herniated disc.")

    assert heard.statuses("diagnosis") == ["uncertain"]


@pytest.mark.parametrize("misheard", ["rule about", "rule of", "rule out"])
def test_rule_out_is_a_doubt_also_as_it_is_misheard(dictate, misheard):
    facts = dictate(f"Low back pain, {misheard} lumbar disc herniation.").documentation.facts

    assert "lumbar disc herniation" not in [f.value for f in facts if f.assertion is Assertion.DOCUMENTED]


def test_a_misspelled_word_is_read_as_it_is_meant_and_quoted_as_it_is_written(dictate):
    [fact] = [f for f in dictate("Cronic low back pain.").documentation.facts if f.kind.value == "chronicity"]

    assert fact.value == "chronic"
    assert "Cronic" in fact.evidence[0].quote
