"""OP102 PREOP_Z_FIRST: a preoperative evaluation whose Z code does not lead."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    leading = chart.derived_below("Z01.81")
    others = [code for code in chart.proposed if not code.startswith("Z01.81")]
    if leading and others and (leading[0] not in chart.proposed or chart.proposed[0] != leading[0]):
        yield Hit(codes=(leading[0], others[0]), words={"first": leading[0], "wrong": others[0]})


RULE = Rule(
    id="OP102",
    name="PREOP_Z_FIRST",
    title="A preoperative evaluation whose Z code does not lead",
    why="In a visit only for preoperative evaluation the Z01.81- code leads, then the indication.",
    grade=Grade.ERROR,
    citation=guidelines("IV.M"),
    check=check,
    message="The visit is a preoperative evaluation: {first} comes before {wrong}.",
    examples=(
        flags(
            "the indication first",
            said("encounter_reason", "preoperative evaluation"),
            diagnosis("lumbar stenosis"),
            proposed="M48.061",
            at="Z01.818 M48.061",
        ),
        passes(
            "the Z code first",
            said("encounter_reason", "preoperative evaluation"),
            diagnosis("lumbar stenosis"),
            proposed="Z01.818 M48.061",
        ),
        passes("an ordinary visit", diagnosis("lumbar stenosis"), proposed="M48.061"),
    ),
)
