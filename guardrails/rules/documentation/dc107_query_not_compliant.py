"""DC107 QUERY_NOT_COMPLIANT: a query that leads, names codes or speaks of money."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import query_practice
from guardrails.compliance import faults
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.finding import GivenQuery, ProviderQuery


def check(chart: Chart) -> Iterator[Hit]:
    asked: tuple[ProviderQuery | GivenQuery, ...] = (*chart.queries, *chart.draft.given_queries)
    for query in asked:
        found = faults(query, chart.picture.mentions)
        if found:
            yield Hit(words={"query": query.id, "faults": "; ".join(found)}, evidence=query.indicators)


RULE = Rule(
    id="DC107",
    name="QUERY_NOT_COMPLIANT",
    title="A query that leads, names codes or speaks of money",
    why="A query asks one neutral question on quoted indicators and always leaves the answer open.",
    grade=Grade.ERROR,
    citation=query_practice("compliant query"),
    check=check,
    message="The query {query} is not compliant: {faults}.",
    examples=(
        flags(
            "a leading question about payment",
            diagnosis("low back pain"),
            draft={"query": "Please add chronic so that G89.29 avoids a denial?"},
        ),
        passes("the questions of the rules", diagnosis("back pain"), said("radiation", "leg", by="patient")),
    ),
)
