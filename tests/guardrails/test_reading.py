"""How facts are read: whose a modifier is, where a limb belongs, what a film restates."""

import pytest

from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, flags, said
from guardrails.reading.films import film_findings
from guardrails.reading.phrases import read
from guardrails.reading.picture import picture_of
from guardrails.reading.sites import Family
from guardrails.reviewer import check
from scribe.schema.draft import Draft
from scribe.schema.finding import Disposition
from scribe.schema.terms import Chronicity

LBP, NECK = diagnosis("low back pain"), diagnosis("neck pain")


def _draft(*facts: Said, age_years: int | None = None) -> Draft:
    return draft_of(flags("a visit", *facts, age_years=age_years))


def _codes(*facts: Said) -> str:
    return " ".join(a.code for a in _draft(*facts).coding.assignments)


def _names(*facts: Said) -> set[str]:
    return {finding.name for finding in check(_draft(*facts)).findings}


def test_subacute_is_a_stated_course() -> None:
    long = said("onset", "a year", duration=1.0, unit="year")

    assert "QUERY_CHRONICITY" not in _names(diagnosis("subacute low back pain"), long)
    assert [reading.acuity for reading in read("subacute low back pain")] == [frozenset({Chronicity.SUBACUTE})]


@pytest.mark.parametrize(
    ("film", "stated"),
    [
        ("disc-space narrowing at L4-5", "lumbar degenerative disc disease"),
        ("degenerative changes of the lumbar spine", "lumbar degenerative disc disease"),
        ("Modic endplate changes", "lumbar disc disorder"),
        ("Modic endplate changes", "vertebrogenic low back pain"),
        ("degenerative changes of the lumbar spine", "lumbar spondylosis"),
        ("disc protrusion at L4-5", "lumbar disc disorder"),
        ("compression fracture of L1", "osteoporotic compression fracture of L1"),
        ("osteoporotic fracture of L1", "compression fracture of L1"),
        ("compression fracture of L1", "pathological fracture of L1"),
        ("lytic lesion of L2", "metastasis of the L2 vertebra"),
    ],
)
def test_a_diagnosis_that_restates_a_film_leaves_nothing_to_ask(film: str, stated: str) -> None:
    draft = _draft(diagnosis(f"{stated} with low back pain"), said("imaging", film, status="reviewed"))
    picture = picture_of(draft.encounter, draft.documentation)

    assert [
        film_findings(picture, problem) for problem in picture.problems if problem.family is Family.LOW_BACK
    ] == [()]


@pytest.mark.parametrize(
    ("film", "stated"),
    [("disc-space narrowing at L4-5", "lumbar stenosis"), ("lumbar stenosis", "lumbar disc herniation")],
)
def test_a_film_that_nobody_restates_is_found(film: str, stated: str) -> None:
    draft = _draft(diagnosis(f"{stated} with low back pain"), said("imaging", film, status="reviewed"))
    picture = picture_of(draft.encounter, draft.documentation)

    assert [fact.value for problem in picture.problems for fact in film_findings(picture, problem)] == [film]


@pytest.mark.parametrize(
    ("limb", "code"),
    [
        ("left leg pain", "M54.2 M54.50 M79.605"),
        ("right arm pain", "M54.2 M79.601 M54.50"),
        ("left hand pain", "M54.2 M79.602 M54.50"),
    ],
)
def test_pain_of_a_limb_is_coded_beside_the_two_pains(limb: str, code: str) -> None:
    assert _codes(NECK, LBP, diagnosis(limb)) == code


def test_leg_pain_belongs_to_the_unspecified_back_where_that_is_all_there_is() -> None:
    assert _codes(diagnosis("back pain"), diagnosis("left leg pain")) == "M54.9 M79.605"
    assert _codes(NECK, diagnosis("left leg pain")) == "M54.2"


def test_a_modifier_belongs_to_the_problem_it_is_about() -> None:
    assert _codes(NECK, LBP, said("chronicity", "chronic", about="f1", words="chronic")) == "M54.2 M54.50 G89.29"
    draft = _draft(NECK, LBP, said("chronicity", "chronic", about="f2", words="chronic"))
    fact = next(a for a in draft.coding.assignments if a.code == "G89.29").fact_ids

    assert fact == ("f3",)


def test_a_modifier_that_names_its_place_belongs_there() -> None:
    chronic = said("chronicity", "chronic", words="chronic", quote="the neck is chronic")
    draft = _draft(
        NECK, diagnosis("low back pain with sciatica"), chronic, said("laterality", "left", of_what="leg")
    )

    assert [a.code for a in draft.coding.assignments] == ["M54.2", "M54.42", "G89.29"]


