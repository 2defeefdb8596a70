"""CA103 RED_FLAG_INFECTION: signs that may mean a spinal infection."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.INFECTION)


RULE = Rule(
    id="CA103",
    name="RED_FLAG_INFECTION",
    title="Signs that may mean a spinal infection",
    why=(
        "Fever, a recent infection, intravenous drug use or a weakened immune system with back pain may "
        "mean infection. A prompt to look, never a diagnosis and never a code."
    ),
    grade=Grade.ALERT,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Clinical alert: {what}.{addressed}",
    uncertain="A clinician must approve the list.",
    examples=(
        flags("fever and chills", diagnosis("low back pain"), said("red_flag", "fever and chills", by="patient")),
        flags("intravenous drug use", diagnosis("low back pain"), said("history", "IV drug use")),
        passes("no fever", diagnosis("low back pain"), said("red_flag", "fever", by="patient", assertion="denied")),
    ),
)
