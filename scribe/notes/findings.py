"""Findings by id: the same finding on the same words has the same id in every revision, so an override holds on."""

import hashlib
import json

from scribe.schema.errors import UnknownFinding
from scribe.schema.finding import Finding
from scribe.schema.result import Result


def finding_id(finding: Finding) -> str:
    """Rule and digest of what it says of which words. Another quote, code or wording is another finding."""
    places = [quote.place for quote in finding.evidence]
    said = [finding.rule, finding.severity, finding.message, finding.codes, places]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=True).encode("ascii")).hexdigest()
    return f"{finding.rule}-{digest[:12]}"


def the_finding(
    result: Result, identity: str | None = None, rule: str | None = None, segment_id: str | None = None
) -> Finding:
    """The finding of this id, or the only one of a rule, or the only one of a rule on words of a segment.

    Raises UnknownFinding where there is none or more than one.
    """
    if identity is None and rule is None:
        raise UnknownFinding("Neither a finding nor a rule is named.", "Give the id of a finding.")
    found = [
        finding
        for finding in result.findings
        if (identity is None or finding_id(finding) == identity)
        and (rule is None or finding.rule == rule)
        and (segment_id is None or any(quote.segment_id == segment_id for quote in finding.evidence))
    ]
    if len({finding_id(finding) for finding in found}) != 1:
        raise UnknownFinding(f"{len(found)} findings of the note are so named.", "Give the id of a finding.")
    return found[0]
