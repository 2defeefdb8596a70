"""CD139 SPRAIN: current sprain of the back or neck."""

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, for_each_problem
from guardrails.current_injury import current_injury
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept

_BECAUSE = "The provider diagnoses a current sprain; A is active treatment, D healing."

RULE = CodingRule(
    id="CD139",
    name="SPRAIN",
    title="Current sprain of the back or neck",
    why="A sprain is an injury of joints and ligaments; sprain and strain may both be coded (Excludes2).",
    rows=("D39", "D41"),
    citation=guidelines("I.C.13.b, I.C.19.a"),
    derive=for_each_problem(current_injury(Concept.SPRAIN, _BECAUSE)),
    examples=(
        gives("whiplash", diagnosis("whiplash"), codes="S13.4XXA"),
        gives("lumbar sprain", diagnosis("lumbar sprain"), codes="S33.5XXA"),
        gives("sprain and strain are two codes", diagnosis("lumbar sprain and strain"), codes="S39.012A S33.5XXA"),
        gives("an old sprain", diagnosis("old lumbar sprain"), complaint("low back pain"), codes="M54.50"),
    ),
)
