"""Every draft is exported as a FHIR R4 document that keeps FHIR's rules and loses nothing."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from scribe.export.fhir import bundle_json
from scribe.export.fhir_source import Work
from tests.export.drafts import AMENDING, NAMES, SIGNED_AT, SIGNING, WORK, resources, result_of
from tests.export.fhir_rules import faults, words

SHA256 = "0f" * 32


def standing(work: Work | None, name: str) -> Work | None:
    """The work, of whose overrides those remain whose finding there is."""
    count = len(result_of(name).findings)
    return work and replace(work, overridden={at: one for at, one in work.overridden.items() if at <= count})


def all_words(text: str) -> str:
    (composition,) = resources(text, "Composition")
    return "\n".join(words(section["text"]["div"]) for section in composition["section"])


@pytest.mark.parametrize("work", [None, WORK], ids=["alone", "worked on"])
@pytest.mark.parametrize("signing", [None, SIGNING, AMENDING], ids=["draft", "signed", "amended"])
@pytest.mark.parametrize("name", NAMES)
def test_a_document_keeps_the_rules_of_fhir(name: str, signing, work) -> None:
    document = bundle_json(result_of(name), signing, SIGNED_AT, recording_sha256=SHA256, work=standing(work, name))

    assert faults(json.loads(document)) == []


@pytest.mark.parametrize("name", NAMES)
def test_equal_arguments_give_equal_bytes(name: str) -> None:
    again = type(result_of(name)).model_validate_json(result_of(name).model_dump_json())

    assert bundle_json(again, SIGNING) == bundle_json(result_of(name), SIGNING)


@pytest.mark.parametrize("name", NAMES)
def test_no_statement_is_lost(name: str) -> None:
    said = all_words(bundle_json(result_of(name)))

    statements = [one.text for section in result_of(name).note.sections for one in section.statements]
    assert [one for one in statements if one not in said] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_quote_is_lost(name: str) -> None:
    result = result_of(name)
    said = all_words(bundle_json(result))

    cited = [one for section in result.note.sections for one in section.statements] + list(result.codes)
    quotes = [quote.quote for one in cited for quote in one.evidence]
    assert [quote for quote in quotes if f"“{quote}”" not in said] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_derived_code_is_a_condition_in_its_sequence(name: str) -> None:
    document = bundle_json(result_of(name))
    (visit,) = resources(document, "Encounter")

    codings = [one["code"]["coding"][0] for one in resources(document, "Condition")]
    expected = [(one.code, one.description) for one in result_of(name).codes]
    assert [(coding["code"], coding["display"]) for coding in codings] == expected
    assert [one["rank"] for one in visit.get("diagnosis", [])] == [one.rank for one in result_of(name).codes]


@pytest.mark.parametrize("name", NAMES)
def test_withheld_and_proposed_codes_are_told_and_not_asserted(name: str) -> None:
    result = result_of(name)
    document = bundle_json(result)

    told = [f"Not {one.code}: {one.reason}" for one in result.withheld]
    told += [f"Proposed ({one.source}): {one.code}," for one in result.proposed_codes]
    asserted = {one["code"]["coding"][0]["code"] for one in resources(document, "Condition")}
    assert [one for one in told if one not in all_words(document)] == []
    assert asserted == {one.code for one in result.codes}


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_is_a_detected_issue_and_every_question_is_told(name: str) -> None:
    result = result_of(name)
    document = bundle_json(result)

    issues = resources(document, "DetectedIssue")
    assert [one["code"]["coding"][0]["code"] for one in issues] == [one.rule for one in result.findings]
    assert [one.message for one in result.findings if one.message not in all_words(document)] == []
    assert [one.question for one in result.queries if one.question not in all_words(document)] == []
    assert [one for query in result.queries for one in query.options if one not in all_words(document)] == []


@pytest.mark.parametrize(("signing", "status"), [(None, "preliminary"), (SIGNING, "final"), (AMENDING, "amended")])
def test_a_document_is_final_only_by_a_signature(signing, status: str) -> None:
    document = bundle_json(result_of("sciatica-left"), signing)

    drafted = [one for kind in ("Composition", "DetectedIssue") for one in resources(document, kind)]
    assert {one["status"] for one in drafted} == {status}


def test_another_time_makes_another_document() -> None:
    earlier, later = (
        json.loads(bundle_json(result_of("sciatica-left"), at=SIGNED_AT.replace(hour=hour))) for hour in (8, 9)
    )

    assert earlier["timestamp"] == "2026-11-20T08:30:00.250000Z"
    assert earlier["identifier"] != later["identifier"]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        bundle_json(result_of("sciatica-left"), at=datetime(2026, 11, 20))  # noqa: DTZ001


def test_other_work_on_a_note_makes_another_document() -> None:
    alone, worked_on = (
        json.loads(bundle_json(result_of("sciatica-left"), SIGNING, work=work)) for work in (None, WORK)
    )

    assert alone["identifier"] != worked_on["identifier"]
