"""CD115 DISC_WITH_MYELOPATHY: disc disorder with myelopathy."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import DISC, Concept
from guardrails.reading.disc import disc_codes
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    discs, cords = problem.named(DISC), problem.named({Concept.MYELOPATHY})
    if discs and cords:
        facts = unique(m.fact for m in (*discs, *cords))
        for code in disc_codes(problem, discs, "M50.0", "M51.0"):
            yield Suggestion(code, problem.key, facts, "A disc disorder with myelopathy is one combination code.")


RULE = CodingRule(
    id="CD115",
    name="DISC_WITH_MYELOPATHY",
    title="Disc disorder with myelopathy",
    why="A disc disorder with myelopathy has one combination code.",
    rows=("D15",),
    citation=tabular("M50.0, M51.0"),
    derive=for_each_problem(derive),
    examples=(
        gives("cervical disc with myelopathy", diagnosis("C4-5 disc herniation with myelopathy"), codes="M50.021"),
        gives("without myelopathy", diagnosis("C4-5 disc herniation without myelopathy"), codes="M50.221"),
    ),
)
