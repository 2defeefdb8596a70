"""Injuries: the chapter 19 code of each part and level, its 7th character, and when an injury is no current one."""

from datetime import date

import pytest

from guardrails import code
from guardrails.examples import Said, complaint, diagnosis, documentation, encounter, said

LBP = complaint("low back pain")


def _codes(*facts: Said, day: date = date(2026, 11, 20)) -> str:
    return " ".join(a.code for a in code(encounter(day), documentation(facts)).assignments)


FIFTH_OF_THORACIC = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 5, 7: 6, 8: 6, 9: 7, 10: 7, 11: 8, 12: 8}


@pytest.mark.parametrize(("vertebra", "digit"), FIFTH_OF_THORACIC.items())
def test_a_thoracic_vertebra_has_its_own_digit(vertebra: int, digit: int) -> None:
    assert _codes(diagnosis(f"T{vertebra} fracture due to a fall")) == f"S22.0{digit}9A"


@pytest.mark.parametrize("vertebra", range(1, 6))
def test_a_lumbar_vertebra_has_its_own_digit(vertebra: int) -> None:
    assert _codes(diagnosis(f"L{vertebra} fracture due to a fall")) == f"S32.0{vertebra}9A"


@pytest.mark.parametrize("vertebra", range(1, 8))
def test_a_cervical_vertebra_has_its_own_digit(vertebra: int) -> None:
    assert _codes(diagnosis(f"C{vertebra} fracture due to a fall")) == f"S12.{vertebra - 1}00A"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("compression fracture of L2 due to a fall", "S32.020A"),
        ("wedge fracture of L2 due to a fall", "S32.020A"),
        ("burst fracture of L2 due to a fall", "S32.021A"),
        ("unstable burst fracture of L2 due to a fall", "S32.022A"),
        ("fracture of L2 due to a fall", "S32.029A"),
        ("lumbar fracture due to a fall", "S32.009A"),
        ("thoracic fracture due to a fall", "S22.009A"),
        ("neck fracture due to a fall", "S12.9XXA"),
        ("nondisplaced C2 fracture due to a fall", "S12.101A"),
        ("fracture of the sacrum due to a fall", "S32.10XA"),
        ("fracture of the coccyx due to a fall", "S32.2XXA"),
    ],
)
def test_a_fracture_has_the_code_of_its_kind_and_place(phrase: str, expected: str) -> None:
    assert _codes(diagnosis(phrase)) == expected


@pytest.mark.parametrize(
    ("words", "character"),
    [
        ("", "A"),
        ("open", "B"),
        ("healing", "D"),
        ("delayed healing", "G"),
        ("delayed union", "G"),
        ("nonunion", "K"),
        ("non-union", "K"),
    ],
)
def test_a_fracture_of_a_vertebra_has_the_character_of_its_course(words: str, character: str) -> None:
    assert _codes(diagnosis(f"L1 fracture due to a fall, {words}")) == f"S32.019{character}"


def test_malunion_is_routine_healing_where_the_category_has_no_such_character() -> None:
    assert _codes(diagnosis("L1 fracture due to a fall, malunion")) == "S32.019D"


def test_malunion_has_its_own_character_in_a_pathological_fracture() -> None:
    assert _codes(diagnosis("osteoporotic fracture of L1, malunion")) == "M80.08XP"


def test_open_reduction_makes_no_open_fracture() -> None:
    assert _codes(diagnosis("L1 fracture due to a fall, after open reduction")) == "S32.019A"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("neck strain", "S16.1XXA"),
        ("thoracic strain", "S29.012A"),
        ("lumbar strain", "S39.012A"),
        ("back strain", "S39.012A"),
        ("cervical sprain", "S13.4XXA"),
        ("sprain at C7-T1", "S13.4XXA"),
        ("thoracic sprain", "S23.3XXA"),
        ("lumbar sprain", "S33.5XXA"),
        ("sacroiliac sprain", "S33.6XXA"),
        ("lumbosacral sprain", "S33.9XXA"),
        ("contusion of the lower back", "S30.0XXA"),
        ("contusion of the neck", "S10.93XA"),
        ("contusion of the thoracic spine", "S20.229A"),
        ("right contusion of the thoracic spine", "S20.221A"),
        ("left contusion of the thoracic spine", "S20.222A"),
        ("neck injury", "S19.9XXA"),
        ("injury of the thoracic spine", "S29.9XXA"),
        ("low back injury", "S39.92XA"),
    ],
)
def test_an_injury_has_the_code_of_its_kind_and_part(phrase: str, expected: str) -> None:
    assert _codes(diagnosis(phrase)) == expected


