"""GG109 PATIENT_REPORTED_DX_NOT_CODED: a diagnosis that only the patient or an outside person states."""

from collections.abc import Iterator

from guardrails.asserting import kept_as_said, refused_codes
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.reading.mentions import CODABLE, Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    refused = refused_codes(chart, Standing.REPORTED)
    yield from refused
    own = {m.concept for m in chart.picture.with_standing(*CODABLE)}
    reported = chart.picture.with_standing(Standing.REPORTED)
    facts = unique(m.fact for m in reported if m.of_spine and m.concept not in own)
    yield from kept_as_said(chart, facts, refused)


RULE = Rule(
    id="GG109",
    name="PATIENT_REPORTED_DX_NOT_CODED",
    title="A diagnosis that only the patient or an outside person states",
    why=("Only the provider accountable for the visit makes a diagnosis. The symptom the patient describes stays."),
    grade=Grade.INFO,
    citation=guidelines("I.A.19"),
    check=check,
    message="{rests} a diagnosis that the provider of this visit did not make.",
    examples=(
        flags(
            "a chiropractor's slipped disc",
            diagnosis("low back pain"),
            diagnosis("slipped disc", by="patient", stated_by="other"),
            proposed="M51.26",
            at="M51.26",
        ),
        flags("my sciatica is back", diagnosis("low back pain"), diagnosis("sciatica", by="patient")),
        passes("the provider says it too", diagnosis("left sciatica"), diagnosis("sciatica", by="patient")),
        passes("the patient's pain is a symptom", complaint("low back pain")),
    ),
)
