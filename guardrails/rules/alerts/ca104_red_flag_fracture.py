"""CA104 RED_FLAG_FRACTURE: signs that may mean a fracture."""

from collections.abc import Iterator

from guardrails.alerting import alerts_of
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.red_flag_words import AlertKind
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from alerts_of(chart, AlertKind.FRACTURE)


RULE = Rule(
    id="CA104",
    name="RED_FLAG_FRACTURE",
    title="Signs that may mean a fracture",
    why=(
        "Major trauma, or minor trauma with fragile bone, may mean a fracture. A prompt to look, never a "
        "diagnosis and never a code."
    ),
    grade=Grade.ALERT,
    citation=Citation(
        "Acute low back problems in adults, public guidance on red flags", "screening list", "AHCPR 14"
    ),
    check=check,
    message="Clinical alert: {what}.{addressed}",
    uncertain="A clinician must approve the list.",
    examples=(
        flags("a car accident", diagnosis("low back pain"), said("mechanism", "car accident", injury="current")),
        flags("steroids for years", diagnosis("low back pain"), said("red_flag", "long-term steroid use")),
        flags(
            "a fall at 80",
            diagnosis("low back pain"),
            said("mechanism", "fall at home", injury="current"),
            age_years=80,
        ),
        flags(
            "sudden pain on bending with osteoporosis",
            diagnosis("low back pain"),
            said("history", "osteoporosis"),
            said("mechanism", "bent to pick up a bowl", by="patient"),
        ),
        passes(
            "bending at 30",
            diagnosis("low back pain"),
            said("mechanism", "bent to pick up a bowl", by="patient"),
            age_years=30,
        ),
        passes(
            "a fall at 30",
            diagnosis("low back pain"),
            said("mechanism", "fall at home", injury="current"),
            age_years=30,
        ),
    ),
)
