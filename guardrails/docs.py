"""The rules as text: one for ``scribe rules ID``, all of them as RULES.md.

``python -m guardrails.docs --write`` writes RULES.md, ``--check`` fails where it differs.
"""

import csv
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from guardrails.citation import FIRST_DAY, LAST_DAY
from guardrails.coding_rule import CodingRule
from guardrails.drafting import draft_of
from guardrails.examples import CheckExample, CodingExample, Said
from guardrails.registry import CODING_RULES, LAST_RULES, RULES
from guardrails.reviewer import questions
from guardrails.rule import Rule
from scribe.schema.encounter import Setting
from scribe.schema.errors import UnknownRule
from scribe.schema.finding import ProviderQuery

AnyRule = Rule | CodingRule
ALL: tuple[AnyRule, ...] = (*CODING_RULES, *RULES)
PAGE = Path(__file__).parent / "RULES.md"
TABLE = Path(__file__).parent / "decision_table.csv"
FAMILIES = {
    "CD": "Derivation: from facts to codes",
    "CA": "Clinical alerts",
    "CS": "Code set",
    "CV": "Conventions of the classification",
    "GG": "General guidelines",
    "CH": "Chapter guidelines",
    "OP": "Outpatient guidelines",
    "IP": "Inpatient guidelines",
    "PE": "Payer edits (advice only)",
    "NA": "Narrative against facts",
    "DC": "Documentation and evidence",
}


def find_rule(wanted: str) -> AnyRule:
    """The rule of an id or a name in any case; UnknownRule where there is none."""
    key = wanted.strip().upper()
    found = next((rule for rule in ALL if key in (rule.id, rule.name)), None)
    if found is None:
        raise UnknownRule("There is no rule of this id or name.", "`scribe rules` lists them.")
    return found


def rule_list() -> str:
    """Every rule in force by family, one a line: id, grade, name, title."""
    lines: list[str] = []
    for family, title in FAMILIES.items():
        lines += [f"{family}  {title}"]
        lines += [f"  {r.id}  {_grade(r):8} {r.name:38} {r.title}" for r in ALL if r.id.startswith(family)]
    return "\n".join(lines) + "\n"


def rule_text(wanted: str) -> str:
    """One rule as a reader wants it: what, why, by whose authority, with examples."""
    return "\n".join(_lines(find_rule(wanted))) + "\n"


def page() -> str:
    """RULES.md: every rule by family."""
    parts = [
        "# Rules in force",
        "",
        "Generated from the rules by `python -m guardrails.docs --write`; do not edit.",
    ]
    for family, title in FAMILIES.items():
        parts += ["", f"## {title}"]
        for rule in (rule for rule in ALL if rule.id.startswith(family)):
            parts += ["", *_markdown(rule)]
    return "\n".join(parts) + "\n"


def _grade(rule: AnyRule) -> str:
    return rule.grade.value if isinstance(rule, Rule) else "code"


def _lines(rule: AnyRule) -> Iterator[str]:
    yield f"{rule.id} {rule.name} ({_grade(rule)})"
    yield rule.title
    yield ""
    yield f"Why        {rule.why}"
    yield f"Authority  {rule.citation}"
    yield from (f"{label:10} {text}" for label, text in _details(rule))
    yield ""
    yield from (f"  {line}" for line in _examples(rule))


def _markdown(rule: AnyRule) -> Iterator[str]:
    yield f"### {rule.id} {rule.name} ({_grade(rule)})"
    yield ""
    yield f"{rule.title}. {rule.why}"
    yield ""
    yield f"- Authority: {rule.citation}"
    yield from (f"- {label}: {text}" for label, text in _details(rule))
    yield from (f"- {line}" for line in _examples(rule))


def _details(rule: AnyRule) -> Iterator[tuple[str, str]]:
    if isinstance(rule, Rule):
        yield "Says", rule.message
        if question := _question(rule):
            yield "Asks", f"{question.question} {' | '.join(question.options)}"
    if rule.rows:
        yield "Rows", "; ".join(f"{row} {_table()[row]}" for row in rule.rows)
    if isinstance(rule, CodingRule) and rule.yields_to:
        yield "Yields to", ", ".join(f"{i} {_NAMES[i]}" for i in rule.yields_to)
    if (rule.since, rule.until) != (FIRST_DAY, LAST_DAY):
        until = "" if rule.until == LAST_DAY else f" to {rule.until.isoformat()}"
        yield "Dates", f"dates of service from {rule.since.isoformat()}{until}"
    if rule.uncertain:
        yield "To confirm", rule.uncertain


_NAMES = {rule.id: rule.name for rule in ALL}


def _question(rule: Rule) -> ProviderQuery | None:
    """The question a rule asks, as its first example that asks it raises it."""
    for example in rule.examples if rule not in LAST_RULES else ():
        asked = (q.query for q in questions(draft_of(example)).values() if example.flagged)
        if query := next((query for query in asked if query.rule == rule.id), None):
            return query
    return None


@cache
def _table() -> dict[str, str]:
    """The rows of the decision table: id -> the documented facts it speaks of."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["documented_facts"] for row in csv.DictReader(lines)}


def _examples(rule: AnyRule) -> Iterator[str]:
    for example in rule.examples:
        if isinstance(example, CodingExample):
            outcome = f"gives {', '.join(example.codes)}" if example.codes else "gives no code"
        else:
            outcome = "flags" if example.flagged else "passes"
        yield f"{outcome}: {example.title}{_setting(example)}: {_said(example)}"


def _setting(example: CodingExample | CheckExample) -> str:
    place = "" if example.setting is Setting.OUTPATIENT else f", {example.setting.value}"
    return f" ({example.day.isoformat()}{place})"


def _said(example: CodingExample | CheckExample) -> str:
    parts = [_fact(fact) for fact in example.facts]
    if isinstance(example, CheckExample):
        parts += [f"proposed {' '.join(example.proposed)}"] if example.proposed else []
        parts += [f'note "{example.sentence}"{_place(example)}'] if example.sentence else []
    return "; ".join(parts)


def _place(example: CheckExample) -> str:
    section = "" if example.section == "Assessment" else f" in {example.section}"
    return section + (f" resting on {' and '.join(example.cites)}" if example.cites else "")


def _fact(fact: Said) -> str:
    marks = [mark for mark in (fact.assertion, fact.experiencer, fact.temporality) if mark not in _USUAL]
    marks += [f"by {fact.by}"] if fact.by != "clinician" else []
    marks += [f"{name} {value}" for name, value in fact.attributes]
    return f'{fact.kind.replace("_", " ")} "{fact.value or ""}"' + (f" ({', '.join(marks)})" if marks else "")


_USUAL = ("documented", "patient", "current")


def main(arguments: list[str]) -> int:
    """Writes or checks RULES.md."""
    if arguments == ["--write"]:
        PAGE.write_text(page(), "utf-8")
        return 0
    if arguments == ["--check"] and PAGE.read_text("utf-8") == page():
        return 0
    sys.stderr.write("RULES.md differs from the rules: run python -m guardrails.docs --write\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
