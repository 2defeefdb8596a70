"""GG104 UNSPECIFIED_WITH_REGION_INDICATORS: an unspecified code although something points to a region."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.hints import region_hints
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    if "M54.9" in chart.derived and (hints := region_hints(chart.picture.facts)):
        yield Hit(codes=("M54.9",), facts=hints)


RULE = Rule(
    id="GG104",
    name="UNSPECIFIED_WITH_REGION_INDICATORS",
    title="An unspecified code although something points to a region",
    why=(
        'An exam, a film, a measured movement or a word such as "upper" points to a region that the '
        "provider did not name as the site of the pain."
    ),
    grade=Grade.WARNING,
    citation=guidelines("I.B.18"),
    check=check,
    message="M54.9 stands although the record points to a region of the pain.",
    examples=(
        flags(
            "tenderness of the lumbar muscles",
            diagnosis("back pain"),
            said("physical_exam", "lumbar paraspinal tenderness"),
            at="M54.9",
        ),
        flags("upper back pain", diagnosis("upper back pain")),
        passes("nothing points anywhere", diagnosis("back pain"), said("physical_exam", "normal gait")),
        passes("the region is named", diagnosis("low back pain"), said("physical_exam", "lumbar tenderness")),
    ),
)
