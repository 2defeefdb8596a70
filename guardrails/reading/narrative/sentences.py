"""Sentences: each statement of the note beside its own evidence, and which claim each of its clauses repeats.

Where a statement names its facts, these speak; else the facts whose quotes are its quotes; else the quotes alone.
A clause repeats the claim that shares most of its words. What shares none ("past", "the patient's own view")
belongs to the clause before it.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from guardrails.reading.narrative.claims import Claim, claim_of
from guardrails.reading.narrative.clauses import Clause, clauses_of
from guardrails.reading.narrative.marking import marks_in
from guardrails.reading.narrative.marks import WEAK
from guardrails.reading.narrative.quotes import Quote, claims_of
from guardrails.reading.narrative.words import words_of
from scribe.schema.draft import Draft
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact


@dataclass(frozen=True, eq=False)
class Sentence:
    """A statement as read; equal ones are one object, so what is found out about it is found out once."""

    title: str
    text: str
    facts: tuple[Claim, ...]
    quotes: tuple[Quote, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words_of(self.text)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What speaks for the sentence: its facts, else its quotes."""
        return self.facts or self.spoken

    @cached_property
    def spoken(self) -> tuple[Claim, ...]:
        """Its quotes as claims."""
        return claims_of(self.quotes)

    @cached_property
    def evidence_texts(self) -> tuple[str, ...]:
        """All that its evidence says, fact by fact and quote by quote."""
        return (*(claim.text for claim in self.facts), *(quote for quote, _ in self.quotes))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that claim something."""
        return tuple(clause for clause in clauses_of(self.text) if not clause.topic)

    @cached_property
    def repeats(self) -> tuple[tuple[Clause, tuple[Claim, ...]], ...]:
        """Each clause with the claims it repeats; none where its words are in no claim."""
        return tuple((clause, self._repeated(clause)) for clause in self.clauses)

    def _repeated(self, clause: Clause) -> tuple[Claim, ...]:
        by_words = _nearest(clause, [claim.signs.keys() for claim in self.facts])
        by_quotes = by_words or _nearest(clause, [claim.quoted for claim in self.facts])
        if by_quotes:
            return tuple(self.facts[n] for n in by_quotes)
        return tuple(self.spoken[n] for n in _nearest(clause, [claim.signs.keys() for claim in self.spoken]))

    @cached_property
    def opening(self) -> range:
        """The words before the first claim: who tells, and what follows is called."""
        topics = [clause.end for clause in clauses_of(self.text) if clause.topic and clause.group == 0]
        return range(max(topics, default=0))

    def evidence_at(self, at: int, aside: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The texts a detail at this word must be in: the one claim its clause repeats, else all the evidence.

        aside: words the detail itself stands for, so that a changed one does not choose its own evidence.
        """
        for clause, claims in self.repeats:
            if clause.start <= at < clause.end:
                keys = clause.plain_keys - aside - WEAK
                whole = tuple(claim for claim in claims if claim.kind and keys and keys <= claim.signs.keys())
                return tuple(text for claim in whole for text in (claim.text, *claim.quotes)) or self.evidence_texts
        return self.evidence_texts

    def spans(self, claim: Claim) -> tuple["Span", ...]:
        """Where the sentence makes the claim: its clauses, each with what is added to it."""
        found = [n for n, (clause, claims) in enumerate(self.repeats) if claim in _made(clause, claims)]
        first = [n for n in found if n - 1 not in found or self.clauses[n].group != self.clauses[n - 1].group]
        return tuple(self._span(n, self._last(n, found)) for n in first)

    def _span(self, first: int, last: int) -> "Span":
        clauses = self.clauses[first : last + 1]
        inside, before = range(clauses[0].start, clauses[-1].end), range(clauses[0].begin, clauses[0].start)
        own = frozenset(word for word, at in marks_in(self.text) if at in inside)
        around = frozenset(word for word, at in marks_in(self.text) if at in before or at in self.opening)
        return Span(frozenset().union(*(clause.keys for clause in clauses)), own, around - {"past:"})

    def _last(self, number: int, found: Sequence[int]) -> int:
        """The last of the clauses behind it that say the same claim or belong to none."""
        last, group = number, self.clauses[number].group
        while last + 1 < len(self.repeats) and self.clauses[last + 1].group == group:
            if last + 1 not in found and self.repeats[last + 1][1]:
                break
            last += 1
        return last


class Span(NamedTuple):
    """One place of a claim: what its words are compared by, its marks, and the marks before it that still hold."""

    keys: frozenset[str]
    own: frozenset[str]
    around: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All its marks."""
        return self.own | self.around


class Written(NamedTuple):
    """A sentence where it stands in this draft."""

    sentence: Sentence
    evidence: tuple[Evidence, ...]


def sentences_of(draft: Draft) -> tuple[Written, ...]:
    """Every statement of the note in order."""
    facts = {fact.id: fact for fact in draft.documentation.facts}
    return tuple(
        Written(
            _sentence(section.title, s.text, _claims(s.fact_ids, s.evidence, facts), _quotes(s.evidence)),
            s.evidence,
        )
        for section in draft.narrative.sections
        for s in section.statements
    )


@lru_cache(maxsize=8192)
def _sentence(title: str, text: str, facts: tuple[Claim, ...], quotes: tuple[Quote, ...]) -> Sentence:
    return Sentence(title, text, facts, quotes)


def _quotes(evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    return tuple((one.quote, one.speaker_role) for one in evidence)


def _claims(fact_ids: tuple[str, ...], evidence: tuple[Evidence, ...], facts: dict[str, Fact]) -> tuple[Claim, ...]:
    cited = [facts[fact_id] for fact_id in fact_ids if fact_id in facts]
    return tuple(map(claim_of, cited or _by_quotes(evidence, facts.values())))


def _by_quotes(evidence: tuple[Evidence, ...], facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts that rest on these quotes alone; where there are none, those that share one."""
    facts = tuple(facts)
    whole = tuple(f for f in facts if all(any(_inside(q, e) for e in evidence) for q in f.evidence))
    return whole or tuple(f for f in facts if any(_overlap(q, e) for q in f.evidence for e in evidence))


def _inside(quote: Evidence, whole: Evidence) -> bool:
    same = quote.segment_id == whole.segment_id
    return same and whole.start_char <= quote.start_char and quote.end_char <= whole.end_char


def _overlap(first: Evidence, second: Evidence) -> bool:
    same = first.segment_id == second.segment_id
    return same and first.start_char < second.end_char and second.start_char < first.end_char


def _nearest(clause: Clause, among: Sequence[Set[str]]) -> tuple[int, ...]:
    """Which share most words with the clause, a word of content weighing more than "pain"."""
    keys = clause.keys
    weights = [sum(1 if key in WEAK else 10 for key in keys & words) for words in among]
    best = max(weights, default=0)
    return tuple(n for n, weight in enumerate(weights) if weight == best) if best else ()


def _made(clause: Clause, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Of equally near claims those the clause repeats whole, if it does one."""
    return tuple(claim for claim in claims if claim.signs.keys() <= clause.keys) or claims
