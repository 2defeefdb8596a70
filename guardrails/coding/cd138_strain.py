"""CD138 STRAIN: current strain of the back or neck."""

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, for_each_problem
from guardrails.current_injury import current_injury
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import Concept

_BECAUSE = "The provider diagnoses a current strain; A is active treatment, D healing."

RULE = CodingRule(
    id="CD138",
    name="STRAIN",
    title="Current strain of the back or neck",
    why="A current injury goes to chapter 19; the block M50-M54 excludes it, so the pain is not coded beside it.",
    rows=("D38", "D41"),
    citation=guidelines("I.C.13.b, I.C.19.a"),
    derive=for_each_problem(current_injury(Concept.STRAIN, _BECAUSE)),
    examples=(
        gives("acute lumbar strain", diagnosis("acute lumbar strain, first visit"), codes="S39.012A"),
        gives(
            "in therapy", diagnosis("lumbar strain"), said("encounter_reason", "physical therapy"), codes="S39.012D"
        ),
        gives("of the neck", diagnosis("neck strain"), codes="S16.1XXA"),
        gives("back strain without a region", diagnosis("back strain"), codes="S39.012A"),
        gives(
            "old or current cannot be told",
            diagnosis("low back strain"),
            complaint("low back pain"),
            said("mechanism", "lifting", injury="unclear"),
            codes="M54.50",
        ),
        gives(
            "lifting alone is no strain",
            diagnosis("low back pain"),
            said("mechanism", "lifted a box", injury="current"),
            codes="M54.50",
        ),
        gives("a strained knee", complaint("low back pain"), diagnosis("knee strain"), codes="M54.50"),
    ),
)
