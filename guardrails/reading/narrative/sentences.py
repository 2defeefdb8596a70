"""Sentences: each statement of the note beside its own evidence, and which claims its parts repeat.

Where a statement names its facts, these speak; else the facts whose quotes are its quotes; else the quotes alone.
A clause repeats the claims that share most of its words; one that shares too few says something else, and is not
compared. What shares none ("past", "the patient's own view") belongs to the clause before it.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from guardrails.reading.narrative.claims import Claim, claim_of
from guardrails.reading.narrative.clauses import DETAILS, Clause, clauses_of
from guardrails.reading.narrative.marking import marks_in
from guardrails.reading.narrative.marks import LABELS, SOFT_HEDGES, VALUES, WEAK
from guardrails.reading.narrative.people import KIN
from guardrails.reading.narrative.quotes import Quote, claims_of
from guardrails.reading.narrative.times import DONE_CLAIMS, PAST_SIGNS, PLAN_SIGNS
from guardrails.reading.narrative.words import key
from scribe.schema.draft import Draft
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.narrative import Statement

_MARKS = PAST_SIGNS | PLAN_SIGNS | DONE_CLAIMS | SOFT_HEDGES | KIN | {"current", "currently", "present"}
_LIGHT = WEAK | VALUES | DETAILS | frozenset(map(key, _MARKS))
_TELLING = {"radiat": 30}
"""Words that name a kind of claim by themselves."""
_NEAR = 0.6
"""The share of words from which a clause and a claim speak of the same."""


class Span(NamedTuple):
    """Clauses that repeat the same claims: their words, their marks, and the marks before them that still hold."""

    claims: tuple[Claim, ...]
    keys: frozenset[str]
    own: frozenset[str]
    around: frozenset[str]
    beside: frozenset[str]
    """The marks of the whole part between semicolons."""

    @property
    def words(self) -> frozenset[str]:
        """Its marks and those before it."""
        return self.own | self.around

    @property
    def all_words(self) -> frozenset[str]:
        """Every mark that may hold for it."""
        return self.own | self.around | self.beside


Differ = Callable[[Claim, Span, "Sentence"], str]
"""In what a part of a sentence differs from a claim, or an empty string."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """A statement as read; equal ones are one object, so what is found out about it is found out once."""

    title: str
    text: str
    facts: tuple[Claim, ...]
    quotes: tuple[Quote, ...]
    named: bool = True
    """Its facts are named by it, not found by their quotes."""

    @cached_property
    def spoken(self) -> tuple[Claim, ...]:
        """Its quotes as claims."""
        return claims_of(self.quotes)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What speaks for the sentence: its facts, else its quotes."""
        return self.facts or self.spoken

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

    def aligned(self, clause: Clause, word: str) -> tuple[Claim, ...]:
        """The claims with this word that the clause speaks of: facts before quotes."""
        keys = clause.keys
        near = tuple(c for c in self.facts if word in c.signs and _near(keys, c.signs.keys()))
        return near or tuple(c for c in self.spoken if word in c.signs and _covered(keys, c.signs.keys()))

    def evidence_at(self, at: int) -> tuple[str, ...]:
        """The texts a detail at this word must be in: those of the claim its clause repeats whole, else all."""
        for clause, claims in self.repeats:
            if clause.start <= at < clause.end:
                keys = clause.plain_keys - WEAK
                whole = tuple(claim for claim in claims if claim.kind and keys and keys <= claim.signs.keys())
                return tuple(text for claim in whole for text in claim.texts) or self.evidence_texts
        return self.evidence_texts

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The parts of the sentence that repeat claims, in order."""
        runs: list[list[int]] = []
        claims: list[tuple[Claim, ...]] = []
        for n, (clause, repeated) in enumerate(self.repeats):
            joins = runs and self.clauses[runs[-1][-1]].group == clause.group
            shared = tuple(claim for claim in repeated if runs and claim in claims[-1])
            if joins and (shared or not repeated):
                runs[-1].append(n)
                claims[-1] = shared or claims[-1]
            elif repeated:
                runs.append([n])
                claims.append(repeated)
        return tuple(self._span(run, repeated) for run, repeated in zip(runs, claims, strict=True))

    def differences(self, differ: Differ) -> tuple[str, ...]:
        """In what a part differs from every claim it repeats, or a named fact from every part that repeats it."""
        found = [
            (claim, n, differ(claim, span, self)) for n, span in enumerate(self.spans) for claim in span.claims
        ]
        by_span = [[what for _, at, what in found if at == n] for n in range(len(self.spans))]
        by_fact = [[what for c, _, what in found if c is claim] for claim in self.facts if self.named]
        return tuple(dict.fromkeys(whats[0] for whats in (*by_span, *by_fact) if whats and all(whats)))

    def _span(self, run: Sequence[int], claims: tuple[Claim, ...]) -> Span:
        first, last = self.clauses[run[0]], self.clauses[run[-1]]
        inside, before = range(first.start, last.end), range(first.begin, first.start)
        own = frozenset(word for word, at in marks_in(self.text) if at in inside)
        around = frozenset(word for word, at in marks_in(self.text) if at in before or at in self._opening)
        part = range(first.begin, max(clause.end for clause in self.clauses if clause.group == first.group))
        beside = frozenset(word for word, at in marks_in(self.text) if at in part)
        keys = frozenset().union(*(self.clauses[n].keys for n in run))
        return Span(_made(keys, claims), keys, own, around - {"past:"}, beside - {"past:"})

    @cached_property
    def _opening(self) -> range:
        """The words before the first claim: who tells, and what follows is called."""
        topics = [clause.end for clause in clauses_of(self.text) if clause.topic and clause.group == 0]
        return range(max(topics, default=0))

    def _subject(self, clause: Clause) -> set[str]:
        """What "temperature: normal" speaks of: the words before the colon, where those behind it do not tell."""
        if not all(map(is_light, clause.keys)):
            return set()
        topics = (c for c in clauses_of(self.text) if c.topic and c.group == clause.group)
        return {key for topic in topics for key in topic.keys if not is_light(key)} - LABELS

    def _repeated(self, clause: Clause) -> tuple[Claim, ...]:
        keys = clause.keys | self._subject(clause)
        by_words = _nearest(keys, [claim.signs.keys() for claim in self.facts], _near)
        by_quotes = by_words or _nearest(keys, [claim.quoted for claim in self.facts], _covered)
        if by_quotes:
            return tuple(self.facts[n] for n in by_quotes)
        return tuple(
            self.spoken[n] for n in _nearest(keys, [claim.signs.keys() for claim in self.spoken], _covered)
        )


def sentences_of(draft: Draft) -> tuple[Sentence, ...]:
    """Every statement of the note in order."""
    facts = _Facts(draft.documentation.facts)
    return tuple(
        [
            _of_statement(section.title, statement, facts)
            for section in draft.narrative.sections
            for statement in section.statements
        ]
    )


class _Facts:
    """The facts of a visit by id, and by the places their quotes stand at."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts
        self.by_id = {fact.id: fact for fact in facts}

    @cached_property
    def quotes(self) -> dict[str, list[tuple[int, int, int, int]]]:
        """Per segment the quotes of facts: where they begin and end, whose they are, and which of the fact's."""
        quotes: dict[str, list[tuple[int, int, int, int]]] = {}
        for number, fact in enumerate(self.facts):
            for nth, one in enumerate(fact.evidence):
                quotes.setdefault(one.segment_id, []).append((one.start_char, one.end_char, number, nth))
        return quotes

    def resting_on(self, evidence: tuple[Evidence, ...]) -> tuple[Fact, ...]:
        """Facts that rest on these quotes alone; where there are none, those that share one."""
        inside: dict[int, set[int]] = {}
        shared: set[int] = set()
        for one in evidence:
            begin, end = one.start_char, one.end_char
            for start, stop, number, nth in self.quotes.get(one.segment_id, ()):
                if begin <= start and stop <= end:
                    inside.setdefault(number, set()).add(nth)
                if start < end and begin < stop:
                    shared.add(number)
        whole = [number for number, quotes in inside.items() if len(quotes) == len(self.facts[number].evidence)]
        return tuple(self.facts[number] for number in sorted(whole or shared))


