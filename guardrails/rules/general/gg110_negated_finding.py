"""GG110 NEGATED_FINDING: a condition that is denied."""

from collections.abc import Iterator

from guardrails.asserting import kept_as_said, refused_codes
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.basis import concepts_of
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.facts import Fact, Radiation
from scribe.schema.terms import Assertion, Experiencer, RadiationSite


def check(chart: Chart) -> Iterator[Hit]:
    travelling = tuple(f for f in chart.picture.of(Radiation) if _denies_radiation(f))
    refused = (*refused_codes(chart, Standing.DENIED), *_refused_for_radiation(chart, travelling))
    yield from refused
    denied = [m.fact for m in chart.picture.with_standing(Standing.DENIED) if m.of_spine]
    yield from kept_as_said(chart, unique([*denied, *travelling]), refused)


_OF_A_LIMB = ("M54.3", "M54.4", "M54.1", "M51.1", "M50.1")


def _refused_for_radiation(chart: Chart, travelling: tuple[Fact, ...]) -> Iterator[Hit]:
    """Codes of a limb's condition that nobody names, although radiation is denied."""
    for code in chart.extra_below(*_OF_A_LIMB) if travelling else ():
        if not _is_named(chart, code):
            yield Hit(codes=(code,), facts=travelling, words={"rests": f"{code} rests on"}, grade=Grade.ERROR)


def _denies_radiation(fact: Radiation) -> bool:
    denied = fact.assertion is Assertion.DENIED or fact.value is RadiationSite.NONE
    return denied and fact.experiencer is Experiencer.PATIENT


def _is_named(chart: Chart, code: str) -> bool:
    """The condition of the code is mentioned in some way, so another finding speaks of it."""
    return any(m.concept in concepts_of(code) for m in chart.picture.mentions)


RULE = Rule(
    id="GG110",
    name="NEGATED_FINDING",
    title="A condition that is denied",
    why="What is denied is not coded; it is kept as a pertinent negative.",
    grade=Grade.INFO,
    citation=guidelines("I.A.19"),
    check=check,
    message="{rests} what is denied; it is a pertinent negative and gives no code.",
    examples=(
        flags(
            "denied leg pain",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
        ),
        flags(
            "sciatica although leg pain is denied",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
            proposed="M54.41",
            at="M54.41",
        ),
        passes("nothing denied", diagnosis("low back pain")),
    ),
)
