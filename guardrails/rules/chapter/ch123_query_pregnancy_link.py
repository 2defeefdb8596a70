"""CH123 QUERY_PREGNANCY_LINK: a pregnancy of which only the patient speaks."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.pregnancy import pregnant
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    told = pregnant(chart.picture, by_clinician=False)
    pains = [fact for problem in chart.picture.problems for fact in problem.pain_facts()[:1]]
    if told and pains and not pregnant(chart.picture):
        facts = unique([*(m.fact for m in told), *pains])
        yield Hit(facts=facts, ask=Ask(_QUESTION, _OPTIONS, facts, subject=pains[0]))


_QUESTION = "How does the pregnancy relate to this pain?"
_OPTIONS = (
    option("The patient is not pregnant", claim("history", "pregnant", denied=True)),
    option("The pregnancy and the pain complicate each other", claim("history", "pregnant")),
    option("The pregnancy is incidental to the pain", claim("history", "pregnant, incidental to the pain")),
)


RULE = Rule(
    id="CH123",
    name="QUERY_PREGNANCY_LINK",
    title="A pregnancy of which only the patient speaks",
    why="Chapter 15 leads in pregnancy unless the provider calls it incidental; the provider has not spoken of it.",
    grade=Grade.WARNING,
    rows=("D52",),
    citation=guidelines("I.C.15.a.1"),
    check=check,
    message="The patient speaks of a pregnancy and no clinician does.",
    examples=(
        flags("the patient's word", diagnosis("low back pain"), said("history", "24 weeks pregnant", by="patient")),
        passes("the clinician's word", diagnosis("low back pain"), said("history", "24 weeks pregnant")),
        passes("denied", diagnosis("low back pain"), said("history", "pregnant", by="patient", assertion="denied")),
    ),
)
