"""CD140 UNNAMED_INJURY: current injury of the back that is not named."""

from guardrails.citation import index
from guardrails.coding_rule import CodingRule, for_each_problem
from guardrails.current_injury import current_injury
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept

_BECAUSE = "The provider diagnoses a current injury without naming its kind."

RULE = CodingRule(
    id="CD140",
    name="UNNAMED_INJURY",
    title="Current injury of the back that is not named",
    why="An injury diagnosis without a kind is still a current injury; a mechanism alone is not a diagnosis.",
    rows=("D40", "D41"),
    citation=index("Injury, back"),
    derive=for_each_problem(current_injury(Concept.INJURY, _BECAUSE)),
    yields_to=("CD138", "CD139", "CD141"),
    examples=(
        gives("back injury", diagnosis("low back injury"), codes="S39.92XA"),
        gives("a strain names it", diagnosis("back injury, lumbar strain"), codes="S39.012A", withheld="S39.92XA"),
        gives("an old injury", diagnosis("old back injury"), complaint("low back pain"), codes="M54.50"),
    ),
)
