"""DC118 MODEL_FACTS_CORRECTED: facts of a model that their own words do not say, dropped or set right."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    facts = chart.draft.documentation
    if facts.refused_facts or facts.corrected_facts:
        yield Hit(words={"refused": str(facts.refused_facts), "corrected": str(facts.corrected_facts)})


RULE = Rule(
    id="DC118",
    name="MODEL_FACTS_CORRECTED",
    title="Facts of a model that their own words do not say",
    why=(
        "A fact whose words say another side, number or thing is no fact, and one whose words deny it is a denial. "
        "How often a model had to be held to the words says how far to trust the rest."
    ),
    grade=Grade.INFO,
    citation=Citation("Rule of this software", "a fact says what its quote says", "2026"),
    check=check,
    message="Of the model's facts {refused} were dropped and {corrected} set right: their words do not say them.",
    examples=(
        flags("three dropped", diagnosis("low back pain"), draft={"refused_facts": 3}),
        flags("one set right", diagnosis("low back pain"), draft={"corrected_facts": 1}),
        passes("all said what they claim", diagnosis("low back pain")),
    ),
)
