"""CD112 LEG_PAIN: leg pain the provider assesses beside back pain and calls neither sciatica nor radiculopathy."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Standing
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family
from scribe.schema.facts import Side

_CODES = {Side.RIGHT: "M79.604", Side.LEFT: "M79.605"}
SIDE_OPEN = "M79.606"


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    if problem.family is Family.NECK:
        return
    for mention in problem.named({Concept.LIMB_PAIN}):
        if mention.standing is Standing.ESTABLISHED and "leg" in mention.reading.text.split():
            codes = [code for side, code in _CODES.items() if side in mention.reading.sides] or [SIDE_OPEN]
            because = "The provider assesses leg pain and calls it neither sciatica nor radiculopathy."
            yield from (Suggestion(code, problem.key, (mention.fact,), because) for code in codes)


RULE = CodingRule(
    id="CD112",
    name="LEG_PAIN",
    title="Leg pain beside back pain, its nature not stated",
    why="Leg pain is neither sciatica nor radiculopathy until the provider says so; it is coded as said.",
    rows=("D12",),
    citation=guidelines("I.A.19, I.B.6"),
    derive=for_each_problem(derive),
    yields_to=(*OUTRANK_PAIN, "CD110", "CD111", "CD113"),
    examples=(
        gives("assessed with a side", diagnosis("low back pain and left leg pain"), codes="M54.50 M79.605"),
        gives("only the patient speaks of it", complaint("low back and leg pain"), codes="M54.50"),
        gives("named sciatica", diagnosis("low back pain with left leg pain, left sciatica"), codes="M54.42"),
    ),
)
