"""CH101 ADD_G89_CHRONIC: chronic pain documented and its code not proposed."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.facts import Fact


def check(chart: Chart) -> Iterator[Hit]:
    added = chart.derived_below("G89.2")
    if added and chart.proposed and not any(code.startswith("G89") for code in chart.proposed):
        facts = tuple(
            f for a in chart.draft.coding.assignments if a.code in added for f in _facts(chart, a.fact_ids)
        )
        yield Hit(codes=added, facts=facts)


def _facts(chart: Chart, ids: tuple[str, ...]) -> tuple[Fact, ...]:
    return tuple(fact for fact in chart.picture.facts if fact.id in ids)


RULE = Rule(
    id="CH101",
    name="ADD_G89_CHRONIC",
    title="Chronic pain documented and its code not proposed",
    why=(
        "The site code does not say that the pain is chronic; the clinician's word does, and both codes are given."
    ),
    grade=Grade.WARNING,
    citation=guidelines("I.C.6.b.1.b.i, I.C.6.b.4"),
    check=check,
    message="A clinician calls the pain chronic; {codes} is derived and was not proposed.",
    examples=(
        flags(
            "chronic back pain proposed as M54.9 alone",
            diagnosis("chronic back pain"),
            proposed="M54.9",
            at="G89.29",
        ),
        passes("both proposed", diagnosis("chronic back pain"), proposed="M54.9 G89.29"),
        passes(
            "years, but not the word",
            diagnosis("back pain"),
            said("onset", "ten years", duration=10.0, unit="year"),
            proposed="M54.9",
        ),
        passes("nothing was proposed", diagnosis("chronic back pain")),
    ),
)
