"""The assertion rules of the coding reference, section 3: what is never coded from, and who may supply what."""

from datetime import date

import pytest

from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reviewer import check
from scribe.schema.encounter import Setting
from scribe.schema.finding import Disposition, Review

LBP = complaint("low back pain")


def _review(*facts: Said, proposed: str = "", setting: Setting = Setting.OUTPATIENT) -> tuple[str, Review]:
    draft = draft_of(flags("a visit", *facts, proposed=proposed, setting=setting))
    return " ".join(a.code for a in draft.coding.assignments), check(draft)


def _codes(*facts: Said, setting: Setting = Setting.OUTPATIENT) -> str:
    return _review(*facts, setting=setting)[0]


HEDGED = diagnosis("lumbar stenosis", assertion="uncertain", certainty_words="probable")
NEVER_CODED = [
    (diagnosis("sciatica", assertion="denied"), "M54.31", "NEGATED_FINDING"),
    (diagnosis("lumbar stenosis", experiencer="family"), "M48.061", "FAMILY_HISTORY_NOT_PATIENT"),
    (diagnosis("lumbar stenosis", temporality="past"), "M48.061", "HISTORICAL_CONDITION"),
    (diagnosis("history of lumbar stenosis"), "M48.061", "HISTORICAL_CONDITION"),
    (diagnosis("lumbar radiculopathy, resolved"), "M54.16", "HISTORICAL_CONDITION"),
    (HEDGED, "M48.061", "UNCERTAIN_DX_OUTPATIENT"),
    (diagnosis("possible lumbar stenosis"), "M48.061", "UNCERTAIN_DX_OUTPATIENT"),
    (diagnosis("lumbar stenosis, suspected"), "M48.061", "UNCERTAIN_DX_OUTPATIENT"),
    (diagnosis("lumbar stenosis versus disc herniation"), "M48.061", "UNCERTAIN_DX_OUTPATIENT"),
    (diagnosis("disc herniation", by="patient"), "M51.26", "PATIENT_REPORTED_DX_NOT_CODED"),
    (diagnosis("disc herniation", by="patient", stated_by="clinician"), "M51.26", "PATIENT_REPORTED_DX_NOT_CODED"),
    (diagnosis("disc herniation", by="other", stated_by="clinician"), "M51.26", "PATIENT_REPORTED_DX_NOT_CODED"),
    (diagnosis("disc herniation", stated_by="other"), "M51.26", "PATIENT_REPORTED_DX_NOT_CODED"),
    (said("imaging", "lumbar stenosis", status="reported"), "M48.061", "IMAGING_FINDING_NOT_DX"),
    (diagnosis("lumbar stenosis", quote="problem list: lumbar stenosis"), "M48.061", "PROBLEM_LIST_NOT_ADDRESSED"),
    (said("history", "lumbar stenosis"), "M48.061", "PROBLEM_LIST_NOT_ADDRESSED"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "proposed", "finding"), NEVER_CODED)
def test_what_may_not_be_coded_leaves_the_symptom_and_refuses_the_proposal(
    fact: Said, proposed: str, finding: str
) -> None:
    codes, review = _review(LBP, fact, proposed=proposed)

    found = [f for f in review.findings if f.name == finding]
    assert codes == "M54.50"
    assert [(f.severity.value, f.codes) for f in found] == [("error", (proposed,))]


@pytest.mark.parametrize(("fact", "proposed", "finding"), NEVER_CODED)
def test_without_a_proposal_the_mention_is_only_noted(fact: Said, proposed: str, finding: str) -> None:
    _, review = _review(LBP, fact)

    assert {f.severity.value for f in review.findings if f.name == finding} == {"info"}
    assert review.disposition is Disposition.READY_FOR_REVIEW


@pytest.mark.parametrize("temporality", ["planned", "hypothetical"])
def test_what_is_planned_or_imagined_is_not_coded(temporality: str) -> None:
    assert _codes(LBP, diagnosis("disc herniation", temporality=temporality)) == "M54.50"


UNCERTAIN_WORDS = (
    "probable possible suspected likely questionable rule_out working_diagnosis_of consistent_with compatible_with "
    "concern_for appears_to_be"
)


@pytest.mark.parametrize("words", UNCERTAIN_WORDS.split())
def test_every_uncertain_term_of_the_guideline_leaves_the_symptom_outside_a_hospital_stay(words: str) -> None:
    stated = diagnosis(f"{words.replace('_', ' ')} lumbar stenosis")

    assert _codes(LBP, stated) == "M54.50"
    assert _codes(LBP, stated, setting=Setting.EMERGENCY) == "M54.50"
    assert _codes(LBP, stated, setting=Setting.INPATIENT) == "M48.061"


