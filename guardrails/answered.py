"""Answered: which of the provider's answers a question has, so that none is asked twice (CODING reference 5)."""

from guardrails.chart import Chart
from guardrails.rule import Ask
from scribe.schema.answer import AnsweredQuery


def query_id(rule: str, ask: Ask) -> str:
    """The same for the same question about the same problem."""
    return _id(rule, ask.about)


def answer_to(chart: Chart, rule: str, ask: Ask) -> AnsweredQuery | None:
    """The answer to this question; also one given while its problem still had another name.

    An answer may name the region of a problem and with it the problem: what was asked of the back stays answered
    when it has become the low back.
    """
    records = chart.draft.answers
    if not records:
        return None
    known = {record.query.id: record for record in records}
    return known.get(query_id(rule, ask)) or next((r for r in records if _renamed(chart, r, rule, ask)), None)


def _renamed(chart: Chart, record: AnsweredQuery, rule: str, ask: Ask) -> bool:
    """The same question on one of the same quotes, of a problem that is no longer there."""
    places = {quote.place for fact in ask.indicators for quote in fact.evidence}
    return (
        (record.query.rule, record.query.question) == (rule, ask.question)
        and any(quote.place in places for quote in record.query.indicators)
        and not any(record.query.id.startswith(_id(rule, problem.key)) for problem in chart.picture.problems)
    )


def _id(rule: str, about: str) -> str:
    return "-".join([rule, *about.split()])
