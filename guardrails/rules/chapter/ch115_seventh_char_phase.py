"""CH115 SEVENTH_CHAR_PHASE: a 7th character of another phase of care."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    right = {code[:7]: code for code in chart.derived if len(code) == 8}
    for code in chart.extra:
        if len(code) == 8 and code[:7] in right and chart.codes.billable(code):
            yield Hit(codes=(code,), words={"code": code, "right": right[code[:7]]})


RULE = Rule(
    id="CH115",
    name="SEVENTH_CHAR_PHASE",
    title="A 7th character of another phase of care",
    why=(
        "A is active treatment, D healing or recovery, S a sequela; the phase follows from the visit, not "
        "from its number."
    ),
    grade=Grade.ERROR,
    citation=guidelines("I.C.19.a, I.C.13.c"),
    check=check,
    message="{code} says another phase of care than the record, which gives {right}.",
    examples=(
        flags(
            "healing for a first visit",
            diagnosis("acute lumbar strain, first visit"),
            proposed="S39.012D",
            at="S39.012D",
        ),
        flags(
            "active treatment in therapy",
            diagnosis("lumbar strain"),
            said("encounter_reason", "physical therapy"),
            proposed="S39.012A",
        ),
        passes("the same phase", diagnosis("acute lumbar strain"), proposed="S39.012A"),
    ),
)
