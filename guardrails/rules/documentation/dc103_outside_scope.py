"""DC103 OUTSIDE_SCOPE: a condition outside the spine."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.reading.basis import is_judged
from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Standing, standing_of
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.facts import Diagnosis


def check(chart: Chart) -> Iterator[Hit]:
    own = [f for f in chart.picture.of(Diagnosis) if _provider(chart, f)]
    known = {m.fact.id for m in chart.picture.mentions if m.of_spine or m.concept in _SERVED}
    used = {i for a in chart.draft.coding.assignments for i in a.fact_ids}
    facts = tuple(f for f in own if f.id not in known | used)
    if facts:
        yield Hit(facts=facts, words={"what": "A diagnosis outside the spine is documented"})
    for code in chart.extra:
        if code not in chart.explained and not is_judged(code):
            yield Hit(codes=(code,), words={"what": f"{code} lies outside what is judged here"})


_SERVED = frozenset({Concept.CHRONIC_PAIN_SYNDROME, Concept.SOMATOFORM_PAIN, Concept.PAIN_PSYCH_FACTORS})


def _provider(chart: Chart, fact: Diagnosis) -> bool:
    return standing_of(chart.draft.encounter, fact) is Standing.ESTABLISHED


RULE = Rule(
    id="DC103",
    name="OUTSIDE_SCOPE",
    title="A condition outside the spine",
    why="Codes are derived for the spine only; another condition stays a diagnosis fact.",
    grade=Grade.INFO,
    citation=Citation("Scope of this software", "spine", "2026"),
    check=check,
    message="{what}; no code is derived for it.",
    examples=(
        flags("hypertension beside back pain", diagnosis("low back pain"), diagnosis("hypertension")),
        flags("a visit for a cough", complaint("cough"), diagnosis("bronchitis")),
        flags("a proposed code of another organ", diagnosis("low back pain"), proposed="I10", at="I10"),
        passes("only the spine", diagnosis("low back pain")),
        passes("a word the patient uses", diagnosis("low back pain"), diagnosis("bronchitis", by="patient")),
    ),
)
