"""What the reading looks up: parts of the spine, levels, weeks, durations, curated pairs."""

from datetime import date

import pytest

from guardrails.code_sets.semantic import semantic_conflict
from guardrails.coding_rule import Place
from guardrails.drafting import draft_of
from guardrails.examples import Said, diagnosis, flags, said
from guardrails.reading.basis import family_of
from guardrails.reading.picture import picture_of
from guardrails.reading.pregnancy import is_gestation, postpartum, weeks_codes
from guardrails.reading.sites import Family, Site, families_in, site_in
from guardrails.registry import CODING_RULES
from guardrails.reviewer import check
from scribe.schema.draft import Draft

LBP, NECK = diagnosis("low back pain"), diagnosis("neck pain")


def _draft(*facts: Said, age_years: int | None = None) -> Draft:
    return draft_of(flags("a visit", *facts, age_years=age_years))


def _codes(*facts: Said) -> str:
    return " ".join(a.code for a in _draft(*facts).coding.assignments)


def _names(*facts: Said) -> set[str]:
    return {finding.name for finding in check(_draft(*facts)).findings}


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("M54.12", Family.NECK),
        ("M54.14", Family.THORAX),
        ("M54.16", Family.LOW_BACK),
        ("M54.18", Family.TAILBONE),
        ("M51.26", Family.LOW_BACK),
        ("M51.34", Family.THORAX),
        ("M43.12", Family.NECK),
        ("M43.16", Family.LOW_BACK),
        ("M48.02", Family.NECK),
        ("M48.061", Family.LOW_BACK),
        ("M47.812", Family.NECK),
        ("M47.26", Family.LOW_BACK),
        ("M46.44", Family.THORAX),
        ("M45.6", Family.LOW_BACK),
        ("M45.2", Family.NECK),
        ("S33.6XXA", Family.TAILBONE),
        ("S33.5XXA", Family.LOW_BACK),
        ("M80.08XA", None),
        ("G89.29", None),
    ],
)
def test_a_code_names_its_part_of_the_spine(code: str, family: Family | None) -> None:
    assert family_of(code) is family


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("T1", "S22.019A"),
        ("T4", "S22.049A"),
        ("T5", "S22.059A"),
        ("T6", "S22.059A"),
        ("T7", "S22.069A"),
        ("T8", "S22.069A"),
        ("T9", "S22.079A"),
        ("T10", "S22.079A"),
        ("T11", "S22.089A"),
        ("T12", "S22.089A"),
        ("L5", "S32.059A"),
        ("sacral", "S32.10XA"),
        ("sacroiliac", "S32.10XA"),
        ("coccyx", "S32.2XXA"),
        ("C1", "S12.000A"),
        ("C7", "S12.600A"),
        ("nondisplaced C3", "S12.201A"),
    ],
)
def test_a_traumatic_fracture_is_coded_by_its_level(level: str, code: str) -> None:
    assert _codes(diagnosis(f"{level} fracture due to a fall")) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [("7 weeks pregnant", "Z3A.01"), ("8 weeks pregnant", "Z3A.08"), ("42 weeks pregnant", "Z3A.42")],
)
def test_the_weeks_of_a_pregnancy_have_their_code(value: str, code: str) -> None:
    assert list(weeks_codes(_draft(said("history", value)).documentation.facts)) == [code]


@pytest.mark.parametrize(
    ("stated", "within"),
    [
        ("6 weeks postpartum", True),
        ("7 weeks postpartum", False),
        ("42 days postpartum", True),
        ("43 days postpartum", False),
        ("one month postpartum", True),
        ("two months postpartum", False),
        ("a year postpartum", False),
    ],
)
def test_the_puerperium_ends_after_six_weeks(stated: str, within: bool) -> None:
    draft = _draft(LBP, said("history", stated))

    assert postpartum(picture_of(draft.encounter, draft.documentation)).within_puerperium is within


