"""IP101 UNCERTAIN_DX_INPATIENT_CODE_AS_IF: an uncertain diagnosis coded as established at discharge."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.encounter import Setting
from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion


def check(chart: Chart) -> Iterator[Hit]:
    if chart.draft.encounter.setting is Setting.INPATIENT:
        established = chart.picture.with_standing(Standing.ESTABLISHED)
        facts = unique(m.fact for m in established if m.of_spine and (m.reading.hedged or _uncertain(m.fact)))
        if facts:
            yield Hit(facts=facts)


def _uncertain(fact: Fact) -> bool:
    return fact.assertion is Assertion.UNCERTAIN


RULE = Rule(
    id="IP101",
    name="UNCERTAIN_DX_INPATIENT_CODE_AS_IF",
    title="An uncertain diagnosis coded as established at discharge",
    why="At discharge from an inpatient stay an uncertain diagnosis is coded as if it existed.",
    grade=Grade.INFO,
    rows=("D57",),
    citation=guidelines("II.H, III.C"),
    check=check,
    message="A diagnosis stated as uncertain is coded as if it existed (inpatient stay).",
    examples=(
        flags(
            "probable stenosis at discharge",
            diagnosis("lumbar stenosis", assertion="uncertain", certainty_words="probable"),
            setting=Setting.INPATIENT,
        ),
        passes("a certain diagnosis", diagnosis("lumbar stenosis"), setting=Setting.INPATIENT),
        passes("in an office", diagnosis("lumbar stenosis", assertion="uncertain")),
    ),
)
