"""GG111 FAMILY_HISTORY_NOT_PATIENT: a relative's condition."""

from collections.abc import Iterator

from guardrails.asserting import kept_as_said, refused_codes
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.facts import Fact, History, RedFlag
from scribe.schema.terms import Assertion, Experiencer


def check(chart: Chart) -> Iterator[Hit]:
    refused = refused_codes(chart, Standing.FAMILY)
    yield from refused
    named = [m.fact for m in chart.picture.with_standing(Standing.FAMILY)]
    told = [f for f in chart.picture.facts if isinstance(f, RedFlag | History) and _of_a_relative(f)]
    facts = unique([*named, *told])
    yield from kept_as_said(chart, facts, refused)


def _of_a_relative(fact: Fact) -> bool:
    return fact.experiencer is Experiencer.FAMILY and fact.assertion is not Assertion.DENIED


RULE = Rule(
    id="GG111",
    name="FAMILY_HISTORY_NOT_PATIENT",
    title="A relative's condition",
    why="The conditions of relatives are not the patient's.",
    grade=Grade.INFO,
    citation=guidelines("I.C.21.c.4"),
    check=check,
    message="{rests} a condition of a relative, not of the patient.",
    examples=(
        flags(
            "a mother's spondylitis",
            diagnosis("low back pain"),
            said("history", "ankylosing spondylitis", experiencer="family"),
            proposed="M45.9",
            at="M45.9",
        ),
        flags(
            "mentioned only", diagnosis("low back pain"), said("history", "disc herniation", experiencer="family")
        ),
        flags(
            "a mother's cancer asked about as a warning sign",
            diagnosis("neck pain"),
            said("red_flag", "breast cancer", by="patient", experiencer="family"),
        ),
        passes("the patient's own", diagnosis("ankylosing spondylitis"), proposed="M45.9"),
    ),
)
