"""Whether a draft tells somebody that it may be wrong."""

from scribe.schema.finding import Disposition, Severity
from scribe.schema.result import Result


def told(result: Result) -> bool:
    """It is not ready for review, or a warning or a query stands on it, or it has no code."""
    loud = any(finding.severity is not Severity.INFO for finding in result.findings)
    held = result.disposition is not Disposition.READY_FOR_REVIEW
    return held or loud or bool(result.queries) or not result.codes
