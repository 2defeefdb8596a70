"""Chart: a draft under review, with its picture and what the proposed codes rest on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guardrails.code_sets import CodeSet, CodeStatus
from guardrails.code_sets.code_set import dotted
from guardrails.reading.basis import concepts_of, family_of
from guardrails.reading.concepts import PAINS
from guardrails.reading.mentions import CODABLE, Mention, Standing
from guardrails.reading.narrative.citing import sentences_of
from guardrails.reading.narrative.sentences import Sentence
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.red_flag_words import AlertKind
from guardrails.reading.red_flags import red_flags
from guardrails.reading.sites import FAMILY, Site
from guardrails.remember import cached_property
from scribe.schema.coding import CODE_PATTERN, WithheldCode
from scribe.schema.draft import Draft
from scribe.schema.facts import Fact
from scribe.schema.finding import ProviderQuery
from scribe.schema.narrative import Statement


@dataclass(frozen=True)
class Chart:
    """What every check rule sees. ``queries`` and ``explained`` are there only for the rules that run last."""

    draft: Draft
    picture: Picture
    queries: tuple[ProviderQuery, ...] = ()
    explained: frozenset[str] = frozenset()
    """Codes that a finding names already."""

    @property
    def codes(self) -> CodeSet:
        """The code set of the date of service."""
        return self.picture.codes

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """Derived codes in sequence."""
        return tuple(assignment.code for assignment in self.draft.coding.assignments)

    @cached_property
    def proposed(self) -> tuple[str, ...]:
        """Every code somebody proposed, in the order given, with its dot where it has the form of a code."""
        return tuple(dict.fromkeys(written(proposal.code) for proposal in self.draft.proposed))

    @cached_property
    def extra(self) -> tuple[str, ...]:
        """Proposed codes that the rules do not derive."""
        return tuple(code for code in self.proposed if code not in self.derived)

    @cached_property
    def warning_signs(self) -> tuple[tuple[AlertKind, Fact], ...]:
        """Every warning sign the patient has, with the alert it belongs to."""
        return tuple(red_flags(self.draft.encounter, self.picture.facts))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every statement of the note as it is read beside its own evidence."""
        return sentences_of(self.draft)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of the note in the same order."""
        return tuple(statement for section in self.draft.narrative.sections for statement in section.statements)

    @cached_property
    def all_codes(self) -> tuple[str, ...]:
        """Derived codes in sequence, then the extra ones."""
        return self.derived + self.extra

    def extra_below(self, *stems: str) -> tuple[str, ...]:
        """Extra codes that begin with one of the stems."""
        return tuple([code for code in self.extra if code.startswith(stems)])

    def derived_below(self, *stems: str) -> tuple[str, ...]:
        """Derived codes that begin with one of the stems."""
        return tuple([code for code in self.derived if code.startswith(stems)])

    def derived_by(self, rules: Iterable[str]) -> tuple[str, ...]:
        """Codes that follow from one of the rules."""
        wanted = set(rules)
        return tuple([a.code for a in self.draft.coding.assignments if not wanted.isdisjoint(a.rules)])

    def derived_for(self, problem: Problem, rules: Iterable[str]) -> tuple[str, ...]:
        """Codes of this problem that follow from one of the rules."""
        wanted, own = set(rules), {mention.fact.id for mention in problem.mentions}
        assigned = (a for a in self.draft.coding.assignments if not own.isdisjoint(a.fact_ids))
        return tuple([a.code for a in assigned if not wanted.isdisjoint(a.rules)])

    def overtaken(self, winners: Iterable[str]) -> Iterator[tuple[str, WithheldCode]]:
        """Extra codes of which the coder withheld the same or a sibling in favour of one of the rules."""
        wanted = set(winners)
        for code in self.extra:
            yielded = (w for w in self.draft.coding.withheld if w.yielded_to in wanted and _siblings(w.code, code))
            if first := next(yielded, None):
                yield code, first

    def resting_on(self, standing: Standing) -> dict[str, tuple[Mention, ...]]:
        """Extra codes whose condition is mentioned only in a way that may not be coded, with those mentions."""
        found = {}
        for code in self.extra:
            mentions = self.mentions_behind(code)
            if any(m.standing in CODABLE for m in mentions):
                continue
            if here := tuple(m for m in mentions if m.standing is standing):
                found[code] = here
        return found

    def existing(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The codes that exist in some form: a malformed or unknown one has its own finding."""
        wrong = (CodeStatus.MALFORMED, CodeStatus.UNKNOWN)
        return tuple(code for code in codes if self.codes.status(code) not in wrong)

    def mentions_behind(self, code: str) -> tuple[Mention, ...]:
        """Mentions, codable or not, of a condition the code needs."""
        concepts = concepts_of(code)
        if concepts or not code.startswith(_PLAIN_PAIN):
            return tuple(m for m in self.picture.mentions if m.concept in concepts)
        pains = (m for m in self.picture.mentions if m.concept in PAINS)
        return tuple(m for m in pains if family_of(code) in (None, FAMILY[m.reading.site or Site.BACK]))


_PLAIN_PAIN = ("M54.2", "M54.5", "M54.6", "M54.9", "M53.3", "R10.A")
"""Codes that need no condition but pain of their site."""


def written(code: str) -> str:
    """A proposed code as codes are written, or as given where it has not that form."""
    plain = dotted(code.strip())
    return plain if CODE_PATTERN.match(plain) else code.strip()


def _siblings(withheld: str, proposed: str) -> bool:
    return withheld[:5] == proposed[:5]
