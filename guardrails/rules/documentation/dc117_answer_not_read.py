"""DC117 ANSWER_NOT_READ: an answer in own words of which nothing of the asked kind could be read."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import query_practice
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import FactKind


def check(chart: Chart) -> Iterator[Hit]:
    for record in chart.draft.answers:
        if record.facts and all(fact.kind is FactKind.PAIN_DESCRIPTION for fact in record.facts):
            yield Hit(facts=record.facts, words={"query": record.query.id})


_SCIATICA = diagnosis("low back pain with sciatica")

RULE = Rule(
    id="DC117",
    name="ANSWER_NOT_READ",
    title="An answer in own words that could not be read",
    why="An answer is not asked for twice. One that denies, doubts or is not understood must not pass for settled.",
    grade=Grade.WARNING,
    citation=query_practice("documentation of responses"),
    check=check,
    message="The answer to {query} is kept as a description: nothing of what was asked could be read from it.",
    examples=(
        flags("words that name no side", _SCIATICA, draft={"answer": ("GG105-low-back", "the usual one")}),
        flags("a denial names no answer", _SCIATICA, draft={"answer": ("GG105-low-back", "not the left")}),
        passes("words that name the side", _SCIATICA, draft={"answer": ("GG105-low-back", "it is the left leg")}),
        passes("a listed answer", _SCIATICA, draft={"answer": ("GG105-low-back", "Left")}),
        passes("nobody can tell", _SCIATICA, draft={"answer": ("GG105-low-back", "Unable to determine")}),
    ),
)
