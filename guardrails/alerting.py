"""Alerting: the one shape of all clinical alerts, quotes shown, marked where the plan already acts on them."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.reading.red_flag_words import AlertKind
from guardrails.reading.red_flags import addressed_by
from guardrails.rule import Hit


def alerts_of(chart: Chart, kind: AlertKind) -> Iterator[Hit]:
    """One hit with every warning sign of the kind; none where the visit is not one of the spine."""
    if not chart.picture.in_scope:
        return
    signs = tuple(fact for found, fact in chart.warning_signs if found is kind)
    if signs:
        acted = addressed_by(chart.picture.facts)
        addressed = f' Addressed: "{acted[0].evidence[0].quote}".' if acted else ""
        yield Hit(facts=(*signs, *acted), words={"what": kind.value, "addressed": addressed})
