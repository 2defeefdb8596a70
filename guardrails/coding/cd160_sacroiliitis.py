"""CD160 SACROILIITIS: sacroiliitis."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.SACROILIITIS})
    if stated:
        yield Suggestion(
            "M46.1", problem.key, tuple(m.fact for m in stated), "The provider diagnoses sacroiliitis."
        )


RULE = CodingRule(
    id="CD160",
    name="SACROILIITIS",
    title="Sacroiliitis",
    why="An inflammation of the joint is not pain of the joint.",
    rows=("D26",),
    citation=tabular("M46.1"),
    derive=for_each_problem(derive),
    examples=(
        gives("sacroiliitis", diagnosis("left sacroiliitis"), codes="M46.1"),
        gives("pain of the joint", diagnosis("sacroiliac joint pain"), codes="M53.3"),
    ),
)
