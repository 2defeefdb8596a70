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
            yield Hit(codes=(code,), words={"code": code, "is_": "is", "cause": cause})
    for pain, roots in _AXIAL.items():
        axial, root = chart.derived_below(pain), chart.derived_below(*roots)
        if axial and root:
            words = {"code": axial[0], "is_": "may be", "cause": root[0]}
            yield Hit(codes=(*axial, *root), words=words, grade=Grade.WARNING)


_AXIAL = {"M54.5": ("M54.16", "M54.17"), "M54.2": ("M54.12", "M54.13"), "M54.6": ("M54.14",)}
"""Pain of a region -> radiculopathies of the same region, beside which it may be integral."""


RULE = Rule(
    id="GG101",
    name="SYMPTOM_INTEGRAL",
    title="A symptom coded beside the condition it is part of",
    why="Signs and symptoms that belong to a diagnosed condition are not coded beside it.",
    grade=Grade.ERROR,
    citation=guidelines("I.B.5"),
    check=check,
    uncertain="Pain of a region beside its radiculopathy: a warning only.",
    message="{code} {is_} part of the diagnosed condition, coded {cause}.",
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
