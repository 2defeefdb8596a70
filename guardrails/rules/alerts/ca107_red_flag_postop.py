"""CA107 RED_FLAG_POSTOP: signs of a complication after spine surgery."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.POSTOP)


RULE = Rule(
    id="CA107",
    name="RED_FLAG_POSTOP",
    title="Signs of a complication after spine surgery",
    why=(
        "A new deficit, fever or wound discharge after spine surgery needs attention. A prompt to look, "
        "never a diagnosis and never a code."
    ),
    grade=Grade.ALERT,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Clinical alert: {what}.{addressed}",
    uncertain="A clinician must approve the list.",
    examples=(
        flags("wound discharge", diagnosis("low back pain"), said("red_flag", "wound discharge after surgery")),
        passes("a healed wound", diagnosis("low back pain"), said("physical_exam", "well-healed scar")),
    ),
)
