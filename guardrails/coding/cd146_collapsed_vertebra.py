"""CD146 COLLAPSED_VERTEBRA: compression fracture of a vertebra, cause not stated, no trauma."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.fracture import is_collapse
from guardrails.reading.injury import fracture_phase, is_current
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import REGION_DIGIT


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.FRACTURE, Concept.FATIGUE_FRACTURE})[:1]:
        if not is_current(mention, problem):
            continue
        stem = "M48.4" if mention.concept is Concept.FATIGUE_FRACTURE else "M48.5"
        base = f"{stem}{REGION_DIGIT.get(problem.site_of(mention), '0')}X"
        character, because_of = fracture_phase(picture, mention, problem, f"{base}A")
        facts = unique([mention.fact, *because_of])
        because = "A vertebral fracture is diagnosed, neither trauma nor a cause."
        unnamed = mention.concept is Concept.FRACTURE and not is_collapse(mention)
        yield Suggestion(f"{base}{character}", problem.key, facts, because, uncertain=unnamed)


RULE = CodingRule(
    id="CD146",
    name="COLLAPSED_VERTEBRA",
    title="Compression fracture of a vertebra, cause not stated, no trauma",
    why="Compression fracture of a vertebra NOS is a collapsed vertebra; trauma or osteoporosis leads elsewhere.",
    rows=("D46", "D42"),
    citation=tabular("M48.4, M48.5 inclusion terms"),
    derive=for_each_problem(derive),
    yields_to=("CD145", "CD142", "CD147"),
    uncertain="A vertebral fracture of no stated kind or cause: M48.5 or a fracture of chapter 19.",
    examples=(
        gives("of no kind and cause", diagnosis("L1 fracture"), codes="M48.56XA"),
        gives("compression fracture of a vertebra", diagnosis("thoracic compression fracture"), codes="M48.54XA"),
        gives("a stress fracture", diagnosis("stress fracture of the L5 vertebra"), codes="M48.46XA"),
        gives(
            "ruled out",
            diagnosis("low back pain"),
            diagnosis("compression fracture", assertion="denied"),
            codes="M54.50",
        ),
    ),
)
