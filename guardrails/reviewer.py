"""The reviewer: every rule over one draft, its hits as findings and queries, and what may happen to the draft."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from guardrails.chart import Chart
from guardrails.reading.picture import picture_of
from guardrails.registry import LAST_RULES, RULES
from guardrails.rule import ORDER, SEVERITY, Ask, Grade, Hit, Rule
from scribe.schema.draft import Draft
from scribe.schema.errors import RuleCrashed
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.finding import Disposition, Finding, ProviderQuery, Review

OTHER = "Other (please specify)"
UNABLE = "Unable to determine"
Struck = tuple[Rule, Hit]


def check(draft: Draft) -> Review:
    """The review of a draft; DateOfServiceOutOfRange outside the tables, RuleCrashed where a rule raises."""
    chart = Chart(draft, picture_of(draft.encounter, draft.documentation))
    if draft.transcript is not None and draft.transcript.word_count == 0:
        return Review(disposition=Disposition.NO_SPEECH)
    struck = [(rule, hit) for rule in RULES if rule not in LAST_RULES for hit in _hits(rule, chart)]
    queries = _queries(struck) if chart.picture.in_scope else ()
    explained = frozenset(code for _, hit in struck for code in hit.codes)
    reviewed = replace(chart, queries=queries, explained=explained)
    struck += [(rule, hit) for rule in LAST_RULES for hit in _hits(rule, reviewed)]
    ranked = sorted(struck, key=lambda pair: ORDER.index(_grade(pair)))
    findings = tuple(dict.fromkeys(_finding(rule, hit) for rule, hit in ranked))
    return Review(findings=findings, queries=queries, disposition=_disposition(chart, struck))


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


def _queries(struck: Iterable[Struck]) -> tuple[ProviderQuery, ...]:
    """One query a name and problem, in the order of the rules."""
    asked: dict[tuple[str, str], tuple[Rule, Ask]] = {}
    for rule, hit in struck:
        if hit.ask:
            asked.setdefault((rule.name, hit.ask.about), (rule, hit.ask))
    return tuple(_query(number, rule, ask) for number, (rule, ask) in enumerate(asked.values(), start=1))


def _query(number: int, rule: Rule, ask: Ask) -> ProviderQuery:
    return ProviderQuery(
        id=f"q{number}",
        rule=rule.id,
        name=rule.name,
        question=ask.question,
        options=(*sorted(ask.options, key=str.casefold), OTHER, UNABLE),
        indicators=_quotes(ask.indicators, ()),
    )


def _quotes(facts: Iterable[Fact], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys([*(e for fact in facts for e in fact.evidence), *more]))