@pytest.mark.parametrize(
    "visit",
    [
        said("encounter_reason", "physical therapy"),
        said("encounter_reason", "follow-up of the strain"),
        said("encounter_reason", "rehabilitation"),
    ],
)
def test_a_visit_for_recovery_is_a_later_encounter(visit: Said) -> None:
    assert _codes(diagnosis("lumbar strain"), visit) == "S39.012D"


@pytest.mark.parametrize(
    "phrase", ["lumbar strain, resolving", "recovering lumbar strain", "healing lumbar strain"]
)
def test_an_injury_that_heals_is_a_later_encounter(phrase: str) -> None:
    assert _codes(diagnosis(phrase)) == "S39.012D"


@pytest.mark.parametrize("assertion", ["denied", "uncertain"])
def test_a_reason_that_does_not_stand_makes_no_later_encounter(assertion: str) -> None:
    reason = said("encounter_reason", "physical therapy", assertion=assertion)

    assert _codes(diagnosis("lumbar strain"), reason) == "S39.012A"


def test_a_visit_a_relative_makes_for_therapy_is_no_later_encounter() -> None:
    reason = said("encounter_reason", "physical therapy", experiencer="family")

    assert _codes(diagnosis("lumbar strain"), reason) == "S39.012A"


def test_another_reason_for_the_visit_leaves_active_treatment() -> None:
    assert _codes(diagnosis("lumbar strain"), said("encounter_reason", "back injury at work")) == "S39.012A"


def test_a_first_or_acute_injury_is_under_active_treatment_in_any_visit() -> None:
    therapy = said("encounter_reason", "physical therapy")

    assert _codes(diagnosis("acute lumbar strain"), therapy) == "S39.012A"
    assert _codes(diagnosis("lumbar strain, first visit"), therapy) == "S39.012A"


@pytest.mark.parametrize("word", ["old", "previous", "prior", "past", "remote", "healed"])
def test_an_injury_called_old_is_no_current_one(word: str) -> None:
    assert _codes(LBP, diagnosis(f"{word} lumbar strain")) == "M54.50"
    assert _codes(LBP, diagnosis(f"lumbar strain, {word}")) == "M54.50"


@pytest.mark.parametrize(("status", "codes"), [("old", "M54.50"), ("unclear", "M54.50"), ("current", "S39.012A")])
def test_what_is_told_of_the_time_decides_whether_an_injury_is_current(status: str, codes: str) -> None:
    lifting = said("mechanism", "lifting a box", injury=status)

    assert _codes(LBP, diagnosis("lumbar strain"), lifting) == codes


def test_a_current_injury_told_beside_an_old_one_is_current() -> None:
    old = said("mechanism", "fell ten years ago", injury="old")
    current = said("mechanism", "lifting a box", injury="current")

    assert _codes(LBP, diagnosis("lumbar strain"), old, current) == "S39.012A"


def test_a_denied_mechanism_says_nothing_of_the_time() -> None:
    denied = said("mechanism", "old fall", injury="old", assertion="denied")

    assert _codes(LBP, diagnosis("lumbar strain"), denied) == "S39.012A"


def test_a_mechanism_of_a_relative_says_nothing_of_the_time() -> None:
    anothers = said("mechanism", "old fall", injury="old", experiencer="family")

    assert _codes(LBP, diagnosis("lumbar strain"), anothers) == "S39.012A"


def test_a_chronic_strain_is_a_pain_of_its_site_and_an_acute_on_chronic_one_is_current() -> None:
    assert _codes(diagnosis("chronic lumbar strain")) == "M54.50"
    assert _codes(diagnosis("acute on chronic lumbar strain")) == "S39.012A"


def test_an_injury_of_unclear_time_beside_a_named_pain_leaves_that_pain() -> None:
    unclear = said("mechanism", "lifting", injury="unclear")

    assert _codes(diagnosis("neck strain"), unclear) == "M54.2"
    assert _codes(diagnosis("neck strain"), diagnosis("cervicalgia"), unclear) == "M54.2"


