"""DC105 TREATMENT_NOT_DISCUSSED: a visit in which nobody spoke of earlier treatment."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import FactKind


def check(chart: Chart) -> Iterator[Hit]:
    documentation = chart.draft.documentation
    if chart.picture.in_scope and FactKind.TREATMENT in documentation.not_discussed:
        yield Hit()


RULE = Rule(
    id="DC105",
    name="TREATMENT_NOT_DISCUSSED",
    title="A visit in which nobody spoke of earlier treatment",
    why="A tip beside the note, never in it and never a query: no coding rule asks for it.",
    grade=Grade.INFO,
    citation=Citation("Documentation advice", "no ICD-10-CM rule asks for it", "2026"),
    check=check,
    message="Nobody spoke of earlier treatment in this visit.",
    examples=(
        flags("silence", diagnosis("low back pain")),
        passes("it was spoken of", diagnosis("low back pain"), said("treatment", "naproxen")),
        passes("no visit of the spine", complaint("cough")),
    ),
)
