"""Claim: what one clause says, before it is a fact: a span, its status, and what else belongs to it."""

from dataclasses import dataclass, field, replace
from typing import Any

from scribe.extraction.reader.clauses import Clause
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, Experiencer, FactKind, Temporality
from scribe.schema.transcript import SpeakerRole


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the reading form of the clause's turn."""

    clause: Clause
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate fact. ``spans`` become its evidence in this order; ``clause`` is where it was said."""

    kind: FactKind
    value: Any
    clause: Clause
    spans: tuple[Span, ...]
    assertion: Assertion = Assertion.DOCUMENTED
    experiencer: Experiencer = Experiencer.PATIENT
    temporality: Temporality = Temporality.CURRENT
    speaker: SpeakerRole | None = None
    """Who asserts it, where that is not the speaker of the clause."""
    attributes: dict[str, Scalar] = field(default_factory=dict)
    site: str | None = None
    """The region it is about, where the same words say so."""

    @property
    def role(self) -> SpeakerRole:
        """The role of the person who asserts."""
        return self.speaker or self.clause.turn.role

    def but(self, **changes: Any) -> "Claim":
        """The claim with some fields changed."""
        return replace(self, **changes)


def claim(kind: FactKind, value: Any, clause: Clause, start: int, end: int, **more: Any) -> Claim:
    """A claim resting on ``clause.text[start:end]``."""
    return Claim(kind, value, clause, (Span(clause, clause.start + start, clause.start + end),), **more)
