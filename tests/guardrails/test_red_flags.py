"""Every warning sign of the coding reference, section 8, in the facts that may hold it, and its near misses."""

import pytest

from guardrails.drafting import draft_of
from guardrails.examples import Said, diagnosis, flags, said
from guardrails.reviewer import check
from scribe.schema.finding import Finding, Severity

BACK = diagnosis("low back pain")


def _alerts(*facts: Said, age_years: int | None = None) -> list[Finding]:
    findings = check(draft_of(flags("a visit", BACK, *facts, age_years=age_years))).findings
    return [f for f in findings if f.rule.startswith("CA") and f.severity is Severity.WARNING]


def _names(*facts: Said, age_years: int | None = None) -> list[str]:
    return [finding.name.removeprefix("RED_FLAG_") for finding in _alerts(*facts, age_years=age_years)]


@pytest.mark.parametrize(
    ("sign", "alert"),
    [
        ("urinary retention", "CAUDA_EQUINA"),
        ("new bladder incontinence", "CAUDA_EQUINA"),
        ("bowel incontinence", "CAUDA_EQUINA"),
        ("saddle numbness", "CAUDA_EQUINA"),
        ("perianal numbness", "CAUDA_EQUINA"),
        ("worsening leg weakness", "NEURO_DEFICIT"),
        ("foot drop", "NEURO_DEFICIT"),
        ("gait disturbance", "NEURO_DEFICIT"),
        ("hand clumsiness", "NEURO_DEFICIT"),
        ("fever", "INFECTION"),
        ("chills", "INFECTION"),
        ("recent bacteraemia", "INFECTION"),
        ("IV drug use", "INFECTION"),
        ("immunosuppression", "INFECTION"),
        ("dialysis line", "INFECTION"),
        ("long-term steroids", "FRACTURE"),
        ("osteoporosis", "FRACTURE"),
        ("history of cancer", "MALIGNANCY"),
        ("unexplained weight loss", "MALIGNANCY"),
        ("night pain", "MALIGNANCY"),
        ("pulsatile abdominal mass", "VASCULAR"),
        ("tearing pain", "VASCULAR"),
        ("syncope", "VASCULAR"),
        ("known aneurysm", "VASCULAR"),
        ("wound discharge after spine surgery", "POSTOP"),
        ("fever after spine surgery", "POSTOP"),
    ],
)
def test_a_warning_sign_raises_its_alert_whoever_speaks_of_it(sign: str, alert: str) -> None:
    assert _names(said("red_flag", sign, by="patient")) == [alert]
    assert _names(said("red_flag", sign, by="clinician")) == [alert]


@pytest.mark.parametrize(
    ("fact", "alert"),
    [
        (said("neurologic_exam", "clonus at the ankles"), "NEURO_DEFICIT"),
        (said("neurologic_exam", "hyperreflexia"), "NEURO_DEFICIT"),
        (said("physical_exam", "lax anal sphincter"), "CAUDA_EQUINA"),
        (said("physical_exam", "pulsatile abdominal mass"), "VASCULAR"),
        (said("history", "intravenous drug use"), "INFECTION"),
        (said("history", "recent spinal injection"), "INFECTION"),
        (said("history", "breast cancer", temporality="past"), "MALIGNANCY"),
        (said("pain_description", "unremitting pain"), "MALIGNANCY"),
        (said("mechanism", "fell from a ladder", injury="current"), "FRACTURE"),
    ],
)
def test_an_exam_a_history_or_a_mechanism_may_be_the_warning_sign(fact: Said, alert: str) -> None:
    assert _names(fact) == [alert]


@pytest.mark.parametrize(
    "fact",
    [
        said("neurologic_exam", "no clonus"),
        said("neurologic_exam", "no hyperreflexia or clonus"),
        said("neurologic_exam", "negative for sustained clonus"),
        said("history", "no history of cancer"),
        said("history", "never had cancer"),
        said("history", "denies IV drug use"),
    ],
)
def test_a_sign_named_as_absent_alerts_nobody(fact: Said) -> None:
    assert _names(fact) == []


