"""LabelledDraft: a document for the guardrails alone, and which findings and queries must come of it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from scribe.schema.finding import Disposition
from scribe.schema.record import Record

FORMAT = "scribe-eval-draft/1"
Text = Annotated[str, Field(min_length=1)]


class DraftExpected(Record):
    """What the guardrails must say of the document, and what they must not."""

    why: Text
    """The rules the labels follow from."""
    findings: tuple[Text, ...]
    """Names that must stand among the findings."""
    never_findings: tuple[Text, ...] = ()
    """Names that must not: the near misses that this draft is there for."""
    queries: tuple[Text, ...] | None = None
    """Names of all queries; None where the draft is not there to test them."""
    codes: tuple[Text, ...] | None = None
    """The codes that follow from the facts, in sequence; None where the draft is not there to test them."""
    disposition: Disposition | None = None


class LabelledDraft(Record):
    """One file. The name of the file is the name of the sample."""

    format: Literal["scribe-eval-draft/1"]
    title: Text
    family: Text
    """Of the findings vocabulary: ``side``, ``injury``, ``narrative``; suites report by it."""
    source: Text
    licence: Text
    labelled_by: Text
    document: dict[str, Any]
    """What ``scribe check`` takes."""
    expected: DraftExpected
