"""The reviewer: every rule over one draft, its hits as findings and queries, and what may happen to the draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from guardrails.account import accounts_of
from guardrails.answered import answer_to, query_id
from guardrails.asking import OTHER, UNABLE
from guardrails.chart import Chart
from guardrails.reading.picture import picture_of
from guardrails.registry import LAST_RULES, RULES
from guardrails.rule import ORDER, SEVERITY, Ask, Grade, Hit, Rule
from scribe.schema.draft import Draft
from scribe.schema.errors import RuleCrashed
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.finding import Disposition, Finding, ProviderQuery, Review

Struck = tuple[Rule, Hit]


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what the rule that asks it knows of its answers."""

    query: ProviderQuery
    ask: Ask


def check(draft: Draft) -> Review:
    """The review of a draft; DateOfServiceOutOfRange outside the tables, RuleCrashed where a rule raises."""
    chart = Chart(draft, picture_of(draft.encounter, draft.documentation))
    if draft.transcript is not None and not draft.transcript.has_words:
        return Review(disposition=Disposition.NO_SPEECH)
    struck = _struck(chart)
    queries = tuple(question.query for question in _questions(chart, struck))
    explained = frozenset(code for _, hit in struck for code in hit.codes)
    reviewed = replace(chart, queries=queries, explained=explained)
    struck += [(rule, hit) for rule in _in_force(LAST_RULES, chart.codes.day) for hit in _hits(rule, reviewed)]
    ranked = sorted(struck, key=lambda pair: ORDER.index(_grade(pair)))
    return Review(
        findings=_findings(ranked),
        queries=queries,
        accounts=tuple(accounts_of(reviewed)),
        disposition=_disposition(chart, struck),
    )


def questions(draft: Draft) -> dict[str, Question]:
    """The open queries of a draft by id, each with what its answers would state."""
    chart = Chart(draft, picture_of(draft.encounter, draft.documentation))
    return {question.query.id: question for question in _questions(chart, _struck(chart))}


def _struck(chart: Chart) -> list[Struck]:
    """Every hit of the rules that do not need the others' results, without what the provider has settled."""
    rules = _in_force(RULES, chart.codes.day, without=LAST_RULES)
    return [(rule, hit) for rule in rules for hit in _hits(rule, chart) if not _settled(chart, rule, hit)]


@lru_cache(maxsize=64)
def _in_force(rules: tuple[Rule, ...], day: date, without: tuple[Rule, ...] = ()) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.speaks_of(day) and rule not in without)


def _settled(chart: Chart, rule: Rule, hit: Hit) -> bool:
    """The provider has answered this very question in a way that settles it; "unable to determine" does not."""
    record = answer_to(chart, rule.id, hit.ask) if hit.ask else None
    if hit.ask is None or record is None:
        return False
    chosen = next((option for option in hit.ask.options if option.text == record.answer.answer), None)
    # Own words settle what they state of the kind that was asked for: "I do not know" settles nothing.
    return chosen.settles if chosen else any(fact.kind is hit.ask.words for fact in record.facts)


def _hits(rule: Rule, chart: Chart) -> Sequence[Hit]:
    try:
        return tuple(rule.check(chart))
    except Exception as error:  # noqa: BLE001 - whatever a rule raises, the cause may hold patient text
        raise RuleCrashed(rule.id, type(error).__name__) from None


def _disposition(chart: Chart, struck: Iterable[Struck]) -> Disposition:
    if not chart.picture.in_scope:
        return Disposition.OUT_OF_SCOPE
    held = any(_grade(pair) is Grade.HOLD for pair in struck)
    return Disposition.HOLD_FOR_QUERY if held else Disposition.READY_FOR_REVIEW


def _grade(pair: Struck) -> Grade:
    rule, hit = pair
    return hit.grade or rule.grade


def _findings(ranked: Iterable[Struck]) -> tuple[Finding, ...]:
    """One finding a hit, each once."""
    found: dict[tuple[object, ...], Finding] = {}
    for rule, hit in ranked:
        finding = _finding(rule, hit)
        places = tuple(quote.place for quote in finding.evidence)
        found.setdefault((finding.rule, finding.codes, finding.message, finding.severity, places), finding)
    return tuple(found.values())


def _finding(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=SEVERITY[_grade((rule, hit))],
        message=rule.message.format(**hit.words, codes=" and ".join(hit.codes)),
        citation=str(rule.citation),
        codes=hit.codes,
        evidence=_quotes(hit.facts, hit.evidence),
    )


def _questions(chart: Chart, struck: Iterable[Struck]) -> tuple[Question, ...]:
    """One query a rule and problem, in the order of the rules; none that was answered before (Q13)."""
    if not chart.picture.in_scope:
        return ()
    asked: dict[str, tuple[Rule, Ask]] = {}
    for rule, hit in struck:
        if hit.ask:
            asked.setdefault(query_id(rule.id, hit.ask), (rule, hit.ask))
    open_ones = ((key, rule, ask) for key, (rule, ask) in asked.items() if not answer_to(chart, rule.id, ask))
    return tuple(Question(_query(key, rule, ask), ask) for key, rule, ask in open_ones)


def _query(key: str, rule: Rule, ask: Ask) -> ProviderQuery:
    options = sorted((option.text for option in ask.options), key=str.casefold)
    return ProviderQuery(
        id=key,
        rule=rule.id,
        name=rule.name,
        question=ask.question,
        options=(*options, OTHER, UNABLE),
        indicators=_quotes(ask.indicators, ()),
    )


def _quotes(facts: Iterable[Fact], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    quotes = (*(e for fact in facts for e in fact.evidence), *more)
    return tuple({(quote.place, quote.speaker_role): quote for quote in quotes}.values())
