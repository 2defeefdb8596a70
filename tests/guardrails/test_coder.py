"""The coder: every example of every coding rule, and what holds for all of them."""

import pytest

from guardrails import code
from guardrails.code_sets import code_set_for
from guardrails.coding_rule import CodingRule
from guardrails.examples import CodingExample, documentation, encounter
from guardrails.registry import CODING_RULES
from scribe.schema.coding import Coding

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}: {example.title}")
    for rule in CODING_RULES
    for example in rule.examples
]


GIVE_NO_CODE = {"CD124", "CD128", "CD154", "CD166"}
"""Rules that may say that nothing is coded for a problem, so that others yield to them all the same."""


def _coding(example: CodingExample) -> Coding:
    return code(encounter(example.day, example.setting), documentation(example.facts))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_of_a_coding_rule_gives_its_codes_in_order(rule: CodingRule, example: CodingExample) -> None:
    assert tuple(a.code for a in _coding(example).assignments) == example.codes


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_withheld_code_names_the_rule_that_took_its_place(rule: CodingRule, example: CodingExample) -> None:
    coding = _coding(example)

    standing = {rule_id for a in coding.assignments for rule_id in a.rules} | GIVE_NO_CODE
    assert set(example.withheld) <= {w.code for w in coding.withheld}
    assert {w.yielded_to for w in coding.withheld} <= standing


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_every_code_of_an_example_is_billable_on_its_day(rule: CodingRule, example: CodingExample) -> None:
    codes = code_set_for(example.day)

    assert [a.code for a in _coding(example).assignments if not codes.billable(a.code)] == []


@pytest.mark.parametrize("rule", CODING_RULES, ids=lambda rule: rule.id)
def test_a_coding_rule_decides_in_one_of_its_examples_and_not_in_another(rule: CodingRule) -> None:
    codings = [_coding(example) for example in rule.examples]
    gave = [
        any(rule.id in a.rules for a in coding.assignments) or any(w.yielded_to == rule.id for w in coding.withheld)
        for coding in codings
    ]

    assert any(gave)
    assert not all(gave)


@pytest.mark.parametrize("rule", CODING_RULES, ids=lambda rule: rule.id)
def test_a_coding_rule_yields_only_to_rules_above_it(rule: CodingRule) -> None:
    ids = [r.id for r in CODING_RULES]

    assert [other for other in rule.yields_to if other not in ids[: ids.index(rule.id)]] == []


@pytest.mark.parametrize("rule", [rule for rule in CODING_RULES if rule.uncertain], ids=lambda rule: rule.id)
def test_what_a_certified_coder_must_confirm_stands_beside_a_code_of_an_example(rule: CodingRule) -> None:
    said = {point for example in rule.examples for a in _coding(example).assignments for point in a.uncertain}

    assert rule.uncertain in said


def test_a_code_without_doubt_says_nothing_of_one() -> None:
    sure = [rule for rule in CODING_RULES if not rule.uncertain]
    own = [
        a.uncertain
        for rule in sure
        for example in rule.examples
        for a in _coding(example).assignments
        if a.rules == (rule.id,)
    ]

    assert own
    assert not any(own)
