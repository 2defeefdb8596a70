"""CD139 SPRAIN: current sprain of the back or neck."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.injury import injury_code, is_current, phase
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.SPRAIN}):
        if not is_current(mention, problem):
            continue
        character, because_of = phase(picture, mention, problem)
        code = injury_code(problem, mention, character)
        facts = unique([mention.fact, *because_of])
        yield Suggestion(
            code, problem.key, facts, "The provider diagnoses a current sprain; A is active treatment, D healing."
        )


RULE = CodingRule(
    id="CD139",
    name="SPRAIN",
    title="Current sprain of the back or neck",
    why="A sprain is an injury of joints and ligaments; sprain and strain may both be coded (Excludes2).",
    rows=("D39", "D41"),
    citation=guidelines("I.C.13.b, I.C.19.a"),
    derive=for_each_problem(derive),
    examples=(
        gives("whiplash", diagnosis("whiplash"), codes="S13.4XXA"),
        gives("lumbar sprain", diagnosis("lumbar sprain"), codes="S33.5XXA"),
        gives("sprain and strain are two codes", diagnosis("lumbar sprain and strain"), codes="S39.012A S33.5XXA"),
        gives("an old sprain", diagnosis("old lumbar sprain"), complaint("low back pain"), codes="M54.50"),
    ),
)
