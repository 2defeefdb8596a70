"""Citing: which facts and quotes each statement of a note rests on."""

from functools import lru_cache

from guardrails.reading.narrative.claims import Claim, claim_of
from guardrails.reading.narrative.exchange import unquoted
from guardrails.reading.narrative.quotes import Quote
from guardrails.reading.narrative.sentences import Sentence
from guardrails.remember import cached_property
from scribe.schema.draft import Draft
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.narrative import Statement


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


LONGEST_SENTENCE = 10_000
"""Characters. Each clause is compared with those of the evidence, so a longer text, which is no sentence, would
hold up every draft behind it; it is not read, and NA111 says so."""


def is_readable(statement: Statement) -> bool:
    """The statement is short enough to be read beside its evidence."""
    return len(statement.text) <= LONGEST_SENTENCE


def _of_statement(title: str, statement: Statement, facts: _Facts) -> Sentence:
    named = [facts.by_id[fact_id] for fact_id in statement.fact_ids if fact_id in facts.by_id]
    claims = tuple(map(claim_of, named or facts.resting_on(statement.evidence)))
    quotes = tuple([(evidence.quote, evidence.speaker_role) for evidence in statement.evidence])
    text = unquoted(statement.text, quotes) if is_readable(statement) else ""
    return _sentence(title, text, claims, quotes, bool(named))


@lru_cache(maxsize=4096)
def _sentence(title: str, text: str, facts: tuple[Claim, ...], quotes: tuple[Quote, ...], named: bool) -> Sentence:
    return Sentence(title, text, facts, quotes, named)
