"""Answers to provider queries: the clinician's own words, signed and dated, and the record of what was asked."""

from typing import Annotated

from pydantic import Field

from scribe.schema.facts import Fact
from scribe.schema.finding import ProviderQuery
from scribe.schema.record import Record
from scribe.schema.transcript import NFC

AnswerText = Annotated[str, Field(min_length=1, max_length=500), NFC]


class QueryAnswer(Record):
    """An answer to one query. Silence is no answer, and no answer is assumed."""

    query: Annotated[str, Field(min_length=1, max_length=64)]
    """The id of the query."""
    answer: AnswerText
    """The text of one of the query's options, or the clinician's own words."""
    text: AnswerText | None = None
    """The words an option asks for ("please specify", "please state the diagnosis")."""
    by: Annotated[str, Field(max_length=200)] | None = None
    """The account, whole, as in the history and the audit log."""
    at: Annotated[str, Field(max_length=40)] | None = None
    """When it was given, as the caller writes it (ISO 8601)."""


class AnsweredQuery(Record):
    """What is kept of a query and its answer (AHIMA/ACDIS 2022): question, options shown, answer, rule, release."""

    query: ProviderQuery
    answer: QueryAnswer
    facts: tuple[Fact, ...] = ()
    """Facts the clinician stated by the answer; empty where the answer is that nobody can tell."""
    code_set: str
    draft_sha256: str
    """Digest of the facts that the question was asked on."""
