"""CH104 G89_SEQUENCE_SITE_FIRST: the pain code before the site in a visit that is not for pain control."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    pain, site = chart.derived_below("G89"), tuple(c for c in chart.derived if not c.startswith("G89"))
    if chart.picture.pain_control() or not pain or not site or site[0] not in chart.proposed:
        return
    words = {"first": site[0], "second": pain[0]}
    if pain[0] not in chart.proposed:
        yield Hit(codes=(site[0], pain[0]), words=words, grade=Grade.INFO)
    elif chart.proposed.index(site[0]) > chart.proposed.index(pain[0]):
        yield Hit(codes=(site[0], pain[0]), words=words)


RULE = Rule(
    id="CH104",
    name="G89_SEQUENCE_SITE_FIRST",
    title="The pain code before the site in a visit that is not for pain control",
    why="Outside pain control the site code leads and the G89 code follows.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.6.b.1.b.ii"),
    check=check,
    message="The visit is not for pain control: {first} comes before {second}.",
    examples=(
        flags(
            "G89 first in an ordinary visit",
            diagnosis("chronic low back pain"),
            proposed="G89.29 M54.50",
            at="M54.50 G89.29",
        ),
        flags("where to put the code that was not proposed", diagnosis("chronic back pain"), proposed="M54.9"),
        passes("site first", diagnosis("chronic low back pain"), proposed="M54.50 G89.29"),
        passes(
            "a pain clinic",
            diagnosis("chronic low back pain"),
            said("encounter_reason", "pain control"),
            proposed="G89.29 M54.50",
        ),
    ),
)
