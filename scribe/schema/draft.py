"""Draft: everything known before the check; the one argument of every check rule."""

from dataclasses import dataclass

from scribe.schema.answer import AnsweredQuery
from scribe.schema.coding import CodeAssignment, Coding, ProposedCode
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.finding import GivenQuery
from scribe.schema.narrative import Narrative
from scribe.schema.record import Record
from scribe.schema.transcript import Transcript


@dataclass(frozen=True, slots=True)
class DraftCode:
    """A code that stands on the draft: derived (``assignment``) or proposed by someone (``proposed``)."""

    code: str
    assignment: CodeAssignment | None
    proposed: ProposedCode | None


class Draft(Record):
    """All values so far. ``transcript`` is None where a document holds facts alone (``scribe check``)."""

    encounter: Encounter
    documentation: Documentation
    coding: Coding
    proposed: tuple[ProposedCode, ...] = ()
    narrative: Narrative = Narrative()
    transcript: Transcript | None = None
    given_queries: tuple[GivenQuery, ...] = ()
    """Questions that came with a document and were not raised by a rule of ours."""
    answers: tuple[AnsweredQuery, ...] = ()
    """Queries of earlier passes with the clinician's answers, whose facts are in the documentation."""

    @property
    def codes(self) -> tuple[DraftCode, ...]:
        """Derived codes in sequence, then proposed codes that were not derived, in the order given."""
        derived = tuple(DraftCode(a.code, a, None) for a in self.coding.assignments)
        known = {a.code for a in self.coding.assignments}
        proposed = {p.code: DraftCode(p.code, None, p) for p in self.proposed if p.code not in known}
        return derived + tuple(proposed.values())
