"""OP101 UNCERTAIN_DX_OUTPATIENT: an uncertain diagnosis in an outpatient visit."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.encounter import Setting


def check(chart: Chart) -> Iterator[Hit]:
    if chart.draft.encounter.setting is Setting.INPATIENT:
        return
    resting = chart.resting_on(Standing.UNCERTAIN)
    for code, mentions in resting.items():
        facts = unique(m.fact for m in mentions)
        yield Hit(codes=(code,), facts=facts, words={"rests": f"{code} rests on"}, grade=Grade.ERROR)
    facts = unique(m.fact for m in chart.picture.with_standing(Standing.UNCERTAIN))
    if facts and chart.picture.in_scope and not resting:
        yield Hit(facts=facts, words={"rests": "The record holds"})


RULE = Rule(
    id="OP101",
    name="UNCERTAIN_DX_OUTPATIENT",
    title="An uncertain diagnosis in an outpatient visit",
    why=(
        "Outside an inpatient stay a probable, suspected or ruled-out diagnosis is not coded; the certain "
        "symptom is."
    ),
    grade=Grade.INFO,
    citation=guidelines("IV.H"),
    check=check,
    message="{rests} a diagnosis stated as uncertain, which is not coded outside an inpatient stay.",
    uncertain='"Concern for", "appears to be" and "evidence of" are not in the list of the guideline.',
    examples=(
        flags(
            "a likely disc",
            diagnosis("lumbar radiculopathy"),
            diagnosis("disc herniation", assertion="uncertain", certainty_words="likely"),
            proposed="M51.16",
            at="M51.16",
        ),
        flags(
            "rule out a metastasis",
            diagnosis("low back pain"),
            diagnosis("spinal metastasis", assertion="uncertain"),
            proposed="C79.51",
        ),
        passes("a certain diagnosis", diagnosis("lumbar stenosis"), proposed="M48.061"),
        passes(
            "at discharge from a hospital",
            diagnosis("lumbar stenosis", assertion="uncertain"),
            setting=Setting.INPATIENT,
        ),
    ),
)
