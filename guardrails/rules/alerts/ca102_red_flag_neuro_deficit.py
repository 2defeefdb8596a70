"""CA102 RED_FLAG_NEURO_DEFICIT: a progressive or major neurological deficit."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.NEURO_DEFICIT)


RULE = Rule(
    id="CA102",
    name="RED_FLAG_NEURO_DEFICIT",
    title="A progressive or major neurological deficit",
    why=(
        "A worsening deficit or a cord sign changes the urgency. A prompt to look, never a diagnosis and "
        "never a code."
    ),
    grade=Grade.ALERT,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Clinical alert: {what}.{addressed}",
    uncertain="A clinician must approve the list.",
    examples=(
        flags("foot drop", diagnosis("low back pain"), said("red_flag", "foot drop")),
        flags("hyperreflexia on examination", diagnosis("neck pain"), said("neurologic_exam", "hyperreflexia")),
        passes("full strength", diagnosis("low back pain"), said("neurologic_exam", "strength 5/5")),
    ),
)
