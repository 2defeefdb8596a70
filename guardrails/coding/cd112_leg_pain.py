"""CD112 LEG_PAIN: limb pain the provider assesses and calls neither sciatica nor radiculopathy."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Standing
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from scribe.schema.terms import Side

_LEG = {Side.RIGHT: "M79.604", Side.LEFT: "M79.605", None: "M79.606"}
_ARM = {Side.RIGHT: "M79.601", Side.LEFT: "M79.602", None: "M79.603"}
_ARM_WORDS = frozenset({"arm", "arms", "hand", "hands"})


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.LIMB_PAIN}):
        if mention.standing is not Standing.ESTABLISHED:
            continue
        of_arm = bool(_ARM_WORDS & set(mention.reading.text.split()))
        stated = mention.reading.sides if of_arm else problem.sides({Concept.LIMB_PAIN}).sides
        codes, sides = _ARM if of_arm else _LEG, [s for s in (Side.RIGHT, Side.LEFT) if s in stated]
        because = "The provider assesses limb pain and calls it neither sciatica nor radiculopathy."
        yield from (Suggestion(codes[s], problem.key, (mention.fact,), because) for s in sides or (None,))


RULE = CodingRule(
    id="CD112",
    name="LEG_PAIN",
    title="Leg or arm pain beside pain of the spine, its nature not stated",
    why="Limb pain is neither sciatica nor radiculopathy until the provider says so; it is coded as said.",
    rows=("D12",),
    citation=guidelines("I.A.19, I.B.6"),
    derive=for_each_problem(derive),
    yields_to=(*OUTRANK_PAIN, "CD110", "CD111", "CD113"),
    examples=(
        gives("assessed with a side", diagnosis("low back pain and left leg pain"), codes="M54.50 M79.605"),
        gives(
            "its side in the history",
            diagnosis("low back pain and leg pain"),
            said("laterality", "left", by="patient", of_what="leg"),
            codes="M54.50 M79.605",
        ),
        gives("an arm", diagnosis("neck pain with right arm pain"), codes="M54.2 M79.601"),
        gives("only the patient speaks of it", complaint("low back and leg pain"), codes="M54.50"),
        gives("named sciatica", diagnosis("low back pain with left leg pain, left sciatica"), codes="M54.42"),
    ),
)
