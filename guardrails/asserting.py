"""Asserting: what the rules about uncodable mentions share (denied, uncertain, past, another's, told)."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit
from scribe.schema.facts import Fact


def refused_codes(chart: Chart, standing: Standing) -> tuple[Hit, ...]:
    """An error for each proposed code whose condition is mentioned only with this standing."""
    return tuple(
        Hit(
            codes=(code,),
            facts=unique(mention.fact for mention in mentions),
            words={"rests": f"{code} rests on"},
            grade=Grade.ERROR,
        )
        for code, mentions in chart.resting_on(standing).items()
    )


def kept_as_said(chart: Chart, facts: tuple[Fact, ...], refused: tuple[Hit, ...]) -> Iterator[Hit]:
    """Where no proposed code rests on them, the mentions are only noted."""
    if facts and chart.picture.in_scope and not refused:
        yield Hit(facts=facts, words={"rests": "The record holds"})
