"""CH108 CHRONIC_PAIN_SYNDROME_TERM: chronic pain syndrome coded without the term."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from (Hit(codes=(code,)) for code in chart.extra_below("G89.4"))


RULE = Rule(
    id="CH108",
    name="CHRONIC_PAIN_SYNDROME_TERM",
    title="Chronic pain syndrome coded without the term",
    why="G89.4 needs the provider's term chronic pain syndrome; chronic pain is something else.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.6.b.6"),
    check=check,
    message="G89.4 is proposed and no provider diagnoses chronic pain syndrome.",
    examples=(
        flags("for chronic pain", diagnosis("chronic low back pain"), proposed="G89.4", at="G89.4"),
        passes("the term itself", complaint("low back pain"), diagnosis("chronic pain syndrome"), proposed="G89.4"),
    ),
)
