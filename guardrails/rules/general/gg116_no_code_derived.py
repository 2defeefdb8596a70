"""GG116 NO_CODE_DERIVED: a visit for the spine from which no code follows."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    if not chart.picture.in_scope or chart.derived:
        return
    facts = unique(mention.fact for problem in chart.picture.problems for mention in problem.mentions)
    if facts:
        yield Hit(facts=facts)


RULE = Rule(
    id="GG116",
    name="NO_CODE_DERIVED",
    title="A visit for the spine from which no code follows",
    why="Every visit has a first-listed code. Where the rules give none, that must not pass for a finished note.",
    grade=Grade.WARNING,
    citation=guidelines("IV.A"),
    check=check,
    message="What is documented of the spine leads to no code here; a certified coder must code the visit.",
    examples=(
        flags("a condition outside the scope", diagnosis("congenital scoliosis with low back pain")),
        flags("routine pain after an operation", diagnosis("routine postoperative pain after lumbar fusion")),
        passes("a code that follows", diagnosis("low back pain")),
        passes("a visit for a cough", complaint("cough")),
        passes("nothing of the spine but its examination", said("physical_exam", "no midline tenderness")),
    ),
)
