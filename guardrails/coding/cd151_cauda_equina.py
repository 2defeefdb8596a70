"""CD151 CAUDA_EQUINA: cauda equina syndrome, confirmed."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.CAUDA_EQUINA})
    if stated:
        yield Suggestion(
            "G83.4", problem.key, tuple(m.fact for m in stated), "The provider diagnoses cauda equina syndrome."
        )


RULE = CodingRule(
    id="CD151",
    name="CAUDA_EQUINA",
    title="Cauda equina syndrome, confirmed",
    why="Only the confirmed syndrome is coded; a concern stays with its symptoms.",
    rows=("D51",),
    citation=tabular("G83.4"),
    derive=for_each_problem(derive),
    examples=(
        gives("confirmed", diagnosis("cauda equina syndrome"), complaint("low back pain"), codes="G83.4"),
        gives("a concern", diagnosis("low back pain, concern for cauda equina syndrome"), codes="M54.50"),
    ),
)