@pytest.mark.parametrize("words", ["probable", "rule out", "consistent with"])
def test_a_hedge_beside_the_diagnosis_counts_like_one_inside_it(words: str) -> None:
    stated = diagnosis("lumbar stenosis", certainty_words=words)

    assert _codes(LBP, stated) == "M54.50"
    assert _codes(LBP, stated, setting=Setting.INPATIENT) == "M48.061"


def test_a_ruled_out_condition_is_denied_and_not_uncertain() -> None:
    assert _codes(diagnosis("low back pain, fracture ruled out"), setting=Setting.INPATIENT) == "M54.50"


@pytest.mark.parametrize("role", ["clinician", "patient", "other"])
def test_the_site_of_a_symptom_may_come_from_anybody(role: str) -> None:
    assert _codes(diagnosis("back pain"), said("region", "lumbar", by=role)) == "M54.50"


@pytest.mark.parametrize("role", ["clinician", "patient", "other"])
def test_a_side_may_come_from_anybody_where_the_provider_is_silent(role: str) -> None:
    assert _codes(diagnosis("sciatica"), said("laterality", "left", by=role, of_what="leg")) == "M54.32"


def test_the_clinicians_side_outranks_the_patients() -> None:
    sides = (
        said("laterality", "left", by="patient", of_what="leg"),
        said("laterality", "right", by="clinician", of_what="leg"),
    )

    assert _codes(diagnosis("sciatica"), *sides) == "M54.31"


def test_the_last_of_two_statements_of_the_clinician_stands() -> None:
    first, corrected = said("laterality", "left", of_what="leg"), said("laterality", "right", of_what="leg")

    assert _codes(diagnosis("sciatica"), first, corrected) == "M54.31"


def test_a_correction_in_the_assessment_takes_the_first_side_back() -> None:
    assert (
        _codes(diagnosis("left sciatica"), diagnosis("right sciatica", quote="sorry, right sciatica")) == "M54.31"
    )


def test_two_sides_without_a_correction_are_both() -> None:
    assert _codes(diagnosis("left sciatica"), diagnosis("right sciatica")) == "M54.31 M54.32"


def test_the_side_of_the_back_is_not_the_side_of_the_leg() -> None:
    assert (
        _codes(diagnosis("low back pain with sciatica"), said("laterality", "left", of_what="low back")) == "M54.40"
    )


@pytest.mark.parametrize(
    ("role", "codes"), [("clinician", "M54.50 G89.29"), ("patient", "M54.50"), ("other", "M54.50")]
)
def test_chronic_is_the_providers_word(role: str, codes: str) -> None:
    assert _codes(diagnosis("low back pain"), said("chronicity", "chronic", by=role, words="chronic")) == codes


@pytest.mark.parametrize(("role", "codes"), [("clinician", "M54.50 G89.11"), ("patient", "M54.50")])
def test_a_cause_is_linked_by_the_provider_alone(role: str, codes: str) -> None:
    fall = said("mechanism", "fell off a ladder", by=role, injury="current")

    assert _codes(diagnosis("acute low back pain"), fall) == codes


@pytest.mark.parametrize("word", ["persistent", "long-standing", "recurrent", "for years"])
def test_no_other_word_stands_for_chronic(word: str) -> None:
    codes, review = _review(diagnosis(f"{word} low back pain"), said("onset", word))

    assert codes == "M54.50"
    assert "QUERY_CHRONICITY" in [query.name for query in review.queries]


def test_a_pathological_fracture_takes_the_known_tumour_of_bone_for_its_cause() -> None:
    assert (
        _codes(diagnosis("pathological fracture of L2"), diagnosis("metastasis of the spine")) == "M84.58XA C79.51"
    )


def test_a_fracture_beside_a_tumour_is_not_taken_for_one_of_it() -> None:
    assert _codes(diagnosis("compression fracture of L2"), diagnosis("multiple myeloma")) == "C90.00 M48.56XA"


def test_a_code_derived_on_the_last_day_of_a_year_is_that_of_its_year() -> None:
    example = flags("a visit", diagnosis("lumbar disc degeneration"), day=date(2024, 9, 30))

    assert [a.code for a in draft_of(example).coding.assignments] == ["M51.36"]
