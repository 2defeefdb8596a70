"""Visits encoded and answered by somebody who read the coding reference, not the rules, through ``scribe check``.

One case a line: the vignette, the document, and what is expected of codes, findings, queries and disposition. The
expectations are the writer's and not taken from the program; a case is only ever changed with its reason.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scribe.commands.checked import as_json, check
from scribe.intake.document import parse_document

FOLDER = Path(__file__).parent / "second_coder"
CASES = {
    case["id"]: case
    for path in sorted(FOLDER.glob("*.jsonl"))
    for case in map(json.loads, path.read_text("utf-8").splitlines())
}
DISPOSITION = {
    "code": "ready_for_review",
    "code_and_query": "ready_for_review",
    "hold_and_query": "hold_for_query",
    "out_of_scope": "out_of_scope",
}


@cache
def _answers() -> dict[str, dict[str, Any]]:
    return {name: _checked(case["document"]) for name, case in CASES.items()}


def _checked(document: dict[str, Any]) -> dict[str, Any]:
    """As ``scribe check`` answers one document."""
    request = parse_document(json.dumps(document), today=date(2026, 11, 20))
    answer: dict[str, Any] = json.loads(as_json(*check(request)))
    return answer


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    found = CASES[request.param]
    return found["document"], found["expected"], _answers()[request.param]


Case = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


def _codes(answer: dict[str, Any]) -> list[str]:
    return [code["code"] for code in answer["codes"]]


def _names(answer: dict[str, Any]) -> set[str]:
    return {finding["name"] for finding in answer["findings"]}


def test_the_codes_are_the_expected_ones_in_order(case: Case) -> None:
    _, expected, answer = case

    assert _codes(answer) in [expected["codes"], *expected["also_acceptable"]]
    assert set(_codes(answer)) & set(expected["must_not_codes"]) == set()


def test_the_expected_findings_are_there_and_the_unwanted_are_not(case: Case) -> None:
    _, expected, answer = case

    assert set(expected["findings"]) - _names(answer) == set()
    assert set(expected.get("absent_findings", [])) & _names(answer) == set()


def test_the_expected_queries_are_raised(case: Case) -> None:
    _, expected, answer = case

    raised = {query["name"] for query in answer["queries"]}
    assert set(expected["queries"]) - raised == set()
    assert raised or expected["disposition"] != "code_and_query"


def test_the_disposition_is_the_expected_one(case: Case) -> None:
    _, expected, answer = case

    assert answer["disposition"] == DISPOSITION[expected["disposition"]]


def test_every_proposed_code_that_is_not_accepted_is_named_by_a_finding(case: Case) -> None:
    document, expected, answer = case

    accepted = {code for codes in (expected["codes"], *expected["also_acceptable"]) for code in codes}
    named = {code for finding in answer["findings"] for code in finding["codes"]}
    assert set(document["proposed_codes"]) - accepted - named == set()
