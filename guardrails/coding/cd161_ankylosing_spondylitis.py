"""CD161 ANKYLOSING_SPONDYLITIS: ankylosing spondylitis, by region."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import REGION_DIGIT


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.ANKYLOSING_SPONDYLITIS})[:1]:
        digit = REGION_DIGIT.get(problem.site_of(mention), "0").replace("0", "9")
        yield Suggestion(f"M45.{digit}", problem.key, (mention.fact,), "The provider diagnoses it.")


RULE = CodingRule(
    id="CD161",
    name="ANKYLOSING_SPONDYLITIS",
    title="Ankylosing spondylitis, by region",
    why="A definitive cause that is managed is coded instead of the pain.",
    rows=("D31",),
    citation=tabular("M45"),
    derive=for_each_problem(derive),
    examples=(
        gives("region not stated", diagnosis("ankylosing spondylitis"), codes="M45.9"),
        gives(
            "the mother's",
            diagnosis("low back pain"),
            diagnosis("ankylosing spondylitis", experiencer="family"),
            codes="M54.50",
        ),
    ),
)
