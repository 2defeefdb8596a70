"""What holds for any documentation: denied facts add nothing, codes are billable, sides are kept, bytes repeat."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails import check, code
from guardrails.code_sets import code_set_for
from guardrails.code_sets.excludes1 import Exclusion, exclusions
from guardrails.code_sets.targets import Wording, targets
from guardrails.examples import Said, documentation, encounter, proposals, said
from guardrails.reading.basis import family_of
from guardrails.registry import CODING_RULES, RULES
from scribe.schema.coding import Coding
from scribe.schema.draft import Draft
from scribe.schema.encounter import Setting
from scribe.schema.finding import Disposition, Review
from tests.guardrails.table_cases import CASES

FACTS = sorted(
    {fact for rule in (*CODING_RULES, *RULES) for example in rule.examples for fact in example.facts}
    | {fact for _, facts, _ in CASES for fact in facts},
    key=repr,
)
"""Every fact that any example or case uses: the vocabulary the properties draw from."""

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
settings.register_profile("guardrails", deadline=None, derandomize=True, max_examples=300)
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


def _pressed(coding: Coding, day: date) -> list[Exclusion]:
    """Excludes1 notes between derived codes, without those that may not be pressed (a sequela, a contradiction)."""
    pairs = combinations(_codes(coding), 2)
    return [e for pair in pairs for e in exclusions(code_set_for(day), *pair) if not e.doubt]


@given(visits)
def test_two_derived_codes_of_one_part_are_no_excludes1_pair(facts: list[Said]) -> None:
    day = date(2026, 11, 20)
    found = _pressed(_code(facts, day), day)

    assert [(e.holder, e.excluded, e.node) for e in found if _of_one_part(e) and e.wording is Wording.FLAT] == []


@given(visits)
def test_derived_codes_that_a_note_may_join_hold_the_draft_until_the_provider_has_spoken(facts: list[Said]) -> None:
    day = date(2026, 11, 20)
    found = _pressed(_code(facts, day), day)

    open_ones = [e for e in found if _of_one_part(e) and e.wording is not Wording.NOS]
    open_ones += [e for e in found if e.wording is Wording.FLAT and targets(e.note)]
    assert not open_ones or _review(facts, day, []).disposition is Disposition.HOLD_FOR_QUERY


TOPICS = (
    {"treatment", "functional_limitation", "severity", "range_of_motion"},
    {"imaging", "physical_exam", "neurologic_exam"},
    {"red_flag", "plan", "onset"},
)
"""Kinds that do not decide the sequence of codes, by topic."""


@given(visits, st.permutations(range(3)))
def test_the_order_of_segments_of_different_topics_does_not_matter(facts: list[Said], order: list[int]) -> None:
    rest = [fact for fact in facts if not any(fact.kind in topic for topic in TOPICS)]
    by_topic = [[fact for fact in facts if fact.kind in topic] for topic in TOPICS]
    moved = [fact for number in order for fact in by_topic[number]]

    assert _codes(_code([*moved, *rest])) == _codes(_code([*rest, *(f for topic in by_topic for f in topic)]))


@pytest.mark.parametrize("rule", CODING_RULES, ids=lambda rule: rule.id)
def test_an_example_gives_billable_codes_at_both_ends_of_every_release(rule: Any) -> None:
    firsts = [date(year, 10, 1) for year in range(2015, 2027)]
    ends = [day for first in firsts for day in (first, first - timedelta(days=1)) if day >= date(2015, 10, 1)]

    found = [(d, c) for e in rule.examples for d in ends for c in _codes(_code(list(e.facts), d))]
    assert [pair for pair in found if not code_set_for(pair[0]).billable(pair[1])] == []


def test_with_unknown_speakers_no_diagnosis_is_the_providers() -> None:
    facts = [said("diagnosis", "lumbar stenosis", by="unknown"), said("chief_complaint", "back pain", by="unknown")]

    assert _codes(_code(facts)) == ["M54.9"]


def _of_one_part(exclusion: Exclusion) -> bool:
    """Both codes name the same part of the spine; a code that names none is not told apart here."""
    parts = {family_of(exclusion.holder), family_of(exclusion.excluded)}
    return len(parts) == 1 and None not in parts


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
