"""CA101 RED_FLAG_CAUDA_EQUINA: signs that may mean pressure on the cauda equina."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.CAUDA_EQUINA)


RULE = Rule(
    id="CA101",
    name="RED_FLAG_CAUDA_EQUINA",
    title="Signs that may mean pressure on the cauda equina",
    why=(
        "New bladder or bowel trouble or saddle numbness with back pain needs attention now. A prompt to "
        "look, never a diagnosis and never a code."
    ),
    grade=Grade.ALERT,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Clinical alert: {what}.{addressed}",
    uncertain="A clinician must approve the list.",
    examples=(
        flags("urinary retention", diagnosis("low back pain"), said("red_flag", "urinary retention", by="patient")),
        flags(
            "saddle numbness",
            diagnosis("low back pain"),
            said("red_flag", "numbness in the saddle area", by="patient"),
        ),
        passes(
            "denied",
            diagnosis("low back pain"),
            said("red_flag", "bladder incontinence", by="patient", assertion="denied"),
        ),
        passes(
            "return precautions",
            diagnosis("low back pain"),
            said("red_flag", "loss of bladder control", temporality="hypothetical"),
        ),
    ),
)
