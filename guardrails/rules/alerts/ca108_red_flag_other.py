"""CA108 RED_FLAG_OTHER: a warning sign that no list holds."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.OTHER)


RULE = Rule(
    id="CA108",
    name="RED_FLAG_OTHER",
    title="A warning sign that no list holds",
    why=(
        "A warning sign that a reader found is shown even where no list knows it. A prompt to look, never a"
        " diagnosis and never a code."
    ),
    grade=Grade.ALERT,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Clinical alert: {what}.{addressed}",
    uncertain="A clinician must approve the list.",
    examples=(
        flags("a sign of no list", diagnosis("low back pain"), said("red_flag", "an unusual warning sign")),
        passes("a sign of a list has its own alert", diagnosis("low back pain"), said("red_flag", "fever")),
    ),
)
