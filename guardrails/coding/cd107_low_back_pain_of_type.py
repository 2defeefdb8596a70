"""CD107 LOW_BACK_PAIN_OF_TYPE: low back pain of a stated type that has no code of its own."""

from collections.abc import Iterator

from guardrails.citation import index
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family

_OF_A_TYPE = frozenset({Concept.PAIN_OF_TYPE, Concept.FACET_PAIN, Concept.DISCOGENIC})


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named(_OF_A_TYPE)
    if stated and problem.family is Family.LOW_BACK:
        yield Suggestion(
            "M54.59",
            problem.key,
            tuple(m.fact for m in stated),
            "The provider states a type of low back pain that has no code of its own.",
            uncertain=True,
        )


RULE = CodingRule(
    id="CD107",
    name="LOW_BACK_PAIN_OF_TYPE",
    title="Low back pain of a stated type that has no code of its own",
    why="A stated type without a code of its own goes to 'other' (I.A.9.a), not to 'unspecified'.",
    rows=("D07",),
    citation=index("Pain, low back, specified NEC"),
    derive=for_each_problem(derive),
    yields_to=(*OUTRANK_PAIN, "CD111"),
    uncertain="M54.59 or M54.50 for mechanical, facet or discogenic low back pain.",
    examples=(
        gives("mechanical low back pain", diagnosis("mechanical low back pain"), codes="M54.59", withheld="M54.50"),
        gives("facetogenic", diagnosis("facetogenic low back pain"), codes="M54.59"),
        gives("nonspecific is no type", diagnosis("nonspecific low back pain"), codes="M54.50"),
    ),
)
