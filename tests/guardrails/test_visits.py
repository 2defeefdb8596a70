"""Whole visits as contract documents through ``scribe check``: codes, findings, queries, disposition.

The files under ``visits/`` hold documentation facts as anybody may send them; what must come of each stands apart,
in ``expected.json``, written from the decision table. The vignettes they encode are those of the coding reference.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scribe.cli import main
from tests.guardrails.command_line import checked

FOLDER = Path(__file__).parent / "visits"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))


@dataclass(frozen=True)
class Visit:
    """A document, what ``scribe check`` answers, and what is expected."""

    document: dict[str, Any]
    answer: dict[str, Any]
    expected: dict[str, Any]

    @property
    def codes(self) -> list[str]:
        return [assignment["code"] for assignment in self.answer["codes"]]


@cache
def _visits() -> dict[str, Visit]:
    documents = {name: json.loads((FOLDER / f"{name}.json").read_text("utf-8")) for name in EXPECTED}
    answers = checked(list(documents.values()))
    return {name: Visit(documents[name], a, EXPECTED[name]) for name, a in zip(EXPECTED, answers, strict=True)}


@pytest.fixture(params=list(EXPECTED))
def visit(request: pytest.FixtureRequest) -> Visit:
    return _visits()[request.param]


def test_every_visit_has_its_expectation() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} - {"expected"} == set(EXPECTED)


def test_the_codes_are_those_expected_in_their_order(visit: Visit) -> None:
    assert visit.codes in [visit.expected["codes"], *visit.expected["also_accepted"]]


def test_no_forbidden_code_is_derived(visit: Visit) -> None:
    assert set(visit.codes) & set(visit.expected["forbidden"]) == set()


def test_every_expected_finding_is_there(visit: Visit) -> None:
    assert set(visit.expected["findings"]) - {finding["name"] for finding in visit.answer["findings"]} == set()


def test_exactly_the_expected_queries_are_raised(visit: Visit) -> None:
    assert [query["name"] for query in visit.answer["queries"]] == visit.expected["queries"]


def test_the_disposition_is_the_expected_one(visit: Visit) -> None:
    assert visit.answer["disposition"] == visit.expected["disposition"]


def test_every_proposed_code_outside_the_accepted_ones_draws_a_finding_that_says_why(visit: Visit) -> None:
    accepted = {c for accepted in [visit.expected["codes"], *visit.expected["also_accepted"]] for c in accepted}
    named = {c for finding in visit.answer["findings"] if finding["message"] for c in finding["codes"]}

    assert set(visit.document["proposed_codes"]) - accepted - named == set()


def test_every_quote_of_a_code_or_query_is_at_its_place(visit: Visit) -> None:
    quotes = [e for a in visit.answer["codes"] for e in a["evidence"]]
    quotes += [e for query in visit.answer["queries"] for e in query["indicators"]]
    texts = {segment["id"]: segment["text"] for segment in visit.document["transcript"]["segments"]}

    assert [e["quote"] for e in quotes] == [texts[e["segment_id"]][e["start_char"] : e["end_char"]] for e in quotes]


def test_no_finding_stands_on_a_derived_code_with_an_error(visit: Visit) -> None:
    errors = [f for f in visit.answer["findings"] if f["severity"] == "error" and f["codes"]]

    on_derived = [f["name"] for f in errors if set(f["codes"]) <= set(visit.codes) and f["name"] not in ORDER_RULES]
    assert on_derived == []


ORDER_RULES = {"G89_SEQUENCE_G89_FIRST", "G89_SEQUENCE_SITE_FIRST", "OB_CHAPTER15_FIRST"}
"""Errors about the order in which right codes were proposed."""


def test_a_single_file_is_checked_with_the_status_of_its_gravest_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = main(["check", str(FOLDER / "v01.json"), "--format", "json"])

    assert [code["code"] for code in json.loads(capsys.readouterr().out)["codes"]] == ["M54.50"]
    assert status == 1


def test_the_expectations_are_those_of_the_coding_reference(shared_data: Path) -> None:
    lines = (shared_data.parent / "domain" / "vignettes.jsonl").read_text("utf-8").splitlines()
    vignettes = {v["id"].lower(): v for v in map(json.loads, lines)}

    outside = {"F33.1"}
    found = {
        name: (
            [c for c in v["expected_codes"] if c not in outside] == EXPECTED[name]["codes"]
            and set(v["must_not_codes"]) <= set(EXPECTED[name]["forbidden"])
            and set(v["expected_findings"]) <= set(EXPECTED[name]["findings"])
            and v["proposed_codes"] == _visits()[name].document["proposed_codes"]
        )
        for name, v in vignettes.items()
    }
    assert [name for name, same in found.items() if not same] == []


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
