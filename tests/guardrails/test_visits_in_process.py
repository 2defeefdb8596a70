"""The visits once more without a process of their own: quick enough for mutation testing, and for a debugger."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scribe.commands.checked import as_json, check
from scribe.intake.document import parse_document

FOLDER = Path(__file__).parent / "visits"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_visit_gives_its_codes_findings_queries_and_disposition(name: str) -> None:
    expected = EXPECTED[name]
    request = parse_document((FOLDER / f"{name}.json").read_bytes(), today=date(2026, 11, 20))

    answer = json.loads(as_json(*check(request)))
    assert [code["code"] for code in answer["codes"]] in [expected["codes"], *expected["also_accepted"]]
    assert set(expected["findings"]) <= {finding["name"] for finding in answer["findings"]}
    assert [query["name"] for query in answer["queries"]] == expected["queries"]
    assert answer["disposition"] == expected["disposition"]