@pytest.mark.parametrize(
    ("fact", "alert"),
    [
        (said("neurologic_exam", "no weakness, clonus at both ankles"), "NEURO_DEFICIT"),
        (said("neurologic_exam", "no improvement of the foot drop"), "NEURO_DEFICIT"),
        (said("history", "no treatment for her breast cancer"), "MALIGNANCY"),
        (said("red_flag", "no control of the bladder"), "CAUDA_EQUINA"),
    ],
)
def test_a_no_of_something_else_silences_no_alert(fact: Said, alert: str) -> None:
    assert _names(fact) == [alert]


FALL = said("mechanism", "tripped on the stairs", injury="current")


def test_a_minor_trauma_alerts_where_bone_is_brittle() -> None:
    assert _names(FALL, age_years=40) == []
    assert _names(FALL, age_years=70) == ["FRACTURE"]
    assert _names(FALL, said("history", "osteoporosis"), age_years=40) == ["FRACTURE"]
    assert _names(FALL, said("history", "long-term steroid use"), age_years=40) == ["FRACTURE"]


def test_bending_alerts_only_with_osteoporosis() -> None:
    bending = said("mechanism", "bending down", injury="current")

    assert _names(bending, age_years=40) == []
    assert _names(bending, said("history", "osteoporosis"), age_years=40) == ["FRACTURE"]


@pytest.mark.parametrize(("age", "weeks", "names"), [(51, 5.0, ["MALIGNANCY"]), (50, 5.0, []), (51, 3.0, [])])
def test_no_improvement_after_a_month_alerts_over_fifty(age: int, weeks: float, names: list[str]) -> None:
    onset = said("onset", "some weeks", duration=weeks, unit="week")

    assert _names(onset, said("pain_description", "no improvement"), age_years=age) == names


def test_sciatica_of_both_legs_alerts_only_with_a_deficit() -> None:
    both = diagnosis("bilateral sciatica")

    assert _names(both) == []
    assert _names(both, said("neurologic_exam", "ankle weakness 3/5")) == ["CAUDA_EQUINA"]


@pytest.mark.parametrize(
    "fact",
    [
        said("red_flag", "fever", by="patient", assertion="denied"),
        said("red_flag", "loss of bladder control", temporality="hypothetical"),
        said("red_flag", "fever", experiencer="family"),
        said("red_flag", "fever", temporality="past"),
        said("neurologic_exam", "normal gait"),
        said("history", "hypertension"),
        said("mechanism", "car accident", injury="old"),
    ],
)
def test_what_is_denied_imagined_past_or_anothers_alerts_nobody(fact: Said) -> None:
    assert _names(fact) == []


def test_a_negative_screen_is_recorded_and_not_alerted() -> None:
    denied = said("red_flag", "fever", by="patient", assertion="denied")
    findings = check(draft_of(flags("a visit", BACK, denied))).findings

    assert [f.severity for f in findings if f.name == "RED_FLAG_SCREEN_DOCUMENTED"] == [Severity.INFO]


def test_an_alert_that_the_plan_acts_on_still_stands_and_quotes_the_plan() -> None:
    plan = said("plan", "urgent MRI", quote="we will get an urgent MRI today")

    alert = _alerts(said("red_flag", "saddle numbness", by="patient"), plan)[0]
    assert 'Addressed: "we will get an urgent MRI today"' in alert.message
    assert [quote.quote for quote in alert.evidence] == ["saddle numbness", "we will get an urgent MRI today"]


def test_alerts_stand_above_every_finding_on_codes_and_add_no_code() -> None:
    example = flags("a visit", BACK, said("red_flag", "fever", by="patient"), proposed="M54.5 M54.9")
    draft = draft_of(example)

    assert check(draft).findings[0].name == "RED_FLAG_INFECTION"
    assert [a.code for a in draft.coding.assignments] == ["M54.50"]


