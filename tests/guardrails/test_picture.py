"""The picture of a visit: which problems it holds, what belongs to each, and whether it is one of the spine."""

from datetime import date

import pytest

from guardrails import check, code
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, documentation, encounter, flags, said
from guardrails.reading.picture import Picture, picture_of
from scribe.schema.encounter import Setting
from scribe.schema.finding import Disposition


def _picture(*facts: Said, setting: Setting = Setting.OUTPATIENT) -> Picture:
    return picture_of(encounter(date(2026, 11, 20), setting), documentation(facts))


def _codes(*facts: Said) -> str:
    return " ".join(a.code for a in code(encounter(), documentation(facts)).assignments)


def _problems(*facts: Said) -> dict[str, list[str]]:
    """The facts of each problem, those that make it first."""
    return {
        problem.key: [f.id for f in (*(m.fact for m in problem.mentions), *problem.facts)]
        for problem in _picture(*facts).problems
    }


# Is the visit one of the spine?


@pytest.mark.parametrize(
    "fact",
    [
        complaint("back pain"),
        complaint("my neck hurts"),
        complaint("low back trouble"),
        diagnosis("lumbar stenosis"),
        diagnosis("lumbar stenosis", assertion="uncertain"),
        diagnosis("sciatica", by="patient"),
        said("region", "lumbar", by="patient"),
        complaint("back pain", assertion="uncertain"),
    ],
)
def test_a_complaint_a_region_or_a_diagnosis_makes_a_visit_of_the_spine(fact: Said) -> None:
    assert _picture(fact).in_scope


@pytest.mark.parametrize(
    "fact",
    [
        complaint("back pain", assertion="denied"),
        complaint("back pain", temporality="past"),
        complaint("back pain", experiencer="family"),
        diagnosis("lumbar stenosis", temporality="planned"),
        diagnosis("lumbar stenosis", temporality="hypothetical"),
        said("imaging", "lumbar stenosis", status="reported"),
        said("history", "lumbar stenosis"),
        complaint("a rash on the back"),
        complaint("a lump in the neck"),
        complaint("stiff neck"),
        complaint("cough"),
        diagnosis("knee osteoarthritis"),
    ],
)
def test_what_is_denied_past_anothers_planned_or_elsewhere_makes_none(fact: Said) -> None:
    assert not _picture(fact).in_scope
    assert check(draft_of(flags("a visit", fact))).disposition is Disposition.OUT_OF_SCOPE


def test_a_stiff_back_is_a_complaint_of_the_spine_though_a_stiff_neck_is_none() -> None:
    assert _picture(complaint("stiff lower back")).in_scope


def test_a_region_alone_does_not_make_a_visit_for_something_else_one_of_the_spine() -> None:
    region = said("region", "thoracic", by="patient")

    assert not _picture(complaint("cough"), region).in_scope
    assert _picture(complaint("back pain"), region).in_scope


@pytest.mark.parametrize("bare", ["pain", "the pain", "my injury", "follow up"])
def test_a_complaint_that_names_nothing_is_no_complaint_of_something_else(bare: str) -> None:
    assert _picture(complaint(bare), said("region", "cervical")).in_scope


# The problems


def test_two_regions_are_two_problems_in_the_order_of_the_provider() -> None:
    assert list(_problems(diagnosis("low back pain"), diagnosis("cervicalgia"))) == ["low back", "neck"]
    assert list(_problems(diagnosis("cervicalgia"), diagnosis("low back pain"))) == ["neck", "low back"]


def test_the_patients_complaint_makes_the_problem_where_the_provider_diagnoses_none() -> None:
    assert _codes(complaint("neck pain"), complaint("low back pain")) == "M54.2 M54.50"


def test_the_providers_diagnosis_makes_the_problem_where_there_is_one() -> None:
    assert _codes(complaint("neck pain"), diagnosis("low back pain")) == "M54.50"


@pytest.mark.parametrize(
    ("nearer", "codes"),
    [
        (complaint("low back pain"), "M54.50"),
        (said("region", "thoracic", by="patient"), "M54.6"),
        (complaint("coccyx pain"), "M53.3"),
        (said("region", "flank", by="patient"), "R10.A0"),
    ],
)
def test_a_diagnosis_of_the_back_takes_the_nearer_site_of_the_record(nearer: Said, codes: str) -> None:
    assert _codes(diagnosis("back pain"), nearer) == codes


