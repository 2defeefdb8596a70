"""CH117 EXTERNAL_CAUSE_OPTIONAL: an injury whose external cause may be coded."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import INJURIES
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    injuries = tuple(code for code in chart.derived_by(INJURIES) if code.startswith("S"))
    if injuries:
        yield Hit(codes=injuries)


RULE = Rule(
    id="CH117",
    name="EXTERNAL_CAUSE_OPTIONAL",
    title="An injury whose external cause may be coded",
    why="External cause codes are voluntary unless a payer or a state mandates them, and never come first.",
    grade=Grade.INFO,
    citation=guidelines("I.C.20"),
    check=check,
    message="External cause codes may be added to {codes}; they are not derived.",
    examples=(
        flags("a strain", diagnosis("acute lumbar strain"), at="S39.012A"),
        passes("pain without an injury", diagnosis("low back pain")),
    ),
)
