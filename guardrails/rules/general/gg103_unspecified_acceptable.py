"""GG103 UNSPECIFIED_ACCEPTABLE: an unspecified code that reflects what is known."""

from collections.abc import Iterator

from guardrails.account import heard
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.hints import region_hints
from guardrails.reading.problem import unique
from guardrails.reading.sites import Family
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    if "M54.9" in chart.derived and not region_hints(chart.picture.facts):
        facts = unique(f for p in chart.picture.problems if p.family is Family.BACK for f in p.pain_facts())
        yield Hit(codes=("M54.9",), facts=facts, words={"searched": heard(chart)})


RULE = Rule(
    id="GG103",
    name="UNSPECIFIED_ACCEPTABLE",
    title="An unspecified code that reflects what is known",
    why=("An unspecified code is right where the record names nothing nearer. The account says what was searched."),
    grade=Grade.INFO,
    citation=guidelines("I.B.18"),
    check=check,
    message="No region of the back pain was found in {searched}; M54.9 is what the record supports.",
    examples=(
        flags("back pain and nothing nearer", diagnosis("back pain"), at="M54.9"),
        passes(
            "an exam that points to a region",
            diagnosis("back pain"),
            said("physical_exam", "lumbar paraspinal tenderness"),
        ),
        passes("a named region", diagnosis("low back pain")),
    ),
)
