"""GG101 SYMPTOM_INTEGRAL: a symptom coded beside the condition it is part of."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import PAIN_CAUSES
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code, withheld in chart.overtaken(PAIN_CAUSES):
        if not code.startswith("G89"):
            cause = ", ".join(chart.derived_by([withheld.yielded_to]))
            yield Hit(codes=(code,), words={"code": code, "cause": cause})
    axial = chart.derived_below("M54.5")
    root = chart.derived_below("M54.16", "M54.17")
    if axial and root:
        pair = (*axial, *root)
        yield Hit(codes=pair, words={"code": axial[0], "cause": root[0]}, grade=Grade.WARNING)


RULE = Rule(
    id="GG101",
    name="SYMPTOM_INTEGRAL",
    title="A symptom coded beside the condition it is part of",
    why="Signs and symptoms that belong to a diagnosed condition are not coded beside it.",
    grade=Grade.ERROR,
    citation=guidelines("I.B.5"),
    check=check,
    uncertain="Low back pain beside lumbar radiculopathy: a warning only.",
    message="{code} is part of the diagnosed condition, coded {cause}.",
    examples=(
        flags(
            "low back pain beside stenosis",
            diagnosis("lumbar stenosis with low back pain"),
            proposed="M54.50",
            at="M54.50",
        ),
        flags("axial pain beside its radiculopathy", diagnosis("low back pain with lumbar radiculopathy")),
        passes("pain without a cause", diagnosis("low back pain"), proposed="M54.50"),
        passes(
            "a cause that is only suspected",
            diagnosis("low back pain, possible lumbar stenosis"),
            proposed="M54.50",
        ),
    ),
)