def test_a_modifier_about_something_else_belongs_to_no_problem() -> None:
    knee = diagnosis("knee pain")

    assert _codes(knee, LBP, said("chronicity", "chronic", about="f1", words="chronic")) == "M54.50"


def test_a_modifier_of_two_places_belongs_to_neither() -> None:
    both = said("chronicity", "chronic", words="chronic", quote="neck and low back are chronic")

    assert "QUERY_CHRONICITY" in _names(NECK, LBP, both)


@pytest.mark.parametrize(("site", "codes"), [("buttock", "M54.42"), ("groin", "M54.42"), ("leg", "M54.42")])
def test_pain_that_travels_below_the_waist_is_of_the_low_back(site: str, codes: str) -> None:
    radiation = said("radiation", site, side="left")

    assert _codes(NECK, diagnosis("low back pain with sciatica"), radiation) == f"M54.2 {codes}"


def test_back_pain_joins_every_nearer_problem_but_the_neck() -> None:
    assert _codes(NECK, diagnosis("back pain")) == "M54.2 M54.9"
    assert _codes(LBP, diagnosis("back pain")) == "M54.50"
    assert _codes(diagnosis("back pain"), complaint("neck pain"), complaint("low back pain")) == "M54.50"


def test_a_condition_of_the_back_is_placed_by_the_neck_where_only_that_hurts() -> None:
    assert _codes(NECK, diagnosis("spondylosis")) == "M47.812"


def test_what_the_patient_says_refines_the_providers_problem_and_makes_none_of_its_own() -> None:
    assert _codes(complaint("neck pain"), LBP) == "M54.50"
    assert _codes(complaint("neck pain"), complaint("low back pain")) == "M54.2 M54.50"


def test_a_condition_without_a_site_takes_that_of_the_pain() -> None:
    assert _codes(complaint("neck pain"), diagnosis("muscle spasm")) == "M62.838"


def test_a_corrected_side_is_the_last_of_several_corrections() -> None:
    sides = ["left sciatica", "sorry, right sciatica", "no, actually left sciatica"]

    assert (
        _codes(*(diagnosis(text.split(", ")[-1].removeprefix("actually "), quote=text) for text in sides))
        == "M54.32"
    )


@pytest.mark.parametrize(
    ("facts", "on"),
    [
        ((complaint("neck pain"), LBP), "region"),
        ((complaint("low back pain"), diagnosis("coccyx pain")), ""),
        ((complaint("right flank pain"), LBP), ""),
        ((said("chief_complaint", "neck pain", by="clinician"), LBP), ""),
        ((complaint("low back stiffness"), NECK), ""),
        ((complaint("back pain"), NECK), ""),
        ((said("mechanism", "injury", assertion="denied"), diagnosis("low back pain due to a fall")), "injury"),
        ((said("mechanism", "fall", injury="current"), diagnosis("low back pain due to a fall")), ""),
        ((said("mechanism", "injury", assertion="denied"), diagnosis("lumbar strain")), ""),
        (
            (
                said("mechanism", "injury", assertion="denied"),
                LBP,
                diagnosis("fall", assertion="uncertain"),
            ),
            "",
        ),
        ((said("chronicity", "acute", words="acute"), diagnosis("chronic low back pain")), "course"),
        (
            (
                said("chronicity", "acute", words="acute", quote="acute on chronic"),
                diagnosis("chronic low back pain"),
            ),
            "",
        ),
        ((said("chronicity", "acute", by="patient"), diagnosis("chronic low back pain")), ""),
        (
            (
                said("psychogenic", "unspecified", assertion="denied", by="patient"),
                diagnosis("somatoform pain disorder of the back"),
            ),
            "",
        ),
    ],
)
def test_only_statements_that_cannot_both_be_meant_are_a_conflict(facts: tuple[Said, ...], on: str) -> None:
    review = check(_draft(*facts))

    found = [f.message for f in review.findings if f.name == "QUERY_CONFLICT_HISTORY_ASSESSMENT"]
    assert [f"({on})" in message for message in found] == ([True] if on else [])
    assert (review.disposition is Disposition.HOLD_FOR_QUERY) is bool(on)


def test_the_places_of_a_conflict_are_offered_in_alphabetical_order() -> None:
    queries = check(_draft(complaint("neck pain"), LBP)).queries

    assert [q.options[:2] for q in queries if q.rule == "DC114"] == [("The low back", "The neck")]


