"""CD122 SPONDYLOSIS: spondylosis or facet arthropathy, by cord, root and region."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import REGION_DIGIT


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.SPONDYLOSIS})[:1]:
        digit = REGION_DIGIT.get(problem.site_of(mention), "0")
        with_it = problem.named({Concept.MYELOPATHY}) or problem.named({Concept.RADICULOPATHY})
        facts = unique(m.fact for m in (mention, *with_it))
        because = "Spondylosis is diagnosed; the code says cord or root involvement and the region."
        if problem.has(Concept.MYELOPATHY):
            yield Suggestion(f"M47.1{digit}", problem.key, facts, because)
        elif problem.has(Concept.RADICULOPATHY):
            yield Suggestion(f"M47.2{digit}", problem.key, facts, because)
        else:
            yield Suggestion(f"M47.81{digit.replace('0', '9')}", problem.key, facts, because)


RULE = CodingRule(
    id="CD122",
    name="SPONDYLOSIS",
    title="Spondylosis or facet arthropathy, by cord, root and region",
    why="Spondylosis with radiculopathy or myelopathy is one code; M54.1 excludes it.",
    rows=("D22",),
    citation=tabular("M47.1, M47.2, M47.81"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "lumbar spondylosis",
            diagnosis("lumbar spondylosis"),
            complaint("low back pain"),
            codes="M47.816",
            withheld="M54.50",
        ),
        gives("facet arthropathy", diagnosis("L4-5 facet arthropathy"), codes="M47.816"),
        gives("with radiculopathy", diagnosis("cervical spondylosis with radiculopathy"), codes="M47.22"),
        gives("without", diagnosis("lumbar spondylosis without myelopathy or radiculopathy"), codes="M47.816"),
        gives("arthritis of a knee", diagnosis("low back pain"), diagnosis("knee osteoarthritis"), codes="M54.50"),
    ),
)
