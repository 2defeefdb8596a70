"""OP101 UNCERTAIN_DX_OUTPATIENT: an uncertain diagnosis in an outpatient visit."""

from collections.abc import Iterator

from guardrails.asserting import kept_as_said, refused_codes
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.mentions import Standing, standing_of
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.encounter import Setting
from scribe.schema.facts import Diagnosis


def check(chart: Chart) -> Iterator[Hit]:
    if chart.draft.encounter.setting is Setting.INPATIENT:
        return
    refused = refused_codes(chart, Standing.UNCERTAIN)
    yield from refused
    mentioned = [m.fact for m in chart.picture.with_standing(Standing.UNCERTAIN)]
    stated = [f for f in chart.picture.of(Diagnosis) if _uncertain(chart, f)]
    facts = unique([*mentioned, *stated])
    yield from kept_as_said(chart, facts, refused)


def _uncertain(chart: Chart, fact: Diagnosis) -> bool:
    """The provider states it as uncertain, whether or not the lexicon knows it."""
    return standing_of(chart.draft.encounter, fact) is Standing.UNCERTAIN


RULE = Rule(
    id="OP101",
    name="UNCERTAIN_DX_OUTPATIENT",
    title="An uncertain diagnosis in an outpatient visit",
    why=(
        "Outside an inpatient stay a probable, suspected or ruled-out diagnosis is not coded; the certain "
        "symptom is."
    ),
    grade=Grade.INFO,
    rows=("D49", "D51", "D57"),
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
        flags(
            "an abscess to be ruled out",
            diagnosis("back pain"),
            diagnosis("epidural abscess", assertion="uncertain", certainty_words="rule out"),
        ),
        passes("a certain diagnosis", diagnosis("lumbar stenosis"), proposed="M48.061"),
        passes(
            "at discharge from a hospital",
            diagnosis("lumbar stenosis", assertion="uncertain"),
            setting=Setting.INPATIENT,
        ),
    ),
)
