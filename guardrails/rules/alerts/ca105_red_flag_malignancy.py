"""CA105 RED_FLAG_MALIGNANCY: signs that may mean a malignancy."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.MALIGNANCY)


RULE = Rule(
    id="CA105",
    name="RED_FLAG_MALIGNANCY",
    title="Signs that may mean a malignancy",
    why=(
        "A history of cancer, unexplained weight loss or unremitting night pain with back pain may mean a "
        "tumour. A prompt to look, never a diagnosis and never a code."
    ),
    grade=Grade.ALERT,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Clinical alert: {what}.{addressed}",
    uncertain="A clinician must approve the list.",
    examples=(
        flags("a past cancer", diagnosis("low back pain"), said("history", "breast cancer", temporality="past")),
        flags("weight loss", diagnosis("low back pain"), said("red_flag", "unexplained weight loss", by="patient")),
        passes(
            "a mother's cancer", diagnosis("low back pain"), said("history", "breast cancer", experiencer="family")
        ),
        passes(
            "no history of cancer",
            diagnosis("low back pain"),
            said("red_flag", "history of cancer", by="patient", assertion="denied"),
        ),
    ),
)
