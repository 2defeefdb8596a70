"""GG102 DEFINITIVE_DX_REPLACES_SYMPTOM: a symptom proposed where only the definitive diagnosis is coded."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import PAIN_CAUSES
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    causes = chart.derived_by(PAIN_CAUSES)
    withheld = {w.code[:5] for w in chart.draft.coding.withheld}
    for code in chart.extra_below("M54.2", "M54.5", "M54.6", "M54.9") if causes else ():
        if code[:5] not in withheld and chart.codes.billable(code):
            yield Hit(codes=(code,), words={"code": code, "cause": ", ".join(causes)})


RULE = Rule(
    id="GG102",
    name="DEFINITIVE_DX_REPLACES_SYMPTOM",
    title="A symptom proposed where only the definitive diagnosis is coded",
    why="Symptom codes are for visits in which no definitive diagnosis was established.",
    grade=Grade.ERROR,
    citation=guidelines("I.B.4, IV.D"),
    check=check,
    message="{code} is a symptom; the provider established the diagnosis coded {cause}.",
    examples=(
        flags("back pain proposed for a discitis", diagnosis("lumbar discitis"), proposed="M54.9", at="M54.9"),
        passes(
            "integral pain that the coder withheld",
            diagnosis("lumbar stenosis"),
            complaint("low back pain"),
            proposed="M54.50",
        ),
        passes("no cause", diagnosis("low back pain"), proposed="M54.50"),
    ),
)
