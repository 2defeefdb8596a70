"""GG108 IMAGING_FINDING_NOT_DX: an imaging finding taken for the provider's diagnosis."""

from collections.abc import Iterator

from guardrails.asserting import kept_as_said, refused_codes
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.films import film_findings
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    refused = refused_codes(chart, Standing.IMAGING)
    yield from refused
    facts = unique(f for p in chart.picture.problems for f in film_findings(chart.picture, p))
    yield from kept_as_said(chart, facts, refused)


RULE = Rule(
    id="GG108",
    name="IMAGING_FINDING_NOT_DX",
    title="An imaging finding taken for the provider's diagnosis",
    why=(
        "The code follows the provider's diagnosis. A finding on a report is not one until the treating "
        "provider says so."
    ),
    grade=Grade.INFO,
    citation=guidelines("I.A.19, IV.G"),
    check=check,
    message="{rests} an imaging finding that the provider has not made a diagnosis.",
    examples=(
        flags(
            "an endplate change as vertebrogenic pain",
            diagnosis("low back pain"),
            said("imaging", "Modic type 2 endplate changes", status="reported"),
            proposed="M54.51",
            at="M54.51",
        ),
        flags(
            "a finding nobody assessed",
            diagnosis("low back pain"),
            said("imaging", "disc-space narrowing at L5-S1", status="reported"),
        ),
        passes(
            "a normal film", diagnosis("low back pain"), said("imaging", "no acute pathology", status="reported")
        ),
        passes(
            "restated by the provider",
            diagnosis("lumbar degenerative disc disease"),
            said("imaging", "disc degeneration at L4-5", status="reviewed"),
            proposed="M51.369",
        ),
    ),
)
