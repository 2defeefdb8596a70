"""CD150 SPINAL_INFECTION: discitis or osteomyelitis of the spine, by region."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import REGION_DIGIT

_STEMS = {Concept.DISCITIS: "M46.4", Concept.OSTEOMYELITIS: "M46.2"}


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for concept, stem in _STEMS.items():
        for mention in problem.named({concept})[:1]:
            code = f"{stem}{REGION_DIGIT.get(problem.site_of(mention), '0')}"
            yield Suggestion(
                code, problem.key, (mention.fact,), "The provider diagnoses it; the code says its region."
            )


RULE = CodingRule(
    id="CD150",
    name="SPINAL_INFECTION",
    title="Discitis or osteomyelitis of the spine, by region",
    why="The block M50-M54 excludes discitis (M46.4-); an infection is coded instead of the pain.",
    rows=("D50",),
    citation=tabular("M46.2, M46.4, M50-M54 Excludes1"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "lumbar discitis",
            diagnosis("lumbar discitis"),
            complaint("low back pain"),
            codes="M46.46",
            withheld="M54.50",
        ),
        gives("a concern is no diagnosis", diagnosis("low back pain, concern for discitis"), codes="M54.50"),
    ),
)
