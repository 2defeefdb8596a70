"""CV106 OUTSIDE_M54: pain that the Index sends out of M54."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import index
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.sites import Family
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    outside = [p for p in chart.picture.problems if p.family in (Family.TAILBONE, Family.FLANK) and p.pain_facts()]
    inside = [p for p in chart.picture.problems if p not in outside]
    for problem in outside if not inside else ():
        for code in chart.extra_below("M54."):
            words = {"code": code, "site": problem.key, "right": ", ".join(chart.derived)}
            yield Hit(codes=(code,), facts=problem.pain_facts(), words=words)


RULE = Rule(
    id="CV106",
    name="OUTSIDE_M54",
    title="Pain that the Index sends out of M54",
    why="Pain of the sacroiliac joint, the sacrum or the coccyx is M53.3; flank pain is R10.A-.",
    grade=Grade.ERROR,
    citation=index("Pain, sacroiliac; Pain, coccyx; Pain, flank"),
    check=check,
    message="{code} is proposed for pain of the {site}, which lies outside M54: {right}.",
    examples=(
        flags("coccydynia as low back pain", diagnosis("coccydynia"), proposed="M54.50", at="M54.50"),
        flags("flank pain as back pain", diagnosis("left flank pain"), proposed="M54.9"),
        passes("loin pain is low back pain", diagnosis("loin pain"), proposed="M54.50"),
    ),
)
