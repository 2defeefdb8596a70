"""GG114 PROBLEM_LIST_NOT_ADDRESSED: a condition that stands in the record and was not dealt with today."""

from collections.abc import Iterator

from guardrails.asserting import kept_as_said, refused_codes
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import PAINS
from guardrails.reading.mentions import CODABLE, Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    refused = (*refused_codes(chart, Standing.LISTED), *refused_codes(chart, Standing.HISTORY))
    yield from refused
    own = {m.concept for m in chart.picture.with_standing(*CODABLE)}
    listed = chart.picture.with_standing(Standing.LISTED, Standing.HISTORY)
    facts = unique(m.fact for m in listed if m.of_spine and m.concept not in own | PAINS)
    yield from kept_as_said(chart, facts, refused)


RULE = Rule(
    id="GG114",
    name="PROBLEM_LIST_NOT_ADDRESSED",
    title="A condition of the problem list that was not dealt with today",
    why="Only conditions that affect care in this visit are coded; a list is not a diagnosis of today.",
    grade=Grade.INFO,
    citation=guidelines("IV.J"),
    check=check,
    message="{rests} a condition that stands in the history or on a list and was not addressed today.",
    examples=(
        flags(
            "stenosis of the problem list",
            diagnosis("low back pain"),
            said("history", "lumbar stenosis", quote="problem list: lumbar stenosis"),
            proposed="M48.061",
            at="M48.061",
        ),
        flags(
            "copied forward as a diagnosis",
            diagnosis("low back pain"),
            diagnosis("lumbar spondylosis", quote="problem list shows lumbar spondylosis"),
        ),
        flags(
            "back pain of the list in a visit for a cough",
            said("chief_complaint", "cough", by="patient"),
            said("history", "chronic low back pain on the problem list"),
            proposed="M54.50",
            at="M54.50",
        ),
        passes(
            "assessed today",
            diagnosis("lumbar stenosis"),
            said("history", "lumbar stenosis"),
            proposed="M48.061",
        ),
        passes("no list", diagnosis("low back pain"), said("history", "hypertension")),
    ),
)
