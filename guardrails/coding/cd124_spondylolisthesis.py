"""CD124 SPONDYLOLISTHESIS: acquired spondylolisthesis or spondylolysis, by region."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import REGION_DIGIT


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    listhesis = problem.named({Concept.SPONDYLOLISTHESIS})
    for mention in (listhesis or problem.named({Concept.SPONDYLOLYSIS}))[:1]:
        if "congenital" in mention.reading.text:
            yield Suggestion(
                "", problem.key, (mention.fact,), "A congenital condition lies outside the spine scope."
            )
            return
        stem = "M43.1" if listhesis else "M43.0"
        code = f"{stem}{REGION_DIGIT.get(problem.site_of(mention), '0')}"
        yield Suggestion(code, problem.key, (mention.fact,), "The provider diagnoses it; the code says its region.")


RULE = CodingRule(
    id="CD124",
    name="SPONDYLOLISTHESIS",
    title="Acquired spondylolisthesis or spondylolysis, by region",
    why="A definitive cause that is managed is coded instead of the pain. M43.0 and M43.1 exclude each other.",
    rows=("D24",),
    citation=tabular("M43.0, M43.1"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "with chronic pain that is integral",
            diagnosis("L4-5 degenerative spondylolisthesis with chronic low back pain"),
            codes="M43.16",
            withheld="M54.50 G89.29",
        ),
        gives("congenital", diagnosis("congenital spondylolisthesis with low back pain"), codes=""),
        gives("lumbosacral", diagnosis("spondylolisthesis at L5-S1"), codes="M43.17"),
        gives(
            "the father's",
            diagnosis("low back pain"),
            diagnosis("spondylolisthesis", experiencer="family"),
            codes="M54.50",
        ),
    ),
)
