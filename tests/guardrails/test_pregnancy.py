"""Pregnancy and the time after it: weeks as codes, the provider's link, and weeks that are no duration of pain."""

from datetime import date

import pytest

from guardrails import code
from guardrails.drafting import draft_of
from guardrails.examples import Said, complaint, diagnosis, documentation, encounter, flags, said
from guardrails.reviewer import check

LBP = diagnosis("low back pain")


def _codes(*facts: Said, day: date = date(2026, 11, 20)) -> str:
    return " ".join(a.code for a in code(encounter(day), documentation(facts)).assignments)


def _history(value: str, **rest: object) -> Said:
    return said("history", value, **rest)


@pytest.mark.parametrize(
    ("week", "last"),
    [(5, "01"), (7, "01"), (8, "08"), (9, "09"), (24, "24"), (41, "41"), (42, "42"), (43, "49")],
)
def test_a_week_of_gestation_has_its_code(week: int, last: str) -> None:
    assert _codes(LBP, _history(f"{week} weeks pregnant")) == f"O99.891 M54.50 Z3A.{last}"


def test_without_a_stated_week_there_is_no_code_of_weeks() -> None:
    assert _codes(LBP, _history("pregnant")) == "O99.891 M54.50"


def test_the_last_stated_week_counts() -> None:
    assert _codes(LBP, _history("20 weeks pregnant"), _history("24 weeks pregnant")) == "O99.891 M54.50 Z3A.24"


@pytest.mark.parametrize(
    "fact",
    [
        _history("24 weeks pregnant", assertion="denied"),
        _history("24 weeks pregnant", experiencer="family"),
        _history("24 weeks pregnant", temporality="past"),
        _history("24 weeks pregnant", by="patient"),
        diagnosis("pregnancy", assertion="uncertain"),
    ],
)
def test_a_pregnancy_that_no_clinician_states_now_codes_nothing(fact: Said) -> None:
    assert _codes(LBP, fact) == "M54.50"


def test_a_pregnancy_without_a_pain_of_the_spine_codes_nothing() -> None:
    assert _codes(complaint("nausea"), _history("24 weeks pregnant")) == ""


@pytest.mark.parametrize(
    "words", ["unrelated to her pregnancy", "not related to the pregnancy", "pregnancy incidental to the pain"]
)
def test_only_the_providers_word_makes_a_pregnancy_incidental(words: str) -> None:
    told = complaint(f"it is {words}")

    assert _codes(diagnosis(f"low back pain, {words}"), _history("pregnant")) == "M54.50 Z33.1"
    assert _codes(LBP, told, _history("pregnant")) == "O99.891 M54.50"


@pytest.mark.parametrize(
    ("since", "codes"),
    [
        ("2 weeks postpartum", "O99.893 M54.50"),
        ("6 weeks postpartum", "O99.893 M54.50"),
        ("40 days after delivery", "O99.893 M54.50"),
        ("one month postpartum", "O99.893 M54.50"),
        ("7 weeks postpartum", "M54.50"),
        ("44 days after delivery", "M54.50"),
        ("two months postpartum", "M54.50"),
        ("1 year postpartum", "M54.50"),
    ],
)
def test_the_puerperium_ends_after_six_weeks(since: str, codes: str) -> None:
    assert _codes(LBP, _history(since)) == codes


def test_after_the_puerperium_the_provider_must_make_the_link() -> None:
    later = _history("5 months postpartum")

    assert _codes(diagnosis("low back pain due to the delivery"), later) == "O99.893 M54.50"
    assert _codes(diagnosis("low back pain, unrelated to the delivery"), later) == "M54.50"
    assert _codes(LBP, complaint("since my delivery"), later) == "M54.50"
    assert _codes(LBP, _history("pain due to the delivery", by="patient"), later) == "M54.50"


@pytest.mark.parametrize(
    "fact",
    [
        _history("2 weeks postpartum", by="patient"),
        _history("2 weeks postpartum", assertion="denied"),
        _history("2 weeks postpartum", experiencer="family"),
    ],
)
def test_a_delivery_that_no_clinician_states_of_the_patient_codes_nothing(fact: Said) -> None:
    assert _codes(LBP, fact) == "M54.50"


def _asks_after_the_course(*facts: Said) -> bool:
    return "QUERY_CHRONICITY" in [q.name for q in check(draft_of(flags("a visit", *facts))).queries]


@pytest.mark.parametrize(
    ("duration", "unit", "asked"),
    [(24.0, "week", False), (24.0, "weeks", False), (23.0, "week", True), (24.0, "month", True)],
)
def test_the_stated_week_of_a_pregnancy_is_no_duration_of_the_pain(duration: float, unit: str, asked: bool) -> None:
    onset = said("onset", "weeks", duration=duration, unit=unit)

    assert _asks_after_the_course(diagnosis("low back pain of pregnancy at 24 weeks"), onset) is asked