def _of_statement(title: str, statement: Statement, facts: _Facts) -> Sentence:
    named = [facts.by_id[fact_id] for fact_id in statement.fact_ids if fact_id in facts.by_id]
    claims = tuple(map(claim_of, named or facts.resting_on(statement.evidence)))
    quotes = tuple([(evidence.quote, evidence.speaker_role) for evidence in statement.evidence])
    return _sentence(title, statement.text, claims, quotes, bool(named))


@lru_cache(maxsize=8192)
def _sentence(title: str, text: str, facts: tuple[Claim, ...], quotes: tuple[Quote, ...], named: bool) -> Sentence:
    return Sentence(title, text, facts, quotes, named)


def _nearest(keys: Set[str], among: Sequence[Set[str]], speaks_of: Callable[..., bool]) -> tuple[int, ...]:
    """Which share most words with a clause, of those it speaks of."""
    weights = [_weight(keys & words) if speaks_of(keys, words) else 0 for words in among]
    best = max(weights, default=0)
    return tuple(n for n, weight in enumerate(weights) if weight == best) if best else ()


def _weight(keys: Iterable[str]) -> int:
    """A word of content weighs more than "pain", "normal", a level or a mark of time."""
    return sum(1 if is_light(key) else _TELLING.get(key, 10) for key in keys)


def is_light(key: str) -> bool:
    """A word that many claims share, or a detail that may be the changed one: it does not tell which is meant."""
    return key in _LIGHT or key[0] == "#" or (key[0] in "ctls" and key[1:].isdigit())


def _near(keys: Set[str], words: Set[str]) -> bool:
    """The shorter of the two is for the most part in the other; a word that names a kind counts where both have it."""
    shared = keys & words
    return _weight(shared) >= _NEAR * min(_weight(keys), _weight(words - (_TELLING.keys() - shared))) > 0


def _covered(keys: Set[str], words: Set[str]) -> bool:
    """The clause is for the most part in the words of the quote."""
    return _weight(keys & words) >= _NEAR * _weight(keys) > 0


def _made(keys: Set[str], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Of equally near claims those that are repeated whole, if one is."""
    return tuple(claim for claim in claims if claim.signs.keys() <= keys) or claims
