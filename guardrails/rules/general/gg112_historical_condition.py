"""GG112 HISTORICAL_CONDITION: a past condition taken for a current one."""

from collections.abc import Iterator

from guardrails.asserting import kept_as_said, refused_codes
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    refused = refused_codes(chart, Standing.PAST)
    yield from refused
    facts = unique(m.fact for m in chart.picture.with_standing(Standing.PAST))
    yield from kept_as_said(chart, facts, refused)


RULE = Rule(
    id="GG112",
    name="HISTORICAL_CONDITION",
    title="A past condition taken for a current one",
    why="A resolved condition is not coded as current; a history code may say it was there.",
    grade=Grade.INFO,
    citation=guidelines("IV.J, I.C.21.c.4, I.C.2.m"),
    check=check,
    message="{rests} a condition of the past.",
    examples=(
        flags(
            "a cancer treated years ago",
            diagnosis("low back pain"),
            said("history", "breast cancer", temporality="past"),
            proposed="C50.919",
            at="C50.919",
        ),
        flags(
            "an old strain",
            diagnosis("low back pain"),
            diagnosis("lumbar strain", temporality="past"),
            proposed="S39.012A",
        ),
        passes("a current condition", diagnosis("lumbar stenosis"), proposed="M48.061"),
    ),
)
