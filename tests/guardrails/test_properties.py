"""What holds for any documentation: denied facts add nothing, codes are billable, sides are kept, bytes repeat."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails import check, code
from guardrails.code_sets import code_set_for
from guardrails.code_sets.excludes1 import exclusions
from guardrails.code_sets.targets import Wording
from guardrails.examples import Said, documentation, encounter, proposals, said
from guardrails.reading.basis import family_of
from guardrails.registry import CODING_RULES, RULES
from scribe.schema.coding import Coding
from scribe.schema.draft import Draft
from scribe.schema.encounter import Setting
from scribe.schema.finding import Review

FACTS = sorted(
    {fact for rule in (*CODING_RULES, *RULES) for example in rule.examples for fact in example.facts},
    key=repr,
)
"""Every fact that any example uses: the vocabulary the properties draw from."""

PROPOSED = [
    "M54.9",
    "M54.50",
    "M54.5",
    "M54.42",
    "G89.29",
    "G89.4",
    "F45.42",
    "S39.012",
    "S33.5A",
    "M51.36",
    "C50.919",
    "x",
]

visits = st.lists(st.sampled_from(FACTS), max_size=6)
days = st.dates(date(2015, 10, 1), date(2027, 3, 31))
settings.register_profile("guardrails", deadline=None, derandomize=True, max_examples=200)
settings.load_profile("guardrails")


def _code(facts: list[Said], day: date = date(2026, 11, 20), setting: Setting = Setting.OUTPATIENT) -> Coding:
    return code(encounter(day, setting), documentation(facts))


def _codes(coding: Coding) -> list[str]:
    return [assignment.code for assignment in coding.assignments]


def _review(facts: list[Said], day: date, proposed: list[str]) -> Review:
    written = documentation(facts)
    visit = encounter(day)
    return check(
        Draft(encounter=visit, documentation=written, coding=code(visit, written), proposed=proposals(proposed))
    )


@given(visits, st.sampled_from(FACTS))
def test_a_denied_fact_never_adds_a_code(facts: list[Said], extra: Said) -> None:
    denied = _changed(extra, assertion="denied")

    assert set(_codes(_code([*facts, denied]))) <= set(_codes(_code(facts)))


@given(visits, st.sampled_from(FACTS))
def test_a_fact_of_a_relative_never_adds_a_code(facts: list[Said], extra: Said) -> None:
    relative = _changed(extra, experiencer="family")

    assert set(_codes(_code([*facts, relative]))) <= set(_codes(_code(facts)))


@given(visits, days, st.sampled_from(list(Setting)))
def test_every_derived_code_is_billable_on_its_day(facts: list[Said], day: date, setting: Setting) -> None:
    codes = code_set_for(day)

    assert [c for c in _codes(_code(facts, day, setting)) if not codes.billable(c)] == []


@given(visits)
def test_every_derived_code_rests_on_facts_with_quotes(facts: list[Said]) -> None:
    quotes = {e for fact in documentation(facts).facts for e in fact.evidence}

    assert all(set(a.evidence) <= quotes and a.evidence for a in _code(facts).assignments)


@given(visits, days, st.lists(st.sampled_from(PROPOSED), max_size=4))
def test_no_day_and_no_proposal_breaks_the_review(facts: list[Said], day: date, proposed: list[str]) -> None:
    assert _review(facts, day, proposed) == _review(facts, day, proposed)


@given(visits, st.lists(st.sampled_from(PROPOSED), max_size=3))
def test_a_proposed_code_changes_no_question(facts: list[Said], proposed: list[str]) -> None:
    day = date(2026, 11, 20)

    assert _review(facts, day, proposed).queries == _review(facts, day, []).queries


@given(visits)
def test_left_and_right_are_treated_alike(facts: list[Said]) -> None:
    swapped = [_swap(fact) for fact in facts]

    assert sorted(map(_mirror, _codes(_code(facts)))) == sorted(_codes(_code(swapped)))


@given(visits)
def test_two_derived_codes_of_one_region_are_not_joined_by_a_note_that_can_be_pressed(facts: list[Said]) -> None:
    day = date(2026, 11, 20)
    pairs = combinations(_codes(_code(facts, day)), 2)

    pressed = [
        e.node
        for first, second in pairs
        for e in exclusions(code_set_for(day), first, second)
        if not e.doubt and e.wording is not Wording.NOS and family_of(first) == family_of(second)
    ]
    assert pressed == []


@pytest.mark.parametrize("rule", CODING_RULES, ids=lambda rule: rule.id)
def test_an_example_gives_billable_codes_at_both_ends_of_every_release(rule: Any) -> None:
    firsts = [date(year, 10, 1) for year in range(2015, 2027)]
    ends = [day for first in firsts for day in (first, first - timedelta(days=1)) if day >= date(2015, 10, 1)]

    found = [(d, c) for e in rule.examples for d in ends for c in _codes(_code(list(e.facts), d))]
    assert [pair for pair in found if not code_set_for(pair[0]).billable(pair[1])] == []


def test_with_unknown_speakers_no_diagnosis_is_the_providers() -> None:
    facts = [said("diagnosis", "lumbar stenosis", by="unknown"), said("chief_complaint", "back pain", by="unknown")]

    assert _codes(_code(facts)) == ["M54.9"]


def _changed(fact: Said, **changes: str) -> Said:
    values = {name: getattr(fact, name) for name in Said.__dataclass_fields__}
    return Said(**{**values, **changes})


_SIDES = {"left": "right", "right": "left"}
_PAIRS = (
    *("M54.31 M54.32", "M54.41 M54.42", "R10.A1 R10.A2", "M79.604 M79.605", "M79.601 M79.602", "G57.01 G57.02"),
    *("S20.221A S20.222A", "S20.221D S20.222D"),
)
_MIRRORED = dict(pair.split() for pair in _PAIRS) | dict(pair.split()[::-1] for pair in _PAIRS)


def _mirror(derived: str) -> str:
    return _MIRRORED.get(derived, derived)


def _swap(fact: Said) -> Said:
    attributes = tuple((name, _SIDES.get(value, value)) for name, value in fact.attributes)
    value = _swap_text(fact.value) if isinstance(fact.value, str) else fact.value
    values = {name: getattr(fact, name) for name in Said.__dataclass_fields__}
    return Said(**{**values, "value": value, "quote": _swap_text(fact.quote), "attributes": attributes})


def _swap_text(text: str) -> str:
    return " ".join(_SIDES.get(word, word) for word in text.split(" "))