def test_the_neck_is_no_nearer_site_of_a_pain_of_the_back() -> None:
    assert _codes(diagnosis("back pain"), complaint("neck pain")) == "M54.9"
    assert _codes(diagnosis("back pain"), diagnosis("cervicalgia")) == "M54.9 M54.2"


def test_a_back_diagnosis_beside_a_nearer_one_of_the_provider_is_the_same_pain() -> None:
    assert _codes(diagnosis("back pain"), diagnosis("low back pain")) == "M54.50"


def test_a_back_diagnosis_joins_every_nearer_problem_but_the_neck() -> None:
    assert _codes(diagnosis("back pain"), diagnosis("low back pain"), diagnosis("cervicalgia")) == "M54.50 M54.2"


def test_a_nearer_site_that_is_denied_past_or_anothers_is_none() -> None:
    for change in ({"assertion": "denied"}, {"temporality": "past"}, {"experiencer": "family"}):
        assert _codes(diagnosis("back pain"), complaint("low back pain", **change)) == "M54.9"


def test_the_pain_a_patient_calls_by_a_diagnosis_is_still_the_patients_symptom() -> None:
    assert _codes(diagnosis("mechanical low back pain", by="patient")) == "M54.59"
    assert _codes(diagnosis("lumbar stenosis", by="patient"), complaint("back pain")) == "M54.9"


def test_a_condition_without_a_site_joins_the_only_problem() -> None:
    assert _codes(diagnosis("low back pain"), diagnosis("spinal stenosis")) == "M48.061"
    assert _codes(diagnosis("stenosis"), complaint("low back pain")) == "M48.061"


def test_a_condition_of_another_part_of_the_body_joins_none() -> None:
    assert _codes(diagnosis("low back pain"), diagnosis("knee osteoarthritis")) == "M54.50"


def test_a_leg_pain_belongs_to_the_low_back_and_an_arm_pain_to_the_neck() -> None:
    visit = (diagnosis("cervicalgia"), diagnosis("low back pain"))

    assert _problems(*visit, diagnosis("right leg pain")) == {"neck": ["f1"], "low back": ["f2", "f3"]}
    assert _problems(*visit, diagnosis("right arm pain")) == {"neck": ["f1", "f3"], "low back": ["f2"]}
    assert _problems(*visit, diagnosis("hand pain")) == {"neck": ["f1", "f3"], "low back": ["f2"]}


def test_a_leg_pain_belongs_to_the_unspecified_back_where_nothing_is_nearer() -> None:
    assert _problems(diagnosis("back pain"), diagnosis("leg pain")) == {"back": ["f1", "f2"]}
    assert _problems(diagnosis("back pain"), diagnosis("arm pain")) == {"back": ["f1"]}
    assert _problems(diagnosis("thoracic spine pain"), diagnosis("leg pain")) == {"thorax": ["f1"]}


def test_a_condition_of_no_limb_belongs_to_neither_of_two_parts() -> None:
    visit = (diagnosis("cervicalgia"), diagnosis("low back pain"), diagnosis("depression"))

    assert _problems(*visit) == {"neck": ["f1"], "low back": ["f2"]}


def test_a_disc_of_no_stated_site_is_not_of_the_neck_because_the_neck_hurts() -> None:
    assert _codes(diagnosis("disc herniation"), complaint("neck pain")) == "M51.9"


# What belongs to a problem


NECK_AND_BACK = (diagnosis("cervicalgia"), diagnosis("low back pain"))


@pytest.mark.parametrize(
    ("fact", "owner"),
    [
        (said("radiation", "leg"), "low back"),
        (said("radiation", "buttock"), "low back"),
        (said("radiation", "groin"), "low back"),
        (said("radiation", "arm"), "neck"),
        (said("laterality", "left", of_what="leg"), "low back"),
        (said("laterality", "left", of_what="calf"), "low back"),
        (said("laterality", "left", of_what="neck"), "neck"),
        (said("laterality", "left", quote="on the left of my neck"), "neck"),
        (said("chronicity", "chronic", quote="chronic neck pain", words="chronic"), "neck"),
        (said("onset", "two weeks", quote="my lower back started two weeks ago"), "low back"),
        (said("mechanism", "lifting", about="f2"), "low back"),
        (said("chronicity", "chronic", about="f1", words="chronic", quote="chronic low back pain"), "neck"),
    ],
)
def test_a_modifier_belongs_to_what_it_is_said_of(fact: Said, owner: str) -> None:
    problems = _picture(*NECK_AND_BACK, fact).problems

    assert [problem.key for problem in problems if "f3" in [f.id for f in problem.facts]] == [owner]


