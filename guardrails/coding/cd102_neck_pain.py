"""CD102 NECK_PAIN: neck pain without a known cause."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    if problem.family is Family.NECK and problem.pain_facts():
        yield Suggestion(
            "M54.2", problem.key, problem.pain_facts(), "Pain of the neck is stated and no cause of it."
        )


RULE = CodingRule(
    id="CD102",
    name="NECK_PAIN",
    title="Neck pain without a known cause",
    why="The region is documented, so the unspecified code would lose it.",
    rows=("D02",),
    citation=tabular("M54.2"),
    derive=for_each_problem(derive),
    yields_to=(*OUTRANK_PAIN, "CD109", "CD166"),
    examples=(
        gives("cervicalgia", diagnosis("cervicalgia"), codes="M54.2"),
        gives("neck pain as the patient says it", complaint("neck pain"), codes="M54.2"),
        gives(
            "neck and low back are two codes",
            diagnosis("cervicalgia"),
            diagnosis("low back pain"),
            codes="M54.2 M54.50",
        ),
        gives(
            "a disc as its cause",
            diagnosis("neck pain due to C5-6 disc herniation"),
            codes="M50.222",
            withheld="M54.2",
        ),
        gives("a sister's neck pain", diagnosis("neck pain", experiencer="family"), codes=""),
    ),
)
