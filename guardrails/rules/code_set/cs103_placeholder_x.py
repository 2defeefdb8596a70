"""CS103 PLACEHOLDER_X: a 7th character that does not stand in the seventh place."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.code_sets.code_set import undotted
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code in chart.extra:
        bare = undotted(code)
        padded = f"{bare[:-1].ljust(6, 'X')}{bare[-1:]}"
        if 4 < len(bare) < 7 and not chart.codes.billable(code) and chart.codes.billable(padded):
            yield Hit(codes=(code,), words={"code": code, "padded": f"{padded[:3]}.{padded[3:]}"})


RULE = Rule(
    id="CS103",
    name="PLACEHOLDER_X",
    title="A 7th character that does not stand in the seventh place",
    why="A code shorter than six characters takes the placeholder X up to the 7th character.",
    grade=Grade.ERROR,
    citation=guidelines("I.A.4, I.A.5"),
    check=check,
    message="{code} must be padded: {padded}.",
    examples=(
        flags("a sprain without the placeholder", diagnosis("lumbar sprain"), proposed="S33.5A", at="S33.5A"),
        passes("padded", diagnosis("lumbar sprain"), proposed="S33.5XXA"),
        passes("six characters need none", diagnosis("acute lumbar strain"), proposed="S39.012A"),
    ),
)
