"""CA109 RED_FLAG_SCREEN_DOCUMENTED: a screen for warning signs that was negative."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flags import screened
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    facts = screened(chart.picture.facts)
    if facts and chart.picture.in_scope:
        yield Hit(facts=facts)


RULE = Rule(
    id="CA109",
    name="RED_FLAG_SCREEN_DOCUMENTED",
    title="A screen for warning signs that was negative",
    why="Negative screens are recorded, not alerted.",
    grade=Grade.INFO,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Warning signs were asked about and denied.",
    uncertain="A clinician must approve the list.",
    examples=(
        flags(
            "bladder trouble denied",
            diagnosis("low back pain"),
            said("red_flag", "urinary retention", by="patient", assertion="denied"),
        ),
        passes("nobody asked", diagnosis("low back pain")),
        passes("a sign that is there", diagnosis("low back pain"), said("red_flag", "fever", by="patient")),
    ),
)