@pytest.mark.parametrize("word", ["fall", "car accident", "collision", "assault", "trauma"])
def test_pain_that_the_clinician_links_to_trauma_is_acute_pain_due_to_it(word: str) -> None:
    told = said("mechanism", word, injury="current")

    assert _codes(diagnosis("acute low back pain"), told) == "M54.50 G89.11"


@pytest.mark.parametrize(
    "told",
    [
        said("mechanism", "fall", injury="current", by="patient"),
        said("mechanism", "fall", injury="current", assertion="denied"),
        said("mechanism", "fall", injury="unclear"),
        said("mechanism", "lifting a box", injury="current"),
        said("mechanism", "fall", injury="current", experiencer="family"),
    ],
)
def test_a_cause_that_is_told_denied_unclear_or_no_trauma_is_no_link(told: Said) -> None:
    assert _codes(diagnosis("acute low back pain"), told) == "M54.50"


def test_a_fracture_code_is_looked_up_on_its_day() -> None:
    assert _codes(diagnosis("L1 fracture due to a fall"), day=date(2015, 10, 1)) == "S32.019A"


@pytest.mark.parametrize(("status", "code_"), [("current", "G89.11"), ("old", "G89.21")])
def test_pain_due_to_trauma_is_acute_or_chronic_by_the_providers_word(status: str, code_: str) -> None:
    word = "acute" if status == "current" else "chronic"
    fall = said("mechanism", "fall", injury=status)

    assert _codes(diagnosis(f"{word} low back pain"), fall) == f"M54.50 {code_}"


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ((diagnosis("pathological fracture of L2"),), "M84.48XA"),
        ((diagnosis("pathological fracture of L2 due to spinal metastasis"),), "M84.58XA C79.51"),
        ((diagnosis("fracture of L2 due to spinal metastasis"),), "M84.58XA C79.51"),
        ((diagnosis("pathological fracture of L2"), diagnosis("metastasis of the spine")), "M84.58XA C79.51"),
        ((diagnosis("compression fracture of L2"), diagnosis("metastasis of the spine")), "C79.51 M48.56XA"),
        (
            (diagnosis("pathological fracture of L2"), diagnosis("metastasis of the spine", assertion="uncertain")),
            "M84.48XA",
        ),
        ((diagnosis("pathological fracture of L2 due to spinal metastasis", by="patient"), LBP), "M54.50"),
    ],
)
def test_a_fracture_is_of_a_tumour_where_the_provider_says_so(facts: tuple[Said, ...], codes: str) -> None:
    assert _codes(*facts) == codes


def test_what_the_visit_is_for_comes_first() -> None:
    fracture = diagnosis("pathological fracture of L2 due to spinal metastasis")

    assert _codes(fracture, said("encounter_reason", "chemotherapy")) == "C79.51 M84.58XA"
    assert _codes(fracture, said("encounter_reason", "chemotherapy", assertion="denied")) == "M84.58XA C79.51"


def test_a_code_of_pain_control_stands_before_the_fracture_and_a_code_of_pregnancy_before_both() -> None:
    tumour = diagnosis("pathological fracture of L2 due to spinal metastasis with neoplasm-related pain")
    pain_control = said("encounter_reason", "pain control")

    assert _codes(tumour, pain_control).split()[:2] == ["G89.3", "M84.58XA"]
    assert (
        _codes(diagnosis("chronic low back pain"), said("history", "24 weeks pregnant"), pain_control)
        == "O99.891 G89.29 M54.50 Z3A.24"
    )


def test_an_answer_outranks_the_word_old() -> None:
    answered = said("mechanism", "injury", injury="current", phase="active", answers="CH116-low-back")

    assert _codes(LBP, diagnosis("old lumbar strain"), answered) == "S39.012A"
    assert _codes(LBP, diagnosis("chronic lumbar strain"), answered) == "S39.012A"


def test_an_answer_decides_the_phase_and_the_last_one_stands() -> None:
    active = said("mechanism", "injury", injury="current", phase="active", answers="CH116-low-back")
    healing = said("mechanism", "injury", injury="current", phase="healing", answers="CH116-low-back")

    assert _codes(LBP, diagnosis("acute lumbar strain"), active, healing) == "S39.012D"
    assert _codes(LBP, diagnosis("healing lumbar strain"), healing, active) == "S39.012A"
