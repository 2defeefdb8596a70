"""CH110 PSYCHOGENIC_EXCLUSIVE: a pain code beside pain that is exclusively psychological."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code in chart.extra_below("M54", "G89", "R52", "M79") if "F45.41" in chart.derived else ():
        yield Hit(codes=(code,), words={"code": code})


RULE = Rule(
    id="CH110",
    name="PSYCHOGENIC_EXCLUSIVE",
    title="A pain code beside pain that is exclusively psychological",
    why="F45.41 stands without M54, G89, R52 and M79: each excludes it (Excludes1).",
    grade=Grade.ERROR,
    citation=guidelines("I.C.5.a"),
    check=check,
    message="{code} cannot stand beside F45.41, which the provider's diagnosis gives.",
    examples=(
        flags(
            "back pain beside it",
            diagnosis("somatoform pain disorder of the back"),
            proposed="M54.9 F45.41",
            at="M54.9",
        ),
        passes("alone", diagnosis("somatoform pain disorder of the back"), proposed="F45.41"),
        passes(
            "depression is something else", diagnosis("low back pain"), diagnosis("depression"), proposed="M54.50"
        ),
    ),
)
