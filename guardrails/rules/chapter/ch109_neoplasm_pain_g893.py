"""CH109 NEOPLASM_PAIN_G893: pain of a neoplasm coded as another pain, or without the link."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    linked = chart.derived_below("G89.3")
    for code in chart.extra_below("G89.2") if linked else ():
        yield Hit(
            codes=(code,), words={"code": code, "what": "the provider calls this pain neoplasm-related: G89.3."}
        )
    for code in chart.extra_below("G89.3"):
        yield Hit(codes=(code,), words={"code": code, "what": "no provider says that a neoplasm causes this pain."})


RULE = Rule(
    id="CH109",
    name="NEOPLASM_PAIN_G893",
    title="Pain of a neoplasm coded as another pain, or without the link",
    why="Pain due to a neoplasm is G89.3, and only the provider links the two.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.6.b.5"),
    check=check,
    message="{code}: {what}",
    examples=(
        flags(
            "a past cancer",
            diagnosis("low back pain"),
            said("history", "breast cancer", temporality="past"),
            proposed="G89.3",
            at="G89.3",
        ),
        flags(
            "other chronic pain beside the linked one",
            diagnosis("spinal metastases with cancer-related pain"),
            proposed="G89.29",
        ),
        passes("the link is made", diagnosis("spinal metastases with cancer-related pain"), proposed="G89.3"),
    ),
)
