"""Whole visits as documentation facts: codes in order, forbidden codes, findings, queries and disposition."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from guardrails import check, code
from scribe.schema.coding import CodeSource, ProposedCode
from scribe.schema.documentation import Documentation
from scribe.schema.draft import Draft
from scribe.schema.encounter import Encounter
from scribe.schema.finding import Review
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.schema.transcript import Transcript

FILES = sorted((Path(__file__).parent / "visits").glob("*.json"))


@dataclass(frozen=True)
class Visit:
    """A visit, what the guardrails make of it, and what is expected."""

    draft: Draft
    review: Review
    expected: dict[str, Any]
    proposed: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        return [assignment.code for assignment in self.draft.coding.assignments]


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def visit(request: pytest.FixtureRequest) -> Visit:
    document = json.loads(request.param.read_text("utf-8"))
    encounter = Encounter.model_validate_json(json.dumps(document["encounter"]))
    facts = Documentation.model_validate_json(json.dumps(document["documentation"]))
    draft = Draft(
        encounter=encounter,
        documentation=facts,
        coding=code(encounter, facts),
        proposed=tuple(ProposedCode(code=c, source=CodeSource.EHR) for c in document["proposed_codes"]),
        narrative=_narrative(document["sentence"], facts),
        transcript=Transcript.model_validate_json(json.dumps(document["transcript"])),
    )
    return Visit(draft, check(draft), document["expected"], tuple(document["proposed_codes"]))


def _narrative(sentence: str | None, facts: Documentation) -> Narrative:
    if sentence is None:
        return Narrative()
    statement = Statement(text=sentence, evidence=facts.facts[0].evidence, fact_ids=(facts.facts[0].id,))
    return Narrative(sections=(Section(title="Subjective", statements=(statement,)),))


def test_the_codes_are_those_expected_in_their_order(visit: Visit) -> None:
    assert visit.codes in [visit.expected["codes"], *visit.expected["also_accepted"]]


def test_no_forbidden_code_is_derived(visit: Visit) -> None:
    assert set(visit.codes) & set(visit.expected["forbidden"]) == set()


def test_every_expected_finding_is_there(visit: Visit) -> None:
    assert set(visit.expected["findings"]) - {finding.name for finding in visit.review.findings} == set()


def test_exactly_the_expected_queries_are_raised(visit: Visit) -> None:
    assert [query.name for query in visit.review.queries] == visit.expected["queries"]


def test_the_disposition_is_the_expected_one(visit: Visit) -> None:
    assert visit.review.disposition.value == visit.expected["disposition"]


def test_every_proposed_code_outside_the_accepted_ones_draws_a_finding(visit: Visit) -> None:
    accepted = {c for accepted in [visit.expected["codes"], *visit.expected["also_accepted"]] for c in accepted}
    named = {c for finding in visit.review.findings for c in finding.codes}

    assert set(visit.proposed) - accepted - named == set()


def test_every_quote_of_a_code_or_query_is_at_its_place(visit: Visit) -> None:
    quotes = [e for a in visit.draft.coding.assignments for e in a.evidence]
    quotes += [e for query in visit.review.queries for e in query.indicators]
    texts = {segment.id: segment.text for segment in visit.draft.transcript.segments}

    assert [e.quote for e in quotes] == [texts[e.segment_id][e.start_char : e.end_char] for e in quotes]


def test_no_finding_stands_on_a_derived_code_with_an_error(visit: Visit) -> None:
    errors = [f for f in visit.review.findings if f.severity == "error" and f.codes]

    assert [f.name for f in errors if set(f.codes) <= set(visit.codes) and f.name not in ORDER_RULES] == []


ORDER_RULES = {"G89_SEQUENCE_G89_FIRST", "G89_SEQUENCE_SITE_FIRST", "OB_CHAPTER15_FIRST"}
"""Errors about the order in which right codes were proposed."""


DIGEST = """
import hashlib, json, sys
from pathlib import Path
from guardrails import check
from guardrails.drafting import draft_of
from guardrails.registry import RULES
total = hashlib.sha256()
for rule in RULES:
    for example in rule.examples:
        draft = draft_of(example)
        total.update((draft.coding.model_dump_json() + check(draft).model_dump_json()).encode())
print(total.hexdigest())
"""


def test_two_processes_with_other_hash_seeds_give_the_same_bytes() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1]
