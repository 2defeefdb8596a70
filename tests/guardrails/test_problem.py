"""One problem: its side, its acuity, its limb pain and its site, by whom and how it was said."""

import pytest

from guardrails import code
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, documentation, encounter, flags, said
from guardrails.reading.picture import picture_of
from guardrails.reading.problem import Problem
from guardrails.reviewer import check
from scribe.schema.terms import Chronicity

SCIATICA = diagnosis("sciatica")


def _problem(*facts: Said) -> Problem:
    return picture_of(encounter(), documentation(facts)).problems[0]


def _codes(*facts: Said) -> str:
    return " ".join(a.code for a in code(encounter(), documentation(facts)).assignments)


def _queries(*facts: Said) -> list[str]:
    return [query.name for query in check(draft_of(flags("a visit", *facts))).queries]


def _ids(facts: tuple[object, ...]) -> list[str]:
    return [getattr(fact, "id", "") for fact in facts]


# Side


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        (said("laterality", "left", of_what="leg"), "M54.32"),
        (said("laterality", "right", of_what="leg"), "M54.31"),
        (said("laterality", "bilateral", of_what="legs"), "M54.31 M54.32"),
        (said("laterality", "left", of_what="sciatica"), "M54.32"),
        (said("laterality", "left", of_what="lower back and leg"), "M54.32"),
        (said("laterality", "left", quote="on the left"), "M54.32"),
        (said("radiation", "leg", side="left"), "M54.32"),
        (said("laterality", "left", of_what="low back"), "M54.30"),
        (said("radiation", "leg"), "M54.30"),
        (said("laterality", "left", of_what="leg", assertion="denied"), "M54.30"),
        (said("laterality", "left", of_what="leg", assertion="uncertain"), "M54.30"),
        (said("laterality", "left", of_what="leg", temporality="past"), "M54.30"),
        (said("laterality", "left", of_what="leg", experiencer="family"), "M54.30"),
        (said("radiation", "leg", side="left", assertion="denied"), "M54.30"),
        (said("onset", "two days"), "M54.30"),
    ],
)
def test_the_side_of_a_sciatica_is_the_stated_side_of_the_leg(fact: Said, codes: str) -> None:
    assert _codes(SCIATICA, fact) == codes


def test_the_side_in_the_diagnosis_outranks_a_side_beside_it() -> None:
    assert _codes(diagnosis("right sciatica"), said("laterality", "left", of_what="leg")) == "M54.31"


def test_sides_that_several_others_give_are_joined() -> None:
    by_others = (
        said("laterality", "left", by="patient", of_what="leg"),
        said("laterality", "right", by="other", of_what="leg"),
    )

    assert _codes(SCIATICA, *by_others) == "M54.31 M54.32"


@pytest.mark.parametrize(
    "words", ["sorry, right", "I mean right", "no, right", "correction, right", "actually right"]
)
def test_words_of_correction_take_the_first_side_back(words: str) -> None:
    facts = (diagnosis("left sciatica"), diagnosis("right sciatica", quote=f"{words} sciatica"))

    assert _codes(*facts) == "M54.31"


def test_of_two_corrections_the_last_stands() -> None:
    facts = (
        diagnosis("left sciatica"),
        diagnosis("right sciatica", quote="sorry, right sciatica"),
        diagnosis("left sciatica", quote="no, the left, left sciatica"),
    )

    assert _codes(*facts) == "M54.32"


def test_an_answer_outranks_every_other_word_on_the_side_and_the_last_answer_stands() -> None:
    left = said("laterality", "left", of_what="leg", answers="GG105-low-back")
    right = said("laterality", "right", of_what="leg", answers="GG105-low-back")

    assert _codes(diagnosis("right sciatica"), left) == "M54.32"
    assert _codes(SCIATICA, left, right, said("laterality", "left", of_what="leg")) == "M54.31"


def test_a_corrected_side_keeps_both_statements_as_evidence() -> None:
    facts = (diagnosis("left sciatica"), diagnosis("right sciatica", quote="sorry, right sciatica"))
    assignment = code(encounter(), documentation(facts)).assignments[0]

    assert [e.quote for e in assignment.evidence] == ["left sciatica", "sorry, right sciatica"]


