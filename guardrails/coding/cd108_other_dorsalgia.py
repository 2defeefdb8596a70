"""CD108 OTHER_DORSALGIA: back pain of a stated type that is neither low nor thoracic."""

from collections.abc import Iterator

from guardrails.citation import index
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.PAIN_OF_TYPE, Concept.VERTEBROGENIC})
    if stated and problem.family is Family.BACK:
        because = "A type of back pain is stated, and neither the low back nor the thoracic region."
        yield Suggestion("M54.89", problem.key, tuple(m.fact for m in stated), because)


RULE = CodingRule(
    id="CD108",
    name="OTHER_DORSALGIA",
    title="Back pain of a stated type that is neither low nor thoracic",
    why="M54.89 is for a stated type, never for a known location: M54.8 excludes low back and thoracic pain.",
    rows=("D06", "D08"),
    citation=index("Dorsalgia, specified NEC; Pain, vertebrogenic"),
    derive=for_each_problem(derive),
    yields_to=OUTRANK_PAIN,
    examples=(
        gives("vertebrogenic pain syndrome", diagnosis("vertebrogenic pain syndrome"), codes="M54.89"),
        gives("mechanical back pain", diagnosis("mechanical back pain"), codes="M54.89", withheld="M54.9"),
        gives("a thoracic site is M54.6", diagnosis("thoracic back pain"), codes="M54.6"),
    ),
)