@pytest.mark.parametrize(
    "fact",
    [
        said("chronicity", "chronic", words="chronic", quote="it is chronic"),
        said("onset", "two weeks"),
        said("laterality", "left", quote="on the left"),
        said("radiation", "none"),
        said("mechanism", "lifting", about="f9"),
    ],
)
def test_a_modifier_that_says_not_of_what_belongs_to_none_of_two(fact: Said) -> None:
    problems = _picture(*NECK_AND_BACK, fact).problems

    assert [f.id for problem in problems for f in problem.facts] == []


def test_a_modifier_belongs_to_the_only_problem() -> None:
    chronic = said("chronicity", "chronic", words="chronic", quote="it is chronic")

    assert _codes(diagnosis("low back pain"), chronic) == "M54.50 G89.29"


def test_a_modifier_about_a_finding_that_may_not_be_coded_belongs_to_the_only_problem_of_the_spine() -> None:
    told = diagnosis("sciatica", by="patient")

    assert _problems(diagnosis("low back pain"), told, said("onset", "a week", about="f2"))["low back"] == [
        "f1",
        "f3",
    ]


@pytest.mark.parametrize(
    "quote", ["chronic bronchitis", "chronic kidney disease", "chronic knee pain", "chronic fatigue", "depression"]
)
def test_a_chronic_disease_of_something_else_makes_no_chronic_back_pain(quote: str) -> None:
    other = said("chronicity", "chronic", words="chronic", quote=quote)

    assert _codes(diagnosis("low back pain"), other) == "M54.50"


# Pain control


@pytest.mark.parametrize(
    "fact",
    [
        said("encounter_reason", "pain management"),
        said("encounter_reason", "control of pain"),
        said("encounter_reason", "visit to the pain clinic", temporality="past"),
        diagnosis("here for pain control"),
    ],
)
def test_a_visit_for_pain_control_puts_g89_first(fact: Said) -> None:
    assert _codes(diagnosis("chronic low back pain"), fact) == "G89.29 M54.50"


@pytest.mark.parametrize(
    "fact",
    [
        said("encounter_reason", "follow-up"),
        said("encounter_reason", "pain management", assertion="denied"),
        said("encounter_reason", "pain management", experiencer="family"),
        said("encounter_reason", "pain management", temporality="hypothetical"),
        said("plan", "pain management"),
    ],
)
def test_what_is_no_visit_for_pain_control_does_not(fact: Said) -> None:
    assert _codes(diagnosis("chronic low back pain"), fact) == "M54.50 G89.29"


def test_the_facts_of_pain_control_are_each_named_once() -> None:
    reason = said("encounter_reason", "pain management and pain control")

    assert [f.id for f in _picture(diagnosis("low back pain"), reason).pain_control()] == ["f2"]


def test_a_problem_is_found_by_its_name() -> None:
    picture = _picture(*NECK_AND_BACK)

    assert [p.key for name in ("neck", "low back") if (p := picture.problem(name))] == ["neck", "low back"]
    assert picture.problem("flank") is None


# The site an answer or a region fact gives


def test_a_region_about_a_diagnosis_of_the_back_is_its_site() -> None:
    assert _codes(diagnosis("back pain"), said("region", "thoracic", about="f1")) == "M54.6"


def test_a_region_about_a_diagnosis_with_its_own_site_does_not_move_it() -> None:
    assert _codes(diagnosis("low back pain"), said("region", "thoracic", about="f1")) == "M54.50"


@pytest.mark.parametrize("change", [{"assertion": "denied"}, {"experiencer": "family"}, {"temporality": "past"}])
def test_a_region_that_does_not_stand_gives_no_site(change: dict[str, str]) -> None:
    region = said("region", "thoracic", about="f1", **change)

    assert _codes(diagnosis("radiculopathy of the spine"), region) == "M54.10"
