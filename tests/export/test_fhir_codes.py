"""The tables of bound elements find a code that is not theirs, and an element that has no table."""

import json
from typing import Any

import pytest

from scribe.export.fhir import bundle_json
from scribe.export.fhir_codes import code, unbound
from scribe.export.fhir_tables import BOUND, SECTION_CODES
from scribe.writing.compose import SECTION_ORDER
from tests.export.drafts import result_of


def bundle() -> dict[str, Any]:
    return json.loads(bundle_json(result_of("sciatica-left")))


def first(document: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one["resource"] for one in document["entry"] if one["resource"]["resourceType"] == kind)


@pytest.mark.parametrize(
    ("kind", "element", "wrong", "fault"),
    [
        ("Composition", "status", "bogus", "Composition.status: bogus"),
        ("DetectedIssue", "severity", "error", "DetectedIssue.severity: error"),
        ("Encounter", "class", {"system": "http://x", "code": "AMB"}, "Encounter.class: system http://x"),
        (
            "Condition",
            "severity",
            {"coding": [{"system": "http://x", "code": "1"}]},
            "Condition.severity: no table",
        ),
        ("Condition", "clinicalStatus", {"coding": [{"code": "active"}]}, "Condition.clinicalStatus: system None"),
        ("Patient", "gender", "f", "Patient.gender: f"),
        ("Device", "text", {"status": "bogus"}, "Narrative.status: bogus"),
        ("Encounter", "hospitalization", {"mode": "x"}, "Encounter.hospitalization.mode: no table"),
    ],
)
def test_a_code_outside_its_value_set_is_found(kind: str, element: str, wrong: Any, fault: str) -> None:
    document = bundle()
    first(document, kind)[element] = wrong

    assert [one for one in unbound(document) if one.endswith(fault.split(".", 1)[1])] != []


def test_a_wrong_type_of_bundle_is_found() -> None:
    assert unbound(bundle() | {"type": "paper"}) == ["Bundle.type: paper"]


def test_a_code_that_is_not_in_its_table_cannot_be_written() -> None:
    with pytest.raises(KeyError):
        code("Composition.status", "signed")


def test_every_section_of_the_note_has_its_loinc_code() -> None:
    known = BOUND["Composition.section.code"].codes

    assert known is not None
    assert {*SECTION_ORDER, "ICD-10-CM codes"} == SECTION_CODES.keys()
    assert known.keys() == set(SECTION_CODES.values())


def test_every_table_names_its_source() -> None:
    assert [path for path, bound in BOUND.items() if not bound.source.startswith("http://hl7.org/fhir/R4/")] == []
