"""CA106 RED_FLAG_VASCULAR: signs that may mean a vascular or visceral cause."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.VASCULAR)


RULE = Rule(
    id="CA106",
    name="RED_FLAG_VASCULAR",
    title="Signs that may mean a vascular or visceral cause",
    why=(
        "A pulsatile mass, tearing pain or syncope with back pain may not come from the spine. A prompt to "
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
        flags("a pulsatile mass", diagnosis("low back pain"), said("physical_exam", "pulsatile abdominal mass")),
        flags("known aneurysm", diagnosis("low back pain"), said("red_flag", "abdominal aortic aneurysm")),
        passes(
            "a soft abdomen",
            diagnosis("low back pain"),
            said("physical_exam", "abdomen soft, no pulsatile mass", assertion="denied"),
        ),
    ),
)