def test_there_is_no_alert_without_pain_of_the_back_or_neck() -> None:
    draft = draft_of(flags("a visit", diagnosis("bronchitis"), said("red_flag", "fever", by="patient")))

    assert [f.name for f in check(draft).findings if f.name.startswith("RED_FLAG")] == []


@pytest.mark.parametrize(
    ("fact", "names"),
    [
        (diagnosis("breast cancer"), ["MALIGNANCY"]),
        (said("physical_exam", "spastic gait"), ["NEURO_DEFICIT"]),
        (said("physical_exam", "abdominal tenderness"), []),
        (said("pain_description", "dull"), []),
        (said("red_flag", "something odd", by="patient"), ["OTHER"]),
        (said("red_flag", "fever", by="patient", assertion="uncertain"), ["INFECTION"]),
        (said("mechanism", "car accident"), ["FRACTURE"]),
        (said("mechanism", "car accident", injury="unclear"), []),
        (said("mechanism", "car accident", injury="current", assertion="denied"), []),
        (said("pain_description", "unremitting pain", temporality="past"), []),
    ],
)
def test_a_sign_alerts_by_what_it_is(fact: Said, names: list[str]) -> None:
    assert _names(fact) == names


@pytest.mark.parametrize(("age", "names"), [(64, []), (65, ["FRACTURE"])])
def test_bone_is_brittle_from_sixty_five(age: int, names: list[str]) -> None:
    assert _names(FALL, age_years=age) == names


@pytest.mark.parametrize(
    ("onset", "names"),
    [
        (said("onset", "4 weeks", duration=4.0, unit="weeks"), ["MALIGNANCY"]),
        (said("onset", "1 month", duration=1.0, unit="month"), ["MALIGNANCY"]),
        (said("onset", "1 year", duration=1.0, unit="year"), ["MALIGNANCY"]),
        (said("onset", "3.9 weeks", duration=3.9, unit="weeks"), []),
        (said("onset", "some months ago", unit="months"), []),
        (said("onset", "30", duration=30.0), []),
    ],
)
def test_a_month_without_improvement_is_four_weeks(onset: Said, names: list[str]) -> None:
    assert _names(onset, said("pain_description", "no improvement"), age_years=60) == names


def test_no_improvement_without_a_known_age_alerts_nobody() -> None:
    onset = said("onset", "a year", duration=1.0, unit="year")

    assert _names(onset, said("pain_description", "no improvement")) == []
    assert _names(onset, said("pain_description", "improving"), age_years=60) == []


@pytest.mark.parametrize(
    ("radiation", "names"),
    [
        (said("radiation", "leg", side="bilateral"), ["CAUDA_EQUINA"]),
        (said("radiation", "leg", side="left"), []),
        (said("radiation", "arm", side="bilateral"), []),
        (said("radiation", "leg", side="bilateral", assertion="denied"), []),
    ],
)
def test_pain_in_both_legs_alerts_only_with_a_deficit(radiation: Said, names: list[str]) -> None:
    assert _names(radiation, said("neurologic_exam", "ankle weakness 3/5")) == names
    assert _names(radiation) == []


@pytest.mark.parametrize(
    "fact",
    [
        said("red_flag", "fever", assertion="denied", experiencer="family"),
        said("red_flag", "fever"),
        said("history", "cancer", assertion="denied"),
    ],
)
def test_a_screen_is_the_patients_own_denied_warning_sign(fact: Said) -> None:
    findings = check(draft_of(flags("a visit", BACK, fact))).findings

    assert "RED_FLAG_SCREEN_DOCUMENTED" not in [f.name for f in findings]


@pytest.mark.parametrize(
    "plan",
    [said("plan", "ibuprofen"), said("plan", "urgent MRI", assertion="denied"), said("treatment", "urgent MRI")],
)
def test_a_plan_that_does_not_act_on_the_sign_marks_nothing(plan: Said) -> None:
    assert "Addressed" not in _alerts(said("red_flag", "saddle numbness", by="patient"), plan)[0].message
