"""CV104 UNSPECIFIED_REGION_OVERRIDDEN: back pain unspecified although a region is documented."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.problem import unique
from guardrails.reading.sites import Family
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    regional = [
        problem for problem in chart.picture.problems if problem.family is not Family.BACK and problem.pain_facts()
    ]
    if regional and "M54.9" in chart.extra:
        facts = unique(fact for problem in regional for fact in problem.pain_facts())
        regions = " and ".join(f"the {problem.key}" for problem in regional)
        yield Hit(codes=("M54.9",), facts=facts, words={"regions": regions})


RULE = Rule(
    id="CV104",
    name="UNSPECIFIED_REGION_OVERRIDDEN",
    title="Back pain unspecified although a region is documented",
    why="The whole record of the visit counts (I.B.18): a documented region leaves M54.9.",
    grade=Grade.ERROR,
    citation=guidelines("I.B.2, I.B.18"),
    check=check,
    message="M54.9 is proposed although the record names {regions}.",
    examples=(
        flags("low back pain as M54.9", diagnosis("low back pain"), proposed="M54.9", at="M54.9"),
        flags(
            "the region only in the history", complaint("low back pain"), diagnosis("back pain"), proposed="M54.9"
        ),
        passes("no region anywhere", diagnosis("back pain"), proposed="M54.9"),
        passes("upper back is only a hint", diagnosis("upper back pain"), proposed="M54.9"),
        passes(
            "a region that is denied",
            diagnosis("back pain"),
            said("region", "cervical", assertion="denied"),
            proposed="M54.9",
        ),
    ),
)
