"""DC110 KIND_UNREAD: a kind of fact whose reading failed."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    unread = chart.draft.documentation.unread
    if unread:
        yield Hit(words={"kinds": ", ".join(kind.value for kind in unread)})


RULE = Rule(
    id="DC110",
    name="KIND_UNREAD",
    title="A kind of fact whose reading failed",
    why="What could not be read must not pass for silence.",
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "unread is not silence", "2026"),
    check=check,
    message="Reading failed for: {kinds}.",
    examples=(
        flags("imaging could not be read", diagnosis("low back pain"), draft={"unread": ("imaging",)}),
        passes("all was read", diagnosis("low back pain")),
    ),
)