def test_a_pain_told_as_travelling_is_asked_about() -> None:
    assert "QUERY_ETIOLOGY" in _names(diagnosis("low back pain radiating to the left leg"))
    assert "QUERY_ETIOLOGY" in _names(LBP, complaint("low back pain shooting down my right leg"))
    assert "QUERY_ETIOLOGY" not in _names(LBP, said("plan", "low back pain radiating to the leg explained"))


def test_a_psychological_factor_without_a_disorder_is_no_diagnosis() -> None:
    factors = said("psychogenic", "related_factors", quote="stress makes it worse")
    unspecified = said("psychogenic", "unspecified", quote="a pain disorder perhaps")

    assert _codes(diagnosis("chronic low back pain"), factors) == "M54.50 G89.29"
    assert _codes(diagnosis("chronic low back pain"), unspecified) == "M54.50 G89.29"


def test_an_uncertain_psychological_origin_is_no_diagnosis() -> None:
    assert (
        _codes(LBP, said("psychogenic", "exclusive", assertion="uncertain", quote="maybe psychological"))
        == "M54.50"
    )


@pytest.mark.parametrize("value", ["back itching", "a lump on my neck", "my knee", "my shoulder"])
def test_a_complaint_of_something_else_is_no_pain_of_the_spine(value: str) -> None:
    assert _codes(complaint(value)) == ""


def test_upper_back_as_a_bare_complaint_points_to_a_region() -> None:
    assert "UNSPECIFIED_WITH_REGION_INDICATORS" in _names(complaint("trouble with my upper back"))


def test_an_operation_of_a_relative_makes_no_visit_of_the_spine() -> None:
    draft = _draft(complaint("cough"), diagnosis("lumbar fusion", experiencer="family"))

    assert check(draft).disposition is Disposition.OUT_OF_SCOPE


def test_an_operation_that_a_clinician_follows_up_does() -> None:
    reason = said("encounter_reason", "follow-up after lumbar fusion")

    assert check(_draft(reason)).disposition is Disposition.READY_FOR_REVIEW
    assert check(_draft(said("encounter_reason", "low back pain"))).disposition is Disposition.OUT_OF_SCOPE


def test_an_injury_called_old_by_a_mechanism_years_ago_is_no_current_one() -> None:
    old = said("mechanism", "car accident", injury="old")

    assert _codes(complaint("low back pain"), diagnosis("lumbar strain"), old) == "M54.50"
    assert _codes(diagnosis("chronic low back pain"), old) == "M54.50 G89.21"


def test_radiculopathy_of_a_phrase_about_pregnancy_keeps_its_own_site() -> None:
    assert _codes(diagnosis("left lumbar radiculopathy in pregnancy at 30 weeks")) == "O99.891 M54.16 Z3A.30"


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("Probable lumbar stenosis; chronic low back pain", "M54.50 G89.29"),
        ("Possible L4-5 disc herniation. Left sciatica.", "M54.32"),
        ("low back pain, chronic", "M54.50 G89.29"),
        ("low back pain w/ left sciatica", "M54.42"),
        ("low back pain & left sciatica", "M54.42"),
        ("low back pain w/o sciatica", "M54.50"),
        ("low back pain/left sciatica", "M54.42"),
        ("LBP / left sciatica", "M54.42"),
        ("low back pain - left sciatica", "M54.42"),
        ("low back pain – chronic", "M54.50 G89.29"),
        ("neck/low back pain", "M54.2 M54.50"),
        ("L4/5 disc herniation with radiculopathy", "M51.16"),
    ],
)
def test_the_short_hand_of_an_assessment_is_read_as_it_is_meant(phrase: str, codes: str) -> None:
    assert _codes(diagnosis(phrase)) == codes


def test_a_hedge_ends_with_its_sentence_and_not_with_an_abbreviation() -> None:
    after = read("suspected disc herniation. Neck pain")

    assert [reading.hedged for reading in after] == [True, False]
    assert [reading.hedged for reading in read("disc herniation vs. lumbar strain")] == [True, True]


def test_a_patient_who_takes_a_side_back_leaves_the_last_one() -> None:
    left = said("laterality", "left", by="patient", of_what="leg", quote="my left leg")
    right = said("laterality", "right", by="patient", of_what="leg", quote="sorry, I mean the right leg")

    assert _codes(diagnosis("sciatica"), left, right) == "M54.31"
    assert _codes(diagnosis("sciatica"), left, said("laterality", "right", by="patient", of_what="leg")) == (
        "M54.31 M54.32"
    )
