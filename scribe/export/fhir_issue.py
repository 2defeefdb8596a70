"""DetectedIssue: one for each finding of a rule, with its severity, its authority and the quotes it rests on."""

from collections.abc import Iterator

from scribe.export.fhir_codes import Json, code, concept
from scribe.export.fhir_provenance import SOFTWARE
from scribe.export.fhir_source import MACHINE_MADE, Source, instant
from scribe.export.fhir_text import narrative, paragraph, quote_line
from scribe.schema.finding import Finding, Severity

_SEVERITY = {Severity.ERROR: "high", Severity.WARNING: "moderate", Severity.INFO: "low"}


def issue_entries(source: Source) -> Iterator[Json]:
    """The DetectedIssues in the order of the findings."""
    for number, finding in enumerate(source.result.findings, start=1):
        yield source.entry("DetectedIssue", str(number), _issue(source, finding, number))


def issue_references(source: Source) -> list[Json]:
    """References to all of them."""
    return [source.reference("DetectedIssue", str(number)) for number in range(1, len(source.result.findings) + 1)]


def finding_line(finding: Finding) -> str:
    """The finding with its codes and its citation, for a person."""
    codes = f" Codes: {', '.join(finding.codes)}." if finding.codes else ""
    return f"{finding.severity} {finding.rule} {finding.name}: {finding.message}{codes} ({finding.citation})"


def override_line(source: Source, number: int) -> str:
    """That the finding of this number was overridden, by whom, when and why; empty where it was not."""
    made = source.work.overridden.get(number)
    return f"Overridden by {made.by}, {instant(made.at)}: {made.reason}" if made else ""


def _mitigation(source: Source, number: int) -> list[Json]:
    """The action is a text: no code of FHIR's says that a finding was looked at and let stand."""
    made = source.work.overridden.get(number)
    if made is None:
        return []
    action = {"text": f"Overridden with a reason: {made.reason}"}
    return [{"action": action, "date": instant(made.at), "author": source.person(made.by)}]


def _issue(source: Source, finding: Finding, number: int) -> Json:
    derived = [one.code for one in source.result.codes if one.code in finding.codes]
    return {
        "meta": MACHINE_MADE,
        "text": narrative(
            *(paragraph(one) for one in (finding_line(finding), override_line(source, number)) if one)
        ),
        "identifier": [{"system": source.urn("Bundle"), "value": f"{finding.rule}-{number}"}],
        "status": code("DetectedIssue.status", source.status),
        "code": concept("DetectedIssue.code", finding.rule, finding.name, display=finding.name),
        "severity": code("DetectedIssue.severity", _SEVERITY[finding.severity]),
        "patient": source.reference("Patient"),
        "identifiedDateTime": source.moment,
        "author": source.reference("Device", SOFTWARE),
        "implicated": [source.reference("Condition", one) for one in derived],
        "evidence": [{"code": [{"text": quote_line(quote)}]} for quote in finding.evidence],
        "detail": finding_line(finding),
        "mitigation": _mitigation(source, number),
    }
