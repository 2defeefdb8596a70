"""CH114 CURRENT_INJURY_USE_S_CODE: a current injury coded as pain."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import INJURIES
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    injuries = chart.derived_by(INJURIES)
    for code in chart.extra_below("M54") if injuries else ():
        facts = tuple(m.fact for p in chart.picture.problems for m in p.named(_INJURIES))
        yield Hit(codes=(code,), facts=unique(facts), words={"code": code, "injury": ", ".join(injuries)})


_INJURIES = frozenset({Concept.STRAIN, Concept.SPRAIN, Concept.INJURY})


RULE = Rule(
    id="CH114",
    name="CURRENT_INJURY_USE_S_CODE",
    title="A current injury coded as pain",
    why="A current injury goes to chapter 19; the block M50-M54 excludes it (Excludes1).",
    grade=Grade.ERROR,
    citation=guidelines("I.C.13.b"),
    check=check,
    message="{code} is proposed for a current injury, coded {injury}.",
    examples=(
        flags("a strain as low back pain", diagnosis("acute lumbar strain"), proposed="M54.50", at="M54.50"),
        passes(
            "pain after lifting without an injury diagnosis",
            diagnosis("low back pain"),
            said("mechanism", "lifting", injury="current"),
            proposed="M54.50",
        ),
        passes("an old strain", diagnosis("old lumbar strain"), complaint("low back pain"), proposed="M54.50"),
    ),
)
