"""A document to check may be a whole result or its parts."""

import json
from datetime import date

import pytest

from scribe.intake.document import parse_document
from scribe.schema.errors import UnreadableTranscript

DAY = date(2026, 11, 20)
FACT = {
    "id": "f1",
    "kind": "region",
    "value": "lumbar",
    "evidence": [{"segment_id": "s1", "quote": "low back", "start_char": 0, "end_char": 8}],
}


def test_facts_alone_are_a_document() -> None:
    request = parse_document(json.dumps({"documentation": {"facts": [FACT]}}), today=DAY)

    assert request.transcript is None
    assert [fact.id for fact in request.documentation.facts] == ["f1"]


def test_codes_of_a_result_are_checked_as_proposed_by_the_document() -> None:
    request = parse_document(
        json.dumps({"codes": [{"code": "M54.9", "rank": 1}], "proposed_codes": ["M54.2"]}), today=DAY
    )

    assert [(p.code, p.source) for p in request.proposed] == [("M54.2", "clinician"), ("M54.9", "document")]


def test_a_silence_claimed_by_the_document_is_not_believed() -> None:
    body = json.dumps({"documentation": {"facts": [FACT], "not_discussed": ["region"]}})

    documentation = parse_document(body, today=DAY).documentation

    assert "region" not in documentation.not_discussed
    assert "plan" in documentation.not_discussed


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{",
        '{"facts": [{"id": "Marker Smith"}]}',
        '{"Marker Smith": 1}',
        '{"facts": [{"id": "f1", "kind": "Marker Smith"}]}',
        '{"proposed_codes": ["Marker Smith, born in 1970"]}',
        json.dumps({"facts": [FACT, FACT]}),
        json.dumps({"facts": [FACT], "note": {"sections": "Marker Smith"}}),
        "[" * 100_000,
        '{"facts": [], "documentation": {"unread": ["Marker Smith"]}}',
    ],
)
def test_another_form_is_refused_without_echo_of_values(body: str) -> None:
    with pytest.raises(UnreadableTranscript) as refused:
        parse_document(body, today=DAY, what="x.json")

    assert "x.json" in str(refused.value)
    assert "Marker Smith" not in str(refused.value)


@pytest.mark.parametrize("findings", ["[" * 150 + "]" * 150, "[" * 500 + "]" * 500, "NaN", '"\\ud800"', "9" * 4000])
def test_what_the_check_makes_anew_is_not_looked_into(findings: str) -> None:
    body = json.dumps({"facts": [FACT]})[:-1] + f', "findings": {findings}}}'

    assert len(parse_document(body.encode(), today=DAY).documentation.facts) == 1


def test_of_a_key_given_twice_the_last_counts() -> None:
    body = f'{{"facts": 1, "facts": {json.dumps([FACT])}}}'

    assert len(parse_document(body, today=DAY).documentation.facts) == 1


def test_a_field_of_python_is_no_field_of_a_document() -> None:
    with pytest.raises(UnreadableTranscript, match="unknown field"):
        parse_document(json.dumps({"facts": [FACT], "model_extra": {}}), today=DAY)
