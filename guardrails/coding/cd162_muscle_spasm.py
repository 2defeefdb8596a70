"""CD162 MUSCLE_SPASM: muscle spasm of the back or neck."""

from collections.abc import Iterator

from guardrails.citation import index
from guardrails.coding_rule import INJURIES, PSYCHOGENIC, VISIT, CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.SPASM})
    if stated:
        code = "M62.838" if problem.family is Family.NECK else "M62.830"
        facts = tuple(m.fact for m in stated)
        # M62.830 is of the whole back, so myofascial pain of any part of it stands in its place.
        concerns = VISIT if picture.established(Concept.MYOFASCIAL) else problem.key
        yield Suggestion(code, concerns, facts, "The provider diagnoses a muscle spasm.")


RULE = CodingRule(
    id="CD162",
    name="MUSCLE_SPASM",
    title="Muscle spasm of the back or neck",
    why="A diagnosed spasm has a code; with a strain it is integral to it.",
    rows=("D27",),
    citation=index("Spasm, muscle, back"),
    derive=for_each_problem(derive),
    yields_to=("CD127", *INJURIES, *PSYCHOGENIC),
    examples=(
        gives("muscle spasm of the back", diagnosis("muscle spasm of the back"), codes="M62.830"),
        gives(
            "with a strain",
            diagnosis("acute lumbar strain with muscle spasm"),
            codes="S39.012A",
            withheld="M62.830",
        ),
    ),
)
