"""CD141 CONTUSION: current contusion of the back."""

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, for_each_problem
from guardrails.current_injury import current_injury
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept

_BECAUSE = "The provider diagnoses a current contusion."

RULE = CodingRule(
    id="CD141",
    name="CONTUSION",
    title="Current contusion of the back",
    why="A contusion is a current injury of its site; the pain of it is not coded beside it.",
    rows=("D41",),
    citation=tabular("S20.2, S30.0"),
    derive=for_each_problem(
        current_injury(Concept.CONTUSION, _BECAUSE, lambda problem: bool(problem.pain_facts()))
    ),
    uncertain="A contusion is named by 'current injury' only in the widest reading of the block note.",
    examples=(
        gives("beside the pain", diagnosis("contusion of the lower back with low back pain"), codes="S30.0XXA"),
        gives("of the low back", diagnosis("contusion of the lower back"), codes="S30.0XXA"),
        gives("of the thorax, right", diagnosis("right thoracic back contusion"), codes="S20.221A"),
        gives("an old one", diagnosis("old low back contusion"), complaint("low back pain"), codes="M54.50"),
    ),
)
