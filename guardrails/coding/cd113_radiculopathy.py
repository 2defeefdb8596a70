"""CD113 RADICULOPATHY: radiculopathy of unknown cause."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import INJURIES, PSYCHOGENIC, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import REGION_DIGIT


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.RADICULOPATHY}):
        code = f"M54.1{REGION_DIGIT.get(problem.site_of(mention), '0')}"
        because = "The provider diagnoses radiculopathy; the code says its region."
        yield Suggestion(code, problem.key, (mention.fact,), because)


RULE = CodingRule(
    id="CD113",
    name="RADICULOPATHY",
    title="Radiculopathy of unknown cause",
    why="The region is in the code; no code of radiculopathy has a side, so none is asked for.",
    rows=("D13",),
    citation=tabular("M54.1"),
    derive=for_each_problem(derive),
    yields_to=("CD114", "CD122", *INJURIES, *PSYCHOGENIC),
    examples=(
        gives("lumbar", diagnosis("left lumbar radiculopathy"), codes="M54.16"),
        gives("lumbosacral by level", diagnosis("radiculopathy at L5-S1"), codes="M54.17"),
        gives(
            "a suspected disc is not coded in an office",
            diagnosis("left lumbar radiculopathy, likely discogenic"),
            diagnosis("disc herniation", assertion="uncertain", certainty_words="suspect"),
            codes="M54.16",
        ),
        gives(
            "spondylosis as its cause",
            diagnosis("lumbar spondylosis with radiculopathy"),
            codes="M47.26",
            withheld="M54.16",
        ),
        gives(
            "radicular pain is not radiculopathy",
            complaint("low back pain"),
            diagnosis("radicular pain"),
            codes="M54.50",
        ),
    ),
)
