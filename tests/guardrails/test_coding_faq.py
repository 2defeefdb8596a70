"""The answers of docs/coding-faq.md: every line of its boxes is coded, every rule it names exists."""

import re
from datetime import date
from pathlib import Path

import pytest

from guardrails import code
from guardrails.examples import Said, documentation, encounter, said
from guardrails.registry import CODING_RULES, RULES

PAGE = (Path(__file__).parents[2] / "docs" / "coding-faq.md").read_text("utf-8")
LINES = [line for box in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) for line in box.splitlines()]


def _facts(text: str) -> list[Said]:
    pairs = (part.split(": ", 1) for part in text.split("; "))
    return [said(kind, value, by="patient" if kind == "chief_complaint" else "clinician") for kind, value in pairs]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_a_box_gives_the_codes_it_says(line: str) -> None:
    documented, codes = line.split(" -> ")

    coding = code(encounter(date(2026, 11, 20)), documentation(_facts(documented)))
    assert [a.code for a in coding.assignments] == codes.split()


def test_every_question_has_a_box_or_says_that_it_is_data() -> None:
    questions = re.findall(r"^## \d\. .*?(?=^## )", PAGE, re.DOTALL | re.MULTILINE)

    assert len(questions) == 7
    assert [q.splitlines()[0] for q in questions if "```" not in q and "It is data" not in q] == []


def test_every_rule_it_names_is_in_force() -> None:
    rules = {rule.id: rule.name for rule in (*CODING_RULES, *RULES)}
    named = re.findall(r"\b((?:CD|CV|CS|CH|GG|OP|IP|NA|DC|PE)\d{3})\b(?: `([A-Z0-9_]+)`)?", PAGE)

    assert [(rule, name) for rule, name in named if rule not in rules or (name and rules[rule] != name)] == []


def test_every_answer_cites_its_authority() -> None:
    questions = re.findall(r"^## [1-57]\. .*?(?=^## )", PAGE, re.DOTALL | re.MULTILINE)

    assert [q.splitlines()[0] for q in questions if not re.search(r"\((?:Tabular|I\.|IV\.|Index)", q)] == []
