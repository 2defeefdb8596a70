"""Coding: ICD-10-CM codes that follow from facts by rule, and codes that somebody proposed."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from scribe.schema.evidence import EvidenceList
from scribe.schema.record import Record

CODE_PATTERN = re.compile(r"^([A-Z][0-9]|QA)[0-9A-Z](\.[0-9A-Z]{1,4})?$")
"""The shape of an ICD-10-CM code with its dot; whether it exists on a day is the code set's word.

The second character is a digit, but for QA0 (since 2025-10-01) and QA1 (since 2026-10-01).
"""

LONGEST_CODE = 16
"""Characters of a proposed code; a true one has at most eight with its dot."""

Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN.pattern)]


class CodeSource(StrEnum):
    """Who proposed a code."""

    CLINICIAN = "clinician"
    EHR = "ehr"
    MODEL = "model"
    DOCUMENT = "document"
    """A ``codes`` entry of a checked document that the rules do not derive."""


class CodeAssignment(Record):
    """A code derived by rule. It cannot be made without the rules it follows from and the quotes it rests on."""

    code: Code
    description: str
    rank: Annotated[int, Field(ge=1)]
    """1 is first-listed."""
    evidence: EvidenceList
    rules: Annotated[tuple[str, ...], Field(min_length=1)]
    rationale: str
    fact_ids: Annotated[tuple[str, ...], Field(min_length=1)]
    uncertain: tuple[str, ...] = ()
    """What a certified coder must still confirm of it; empty for nearly all."""


class WithheldCode(Record):
    """A code a rule would have given, and the rule that took its place: the answer to "why not M54.50?"."""

    code: Code
    rule: str
    yielded_to: str
    reason: str


class ProposedCode(Record):
    """A code from elsewhere, to be checked. It may be malformed: that is a finding, not an input error."""

    code: Annotated[str, Field(min_length=1, max_length=LONGEST_CODE)]
    source: CodeSource = CodeSource.CLINICIAN


class Coding(Record):
    """The derived codes in sequence, the codes that yielded, and the code set they are valid in."""

    code_set: str
    assignments: tuple[CodeAssignment, ...] = ()
    withheld: tuple[WithheldCode, ...] = ()