def test_a_delivery_told_by_the_patient_is_no_clinicians_word() -> None:
    draft = _draft(LBP, said("history", "3 weeks postpartum", by="patient"))
    picture = picture_of(draft.encounter, draft.documentation)

    assert postpartum(picture).facts == ()
    assert postpartum(picture, by_anybody=True).facts
    assert not postpartum(picture).linked


def test_an_undated_duration_is_no_week_of_a_pregnancy() -> None:
    fact = _draft(said("onset", "some weeks", unit="week")).documentation.facts[0]

    assert not is_gestation(fact, ["Z3A.20"])


@pytest.mark.parametrize(
    ("duration", "unit", "asked"),
    [
        (89.0, "day", False),
        (90.0, "day", True),
        (12.0, "week", False),
        (13.0, "week", True),
        (2.0, "month", False),
        (3.0, "months", True),
        (0.3, "year", True),
        (0.2, "year", False),
    ],
)
def test_three_months_call_for_a_question_about_the_course(duration: float, unit: str, asked: bool) -> None:
    onset = said("onset", "a while", duration=duration, unit=unit)

    assert ("QUERY_CHRONICITY" in _names(LBP, onset)) is asked


@pytest.mark.parametrize(
    "attributes", [{}, {"unit": "year"}, {"duration": 9.0}, {"duration": 9.0, "unit": "fortnight"}]
)
def test_a_duration_without_number_or_known_unit_calls_for_nothing(attributes: dict[str, object]) -> None:
    assert "QUERY_CHRONICITY" not in _names(LBP, said("onset", "a while", **attributes))


@pytest.mark.parametrize(("first", "second", "joined"), [("M80.08XA", "S22.080A", True), ("M5126", "M51360", True)])
def test_a_curated_pair_is_found_in_both_orders(first: str, second: str, joined: bool) -> None:
    plain = [code.replace(".", "") for code in (first, second)]

    assert bool(semantic_conflict(*plain)) is joined
    assert semantic_conflict(*plain) is semantic_conflict(*reversed(plain))


def test_a_fracture_of_two_origins_conflicts_whatever_parts_the_codes_name() -> None:
    example = flags("a visit", diagnosis("osteoporotic compression fracture of L1"), proposed="S22.080A")

    assert "SEMANTIC_CONFLICT" in {f.name for f in check(draft_of(example)).findings}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("l5-s1", Site.LUMBOSACRAL),
        ("l5 on s1", Site.LUMBOSACRAL),
        ("l5 s1", Site.LUMBOSACRAL),
        ("l4-5", Site.LUMBAR),
        ("l5-1", Site.LUMBOSACRAL),
        ("l5", Site.LUMBAR),
        ("t12-l1", Site.THORACOLUMBAR),
        ("c7-t1", Site.CERVICOTHORACIC),
        ("t13", None),
        ("c0", None),
    ],
)
def test_a_level_names_its_region_or_junction(text: str, site: Site | None) -> None:
    assert site_in(text) is site


def test_the_unspecified_back_is_named_only_where_nothing_nearer_is() -> None:
    assert families_in("back pain") == {Family.BACK}
    assert families_in("back and neck pain") == {Family.NECK}


def test_the_sequence_of_places_is_that_of_the_guidelines() -> None:
    assert [place.name for place in sorted(Place)] == [
        "CHAPTER_15",
        "LEADING_PAIN",
        "FOCUS",
        "CONDITION",
        "PAIN",
        "ASSOCIATED",
    ]
    assert len({place.value for place in Place}) == 6


def test_a_coding_rule_speaks_from_its_first_day_to_its_last() -> None:
    rule = CODING_RULES[0]
    dated = type(rule)(**{**{n: getattr(rule, n) for n in rule.__dataclass_fields__}, "until": date(2020, 1, 1)})

    assert [dated.speaks_of(date(2015, 9, 30)), dated.speaks_of(date(2015, 10, 1))] == [False, True]
    assert [dated.speaks_of(date(2020, 1, 1)), dated.speaks_of(date(2020, 1, 2))] == [True, False]
