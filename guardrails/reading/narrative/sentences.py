"""Sentences: each statement of the note beside its own evidence, and which claims its parts repeat.

Where a statement names its facts, these speak; else the facts whose quotes are its quotes; else the quotes alone.
A clause repeats the claims that share most of its words; one that shares too few says something else, and is not
compared. What shares none ("past", "the patient's own view") belongs to the clause before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.narrative.alignment import Index, covered, is_light, made, near
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.clauses import Clause, clauses_of
from guardrails.reading.narrative.marks import marks_in
from guardrails.reading.narrative.polarity import LABELS, WEAK
from guardrails.reading.narrative.quotes import Quote, claims_of
from guardrails.remember import cached_property


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


_RELIEF = "help"
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
        return _claiming(self.text)

    @cached_property
    def repeats(self) -> tuple[tuple[Clause, tuple[Claim, ...]], ...]:
        """Each clause with the claims it repeats; none where its words are in no claim."""
        return tuple((clause, self._repeated(clause)) for clause in self.clauses)

    def signs_of(self, word: str, clause: Clause, claims: tuple[Claim, ...]) -> frozenset[int]:
        """The signs a word has where the evidence speaks of the same as the clause: the nearest claims first.

        Facts that were only found by their quotes do not outweigh what the quotes themselves say.
        """
        near_by = tuple(claim for claim in claims if word in claim.signs) or self._aligned(clause, word)
        if not near_by and word == _RELIEF:
            near_by = self._treated(clause)
        if near_by and not self.named:
            near_by += tuple(self.spoken[n] for n in self._by_speech.nearest(clause.keys, covered))
        return frozenset(sign for claim in near_by for sign in claim.signs.get(word, ()))

    def _aligned(self, clause: Clause, word: str) -> tuple[Claim, ...]:
        """The claims with this word that the clause speaks of: facts before quotes."""
        keys = clause.keys
        facts = [self.facts[n] for n in self._by_words.having.get(word, ())]
        near_by = tuple(claim for claim in facts if near(keys, claim.signs.keys()))
        spoken = [self.spoken[n] for n in self._by_speech.having.get(word, ())] if not near_by else []
        return near_by or tuple(claim for claim in spoken if covered(keys, claim.signs.keys()))

    def _treated(self, clause: Clause) -> tuple[Claim, ...]:
        """The treatments that the clause names: what it says of relief is said of them."""
        having = [self.facts[n] for n in self._by_words.having.get(_RELIEF, ())]
        named = [c for c in having if any(not is_light(key) for key in clause.keys & c.signs.keys() - {_RELIEF})]
        return tuple(named)

    def evidence_at(self, at: int) -> tuple[str, ...]:
        """The texts a detail at this word must be in: those of the claim its clause repeats whole, else all."""
        for clause, claims in self.repeats:
            if clause.start <= at < clause.end:
                keys = clause.plain_keys - WEAK
                whole = [claim for claim in claims if keys and keys <= claim.signs.keys()]
                spoken = [] if self.named or not whole else self._spoken_there(keys)
                texts = [text for claim in whole for text in claim.texts]
                return (*texts, *spoken) or self.evidence_texts
        return self.evidence_texts

    def _spoken_there(self, keys: set[str]) -> list[str]:
        """The clauses of the quotes that hold all these words."""
        having = self._by_speech.having.get(next(iter(sorted(keys))), ())
        return [self.spoken[n].wording for n in having if keys <= self.spoken[n].signs.keys()]

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
        keys, *marks = _keys_and_marks(self.text, tuple(run))
        return Span(made(keys, claims), keys, *marks)

    def _subject(self, clause: Clause) -> set[str]:
        """What "temperature: normal" speaks of: the words before the colon, where those behind it do not tell."""
        if not all(map(is_light, clause.keys)):
            return set()
        topics = (c for c in clauses_of(self.text) if c.topic and c.group == clause.group)
        return {key for topic in topics for key in topic.keys if not is_light(key)} - LABELS

    @cached_property
    def _by_words(self) -> Index:
        return Index([claim.signs.keys() for claim in self.facts])

    @cached_property
    def _by_quotes(self) -> Index:
        return Index([claim.quoted for claim in self.facts])

    @cached_property
    def _by_speech(self) -> Index:
        return Index([claim.signs.keys() for claim in self.spoken])

    def _repeated(self, clause: Clause) -> tuple[Claim, ...]:
        """Facts by their words, else by the words of their quotes; else clauses of the quotes."""
        keys = clause.keys | self._subject(clause)
        facts = self._by_words.nearest(keys, near) or self._by_quotes.nearest(keys, covered)
        if facts:
            return tuple(self.facts[n] for n in facts)
        return tuple(self.spoken[n] for n in self._by_speech.nearest(keys, covered))


@lru_cache(maxsize=4096)
def _claiming(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that claim something."""
    return tuple(clause for clause in clauses_of(text) if not clause.topic)


@lru_cache(maxsize=4096)
def _keys_and_marks(text: str, run: tuple[int, ...]) -> tuple[frozenset[str], ...]:
    """Of a run of clauses that claim something: their words, their own marks, those before them and beside them."""
    clauses = _claiming(text)
    first, last = clauses[run[0]], clauses[run[-1]]
    begin, start, end = first.begin, first.start, last.end
    part = max(clause.end for clause in clauses if clause.group == first.group)
    opening = max((c.end for c in clauses_of(text) if c.topic and c.group == 0), default=0)
    marks = marks_in(text)
    return (
        frozenset().union(*(clauses[n].keys for n in run)),
        frozenset(word for word, at in marks if start <= at < end),
        frozenset(word for word, at in marks if begin <= at < start or at < opening) - {"past:"},
        frozenset(word for word, at in marks if begin <= at < part) - {"past:"},
    )
