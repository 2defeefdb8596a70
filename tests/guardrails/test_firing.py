"""Every check fires through ``scribe check`` on a document, and keeps silent on each of its near misses there."""

from functools import cache
from typing import Any

import pytest

from guardrails.drafting import draft_of
from guardrails.examples import CheckExample
from guardrails.registry import RULES
from guardrails.rule import Rule
from tests.guardrails.command_line import checked
from tests.guardrails.documents import document_of

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


@cache
def _answers() -> dict[tuple[str, str], dict[str, Any]]:
    answers = checked([document_of(draft_of(example)) for _, example in EXAMPLES])
    keys = [(rule.id, example.title) for rule, example in EXAMPLES]
    return dict(zip(keys, answers, strict=True))


def _fired(rule: Rule, example: CheckExample) -> bool:
    answer = _answers()[rule.id, example.title]
    return rule.id in [finding["rule"] for finding in answer["findings"]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_check_fires_on_a_document(rule: Rule) -> None:
    assert [e.title for e in rule.examples if e.flagged and _fired(rule, e)]


@pytest.mark.parametrize(("rule", "example"), [pytest.param(r, e, id=f"{r.id}: {e.title}") for r, e in EXAMPLES])
def test_a_document_is_judged_like_the_example_it_was_made_of(rule: Rule, example: CheckExample) -> None:
    assert _fired(rule, example) is example.flagged
