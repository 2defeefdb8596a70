"""CD141 CONTUSION: current contusion of the back."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.injury import injury_code, is_current, phase
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.CONTUSION}):
        if not is_current(mention, problem):
            continue
        character, because_of = phase(picture, mention, problem)
        code = injury_code(problem, mention, character)
        facts = unique([mention.fact, *because_of])
        because, beside = "The provider diagnoses a current contusion.", bool(problem.pain_facts())
        yield Suggestion(code, problem.key, facts, because, uncertain=beside)


RULE = CodingRule(
    id="CD141",
    name="CONTUSION",
    title="Current contusion of the back",
    why="A contusion is a current injury of its site; the pain of it is not coded beside it.",
    rows=("D41",),
    citation=tabular("S20.2, S30.0"),
    derive=for_each_problem(derive),
    uncertain="A contusion is named by 'current injury' only in the widest reading of the block note.",
    examples=(
        gives("beside the pain", diagnosis("contusion of the lower back with low back pain"), codes="S30.0XXA"),
        gives("of the low back", diagnosis("contusion of the lower back"), codes="S30.0XXA"),
        gives("of the thorax, right", diagnosis("right thoracic back contusion"), codes="S20.221A"),
        gives("an old one", diagnosis("old low back contusion"), complaint("low back pain"), codes="M54.50"),
    ),
)
