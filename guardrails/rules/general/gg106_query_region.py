"""GG106 QUERY_REGION: back pain whose region could be named."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.hints import region_hints
from guardrails.reading.problem import unique
from guardrails.reading.sites import Family
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    if "M54.9" not in chart.derived:
        return
    hints = region_hints(chart.picture.facts)
    pains = unique(f for p in chart.picture.problems if p.family is Family.BACK for f in p.pain_facts())
    indicators = unique([*pains, *hints])
    due = "the record points to one, so a question is due" if hints else "the question is advisory"
    ask = Ask("Where in the back is the pain located?", _OPTIONS, indicators, Family.BACK.value)
    grade = Grade.WARNING if hints else Grade.INFO
    yield Hit(codes=("M54.9",), facts=indicators, words={"due": due}, grade=grade, ask=ask)


_OPTIONS = ("Low back", "Middle or upper back", "More than one region", "Tailbone or sacroiliac area", "Whole back")


RULE = Rule(
    id="GG106",
    name="QUERY_REGION",
    title="Back pain whose region could be named",
    why=(
        "The region decides the code. The question is due where something points to a region, advisory "
        "where nothing does."
    ),
    grade=Grade.INFO,
    citation=guidelines("I.B.18"),
    check=check,
    message="The region of the back pain is not named; {due}.",
    examples=(
        flags("no region named", diagnosis("back pain"), at="M54.9"),
        flags(
            "a film of the lumbar spine",
            diagnosis("back pain"),
            said("imaging", None, region="lumbar", status="ordered"),
        ),
        passes("a region named", diagnosis("low back pain")),
        passes("a known cause", diagnosis("thoracic compression fracture"), complaint("back pain")),
    ),
)
