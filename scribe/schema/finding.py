"""Review: what the check found, what it asks the provider, and what may happen to the draft."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scribe.schema.account import UnspecifiedAccount
from scribe.schema.evidence import Evidence, EvidenceList
from scribe.schema.record import Record


class Severity(StrEnum):
    """``error`` blocks signing unless overridden with a reason; ``warning`` must be seen; ``info`` may be."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Disposition(StrEnum):
    """What may happen to the draft now."""

    READY_FOR_REVIEW = "ready_for_review"
    HOLD_FOR_QUERY = "hold_for_query"
    NO_SPEECH = "no_speech"
    OUT_OF_SCOPE = "out_of_scope"


class Finding(Record):
    """One result of one rule. ``rule`` is the stable id; ``name`` the bad pattern; ``citation`` the authority."""

    rule: str
    name: str
    severity: Severity
    message: str
    citation: str
    codes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class ProviderQuery(Record):
    """A compliant question to the provider (AHIMA/ACDIS 2022): indicators quoted, options neutral and sorted."""

    id: str
    rule: str
    name: str
    question: str
    options: Annotated[tuple[str, ...], Field(min_length=3)]
    indicators: EvidenceList


class GivenQuery(Record):
    """A question to the provider that somebody else wrote, to be held against the practice brief."""

    id: Annotated[str, Field(max_length=64)] = "given"
    question: Annotated[str, Field(min_length=1, max_length=2000)]
    options: tuple[Annotated[str, Field(max_length=500)], ...] = ()
    indicators: tuple[Evidence, ...] = ()


class Review(Record):
    """Findings (errors and alerts first), queries, and the disposition."""

    findings: tuple[Finding, ...] = ()
    queries: tuple[ProviderQuery, ...] = ()
    accounts: tuple[UnspecifiedAccount, ...] = ()
    """One for each derived code that leaves something unspecified."""
    disposition: Disposition
