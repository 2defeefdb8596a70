"""CV107 BILATERAL_NO_SINGLE_CODE: both sides, and no single code for both."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for stem in ("M54.3", "M54.4"):
        pair = chart.derived_below(f"{stem}1", f"{stem}2")
        if len(pair) == 2:
            yield Hit(codes=pair)


RULE = Rule(
    id="CV107",
    name="BILATERAL_NO_SINGLE_CODE",
    title="Both sides, and no single code for both",
    why="Where no bilateral code exists, each side has its own code.",
    grade=Grade.INFO,
    citation=guidelines("I.B.13"),
    check=check,
    message="Both sides are stated; {codes} together say so.",
    examples=(
        flags("bilateral sciatica", diagnosis("bilateral sciatica"), at="M54.31 M54.32"),
        passes("one side", diagnosis("left sciatica")),
    ),
)
