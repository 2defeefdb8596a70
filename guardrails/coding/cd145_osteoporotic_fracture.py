"""CD145 OSTEOPOROTIC_FRACTURE: osteoporotic fracture of a vertebra."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.injury import phase
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    weak = picture.established(Concept.OSTEOPOROSIS)
    named = problem.named({Concept.OSTEOPOROTIC_FRACTURE})
    broken = problem.named({Concept.FRACTURE}) if weak else ()
    for mention in (*named, *broken)[:1]:
        character, because_of = phase(picture, mention, problem)
        facts = unique([mention.fact, *(m.fact for m in weak), *because_of])
        because = "An osteoporotic fracture of a vertebra is diagnosed."
        yield Suggestion(f"M80.08X{character}", problem.key, facts, because)


RULE = CodingRule(
    id="CD145",
    name="OSTEOPOROTIC_FRACTURE",
    title="Osteoporotic fracture of a vertebra",
    why="With known osteoporosis a fracture after minor or no trauma is M80, even where a fall is told.",
    rows=("D45", "D42"),
    citation=guidelines("I.C.13.d.2"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "compression fracture in osteoporosis",
            diagnosis("osteoporotic compression fracture of L1"),
            codes="M80.08XA",
        ),
        gives("the fracture alone", diagnosis("L1 compression fracture"), codes="M48.56XA"),
    ),
)
