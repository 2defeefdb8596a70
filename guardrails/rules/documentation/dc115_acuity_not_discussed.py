"""DC115 ACUITY_NOT_DISCUSSED: a visit in which nobody called the pain acute, subacute or chronic."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import Chronicity, FactKind


def check(chart: Chart) -> Iterator[Hit]:
    problems = [problem for problem in chart.picture.problems if problem.pain_facts()]
    silent = FactKind.CHRONICITY in chart.draft.documentation.not_discussed
    if problems and silent and not any(_stated(chart)):
        yield Hit()


def _stated(chart: Chart) -> Iterator[bool]:
    for problem in chart.picture.problems:
        for word in (Chronicity.ACUTE, Chronicity.SUBACUTE, Chronicity.CHRONIC):
            yield bool(problem.acuity(word, by_clinician=True) or problem.acuity(word, by_clinician=False))


RULE = Rule(
    id="DC115",
    name="ACUITY_NOT_DISCUSSED",
    title="A visit in which nobody called the pain acute, subacute or chronic",
    why="A tip beside the note, never in it: the word is the provider's, and no duration stands in for it.",
    grade=Grade.INFO,
    citation=guidelines("I.C.6.b.4"),
    check=check,
    message="Nobody called the pain acute, subacute or chronic in this visit.",
    examples=(
        flags("silence", diagnosis("low back pain")),
        passes("in the diagnosis", diagnosis("chronic low back pain")),
        passes("the patient's word", diagnosis("low back pain"), said("chronicity", "chronic", by="patient")),
        passes("no visit of the spine", complaint("cough")),
    ),
)
