"""Condition: one for each code that follows from the facts by rule; a denied fact never becomes an active one."""

from collections.abc import Iterator, Sequence

from scribe.export.fhir_codes import Json, concept
from scribe.export.fhir_source import MACHINE_MADE, Source, is_of_now
from scribe.export.fhir_text import annotations, narrative, paragraph
from scribe.schema.coding import CodeAssignment
from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion


def condition_entries(source: Source) -> Iterator[Json]:
    """The Conditions in the sequence of the codes. Codes that somebody only proposed are none."""
    for code in source.result.codes:
        yield source.entry("Condition", code.code, _condition(source, code))


def code_line(code: CodeAssignment) -> str:
    """The code with the rules it follows from, for a person."""
    confirm = f" A coder must confirm: {'; '.join(code.uncertain)}." if code.uncertain else ""
    return f"{code.code} {code.description}. {code.rationale} Rules: {', '.join(code.rules)}.{confirm}"


def _condition(source: Source, code: CodeAssignment) -> Json:
    facts = source.facts(code.fact_ids)
    shown = f"{code.code} {code.description}"
    version = _release(source.result.provenance.code_set.version)
    return {
        "meta": MACHINE_MADE,
        "text": narrative(paragraph(code_line(code))),
        "clinicalStatus": _clinical(facts),
        "verificationStatus": concept(
            "Condition.verificationStatus", _verification(facts, code, signed=source.signing is not None)
        ),
        "category": [concept("Condition.category", "encounter-diagnosis")],
        "code": concept("Condition.code", code.code, shown, display=code.description, version=version),
        "subject": source.reference("Patient"),
        "encounter": source.reference("Encounter"),
        "recordedDate": source.moment,
        "asserter": source.reference("Practitioner") if source.signing else None,
        "note": [*annotations(code.evidence), {"text": code_line(code)}],
    }


def _clinical(facts: Sequence[Fact]) -> Json | None:
    """Active where something that is the patient's now supports the code; else nothing is claimed."""
    now = any(is_of_now(fact) and fact.assertion is not Assertion.DENIED for fact in facts)
    return concept("Condition.clinicalStatus", "active") if now else None


def _verification(facts: Sequence[Fact], code: CodeAssignment, *, signed: bool) -> str:
    """Refuted where only denials support it; unconfirmed until a person signs; then confirmed, or provisional where
    the record hedges or a coder must confirm it.
    """
    if facts and all(fact.assertion is Assertion.DENIED for fact in facts):
        return "refuted"
    if not signed:
        return "unconfirmed"
    hedged = any(fact.assertion is Assertion.UNCERTAIN or fact.disputed for fact in facts)
    return "provisional" if hedged or code.uncertain else "confirmed"


def _release(version: str | None) -> str | None:
    """``2027`` from ``FY2027 (notes April 2026, assumed unchanged)``: the fiscal year is the system's version."""
    return version.split(" ", 1)[0].removeprefix("FY") if version else None
