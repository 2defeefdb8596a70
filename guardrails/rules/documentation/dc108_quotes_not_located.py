"""DC108 QUOTES_NOT_LOCATED: facts that were dropped for want of their quote."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    count = chart.draft.documentation.unlocated_quotes
    if count:
        yield Hit(words={"count": str(count)})


RULE = Rule(
    id="DC108",
    name="QUOTES_NOT_LOCATED",
    title="Facts that were dropped for want of their quote",
    why="A quote that is not in the transcript makes no fact; that facts were dropped must be seen.",
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "every fact has its quote", "2026"),
    check=check,
    message="{count} fact(s) were dropped: their quotes are not in the transcript.",
    examples=(
        flags("two dropped", diagnosis("low back pain"), draft={"unlocated_quotes": 2}),
        passes("none dropped", diagnosis("low back pain")),
    ),
)
