"""Account of an unspecified code: what was searched before it was given, so that it can be defended."""

from typing import Annotated

from pydantic import Field

from scribe.schema.evidence import Evidence
from scribe.schema.record import Record
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Seconds


class ConsideredCode(Record):
    """A more specific code that was considered, and why it does not stand."""

    code: str
    description: str
    reason: str
    rule: str | None = None
    """The rule that decided, where one did; None where nothing in the record speaks for the code."""


class UnspecifiedAccount(Record):
    """Why an unspecified code is what the record supports: kinds searched, seconds heard, hints, questions asked.

    "Not found" is claimed only over what was heard; it is never a clinical finding.
    """

    code: str
    description: str
    kinds_searched: tuple[FactKind, ...]
    """Kinds that were read and hold facts."""
    kinds_without_facts: tuple[FactKind, ...]
    """Kinds that were read and of which nobody spoke."""
    kinds_unread: tuple[FactKind, ...]
    """Kinds whose reading failed."""
    seconds_recorded: Seconds | None = None
    seconds_heard: Seconds | None = None
    """Speech that became words."""
    seconds_not_decoded: Seconds | None = None
    """Seconds of the recording in gaps that are neither silence nor another known absence of speech."""
    segments: Annotated[int, Field(ge=0)] = 0
    indicators: tuple[Evidence, ...] = ()
    """Words that point to something more specific without stating it."""
    queries: tuple[str, ...] = ()
    """Ids of the queries that ask for it."""
    considered: tuple[ConsideredCode, ...] = ()
    statement: str
    """The account in one sentence."""
