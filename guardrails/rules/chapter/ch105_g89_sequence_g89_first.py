"""CH105 G89_SEQUENCE_G89_FIRST: the site before the pain code in a visit for pain control."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    pain = [c for c in chart.proposed if c.startswith("G89") and c in chart.derived]
    site = [c for c in chart.proposed if c in chart.derived and not c.startswith("G89")]
    if not pain or not site or not chart.picture.pain_control():
        return
    right = [c for c in chart.derived if c in (pain[0], site[0])]
    if chart.proposed.index(right[0]) > chart.proposed.index(right[1]):
        yield Hit(codes=tuple(right), words={"first": right[0], "second": right[1]})


RULE = Rule(
    id="CH105",
    name="G89_SEQUENCE_G89_FIRST",
    title="The site before the pain code in a visit for pain control",
    why="When the visit is for pain control the G89 code leads.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.6.b.1.a, I.C.6.b.1.b.ii"),
    check=check,
    message="The visit is for pain control: {first} comes before {second}.",
    examples=(
        flags(
            "site first in a pain clinic",
            diagnosis("chronic low back pain"),
            said("encounter_reason", "pain management"),
            proposed="M54.50 G89.29",
            at="G89.29 M54.50",
        ),
        passes(
            "G89 first in a pain clinic",
            diagnosis("chronic low back pain"),
            said("encounter_reason", "pain management"),
            proposed="G89.29 M54.50",
        ),
        passes("site first in an ordinary visit", diagnosis("chronic low back pain"), proposed="M54.50 G89.29"),
    ),
)
