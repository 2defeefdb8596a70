"""CH107 G89_ACUTE_NO_CODE: an acute pain code for plain acute pain."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import INJURIES
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code in chart.extra_below("G89.1"):
        if not chart.derived_by(INJURIES):
            yield Hit(codes=(code,), words={"code": code})


RULE = Rule(
    id="CH107",
    name="G89_ACUTE_NO_CODE",
    title="An acute pain code for plain acute pain",
    why="G89.1- is for trauma, thoracotomy or a procedure; plain acute back pain has no G89 code.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.6.b.1, I.C.6.b.3"),
    check=check,
    message="{code} needs acute pain due to trauma or a procedure in the clinician's words.",
    examples=(
        flags("acute low back pain", diagnosis("acute low back pain"), proposed="G89.11", at="G89.11"),
        passes("due to a fall", diagnosis("acute low back pain due to a fall"), proposed="G89.11"),
        passes("chronic pain", diagnosis("chronic low back pain"), proposed="G89.29"),
    ),
)
