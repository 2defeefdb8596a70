"""CD123 STENOSIS: spinal stenosis, by region and neurogenic claudication."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import REGION_DIGIT


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.STENOSIS})[:1]:
        digit = REGION_DIGIT.get(problem.site_of(mention), "0")
        claudication = problem.named({Concept.CLAUDICATION})
        last = ("2" if claudication else "1") if digit == "6" else ""
        facts = unique(m.fact for m in (mention, *claudication))
        because = "Stenosis is diagnosed; the code says its region and, if lumbar, neurogenic claudication."
        yield Suggestion(f"M48.0{digit}{last}", problem.key, facts, because)


RULE = CodingRule(
    id="CD123",
    name="STENOSIS",
    title="Spinal stenosis, by region and neurogenic claudication",
    why="Lumbar stenosis has a sixth character since 2017-10-01: without (also when silent) or with claudication.",
    rows=("D23",),
    citation=tabular("M48.0"),
    derive=for_each_problem(derive),
    examples=(
        gives("lumbar, silent on claudication", diagnosis("lumbar spinal stenosis"), codes="M48.061"),
        gives(
            "with neurogenic claudication",
            diagnosis("lumbar stenosis with neurogenic claudication"),
            codes="M48.062",
        ),
        gives("cervical", diagnosis("cervical stenosis"), codes="M48.02"),
        gives("an artery's stenosis", complaint("neck pain"), diagnosis("carotid stenosis"), codes="M54.2"),
    ),
)