def test_the_flank_takes_its_side_from_the_side_of_the_flank() -> None:
    assert _codes(diagnosis("flank pain"), said("laterality", "left", of_what="flank")) == "R10.A2"


# Acuity


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        (said("chronicity", "chronic", words="chronic"), "M54.50 G89.29"),
        (said("chronicity", "acute", words="acute"), "M54.50"),
        (said("chronicity", "subacute", words="subacute"), "M54.50"),
        (said("chronicity", "chronic", words="chronic", assertion="denied"), "M54.50"),
        (said("chronicity", "chronic", words="chronic", assertion="uncertain"), "M54.50"),
        (said("chronicity", "chronic", words="chronic", temporality="past"), "M54.50"),
        (said("chronicity", "chronic", words="chronic", experiencer="family"), "M54.50"),
    ],
)
def test_only_the_standing_word_chronic_adds_a_code_of_chronic_pain(fact: Said, codes: str) -> None:
    assert _codes(diagnosis("low back pain"), fact) == codes


def test_chronic_in_the_name_of_a_condition_is_not_said_of_its_pain() -> None:
    assert "G89.29" not in _codes(diagnosis("chronic muscle spasm of the back"), complaint("low back pain"))


def test_who_calls_a_pain_chronic_is_told_apart() -> None:
    facts = (
        diagnosis("chronic low back pain"),
        said("chronicity", "chronic", by="patient", words="chronic"),
        said("chronicity", "acute", words="acute"),
    )
    problem = _problem(*facts)

    assert _ids(problem.acuity(Chronicity.CHRONIC, by_clinician=True)) == ["f1"]
    assert _ids(problem.acuity(Chronicity.CHRONIC, by_clinician=False)) == ["f2"]
    assert _ids(problem.acuity(Chronicity.ACUTE, by_clinician=True)) == ["f3"]
    assert _ids(problem.acuity(Chronicity.ACUTE, by_clinician=False)) == []


# Limb pain


@pytest.mark.parametrize(
    "fact",
    [
        said("radiation", "leg", by="patient"),
        complaint("low back pain going down the left leg"),
        complaint("low back pain radiating to both thighs"),
        complaint("low back pain, it shoots into my calf"),
        diagnosis("low back pain, worse at night, radiating to the left leg"),
    ],
)
def test_a_pain_that_travels_into_the_leg_is_asked_after(fact: Said) -> None:
    assert "QUERY_ETIOLOGY" in _queries(diagnosis("low back pain"), fact)


@pytest.mark.parametrize(
    "fact",
    [
        said("radiation", "none", by="patient"),
        said("radiation", "leg", by="patient", assertion="denied"),
        said("radiation", "leg", by="patient", temporality="past"),
        said("radiation", "leg", by="patient", experiencer="family"),
        said("radiation", "buttock", by="patient"),
        complaint("low back pain, worse going downstairs"),
    ],
)
def test_a_pain_that_stays_in_the_back_is_not(fact: Said) -> None:
    assert "QUERY_ETIOLOGY" not in _queries(diagnosis("low back pain"), fact)


# Site


def test_a_condition_of_the_back_takes_the_nearer_site_of_its_problem() -> None:
    assert _codes(diagnosis("disc herniation"), complaint("pain at L5-S1")) == "M51.27"
    assert _codes(diagnosis("spinal stenosis"), complaint("low back pain")) == "M48.061"


def test_a_condition_keeps_its_own_site() -> None:
    assert _codes(diagnosis("L4-5 disc herniation"), complaint("pain at L5-S1")) == "M51.26"


def test_the_course_of_a_problem_is_what_stands_of_its_time_and_kind() -> None:
    facts = (
        diagnosis("low back pain"),
        said("onset", "two days"),
        said("pain_description", "dull"),
        said("chronicity", "acute", words="acute"),
        said("onset", "ten years", temporality="past"),
        said("onset", "a week", assertion="denied"),
        said("onset", "a month", experiencer="family"),
        said("laterality", "left", of_what="low back"),
    )

    assert _ids(_problem(*facts).course()) == ["f2", "f3", "f4"]


def test_a_problem_is_assessed_where_the_provider_made_a_diagnosis() -> None:
    assert _problem(diagnosis("low back pain")).assessed
    assert not _problem(complaint("low back pain")).assessed
    assert _problem(complaint("low back pain"), diagnosis("back pain")).assessed
