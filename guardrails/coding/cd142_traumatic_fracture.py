"""CD142 TRAUMATIC_FRACTURE: a vertebral fracture that the provider links to current trauma."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.cause import trauma_link
from guardrails.reading.concepts import INJURIES, Concept
from guardrails.reading.fracture import fracture_code, is_traumatic_by_name, kind_is_stated
from guardrails.reading.injury import fracture_phase, is_current, with_seventh
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    trauma = trauma_link(problem) or tuple(m.fact for m in problem.named(INJURIES))
    for mention in problem.named({Concept.FRACTURE})[:1]:
        if not (trauma or is_traumatic_by_name(mention)) or not is_current(mention, problem):
            continue
        base = fracture_code(problem, mention)
        character, because_of = fracture_phase(picture, mention, problem, with_seventh(base, "A"))
        code = with_seventh(base, character)
        facts = unique([mention.fact, *trauma, *because_of])
        linked = bool(trauma) and kind_is_stated(mention)
        because = "A vertebral fracture is diagnosed, linked to trauma or named as the codes of trauma name it."
        yield Suggestion(code, problem.key, facts, because, uncertain=not linked)


RULE = CodingRule(
    id="CD142",
    name="TRAUMATIC_FRACTURE",
    title="Vertebral fracture due to trauma",
    why="A traumatic fracture goes to chapter 19; A is active treatment of a closed fracture, D routine healing.",
    rows=("D42",),
    citation=guidelines("I.C.19.c"),
    derive=for_each_problem(derive),
    yields_to=("CD145", "CD147"),
    uncertain="A fracture whose kind (wedge compression, burst) or whose trauma is not stated.",
    examples=(
        gives("after a fall", diagnosis("L1 compression fracture due to a fall"), codes="S32.010A"),
        gives("thoracic", diagnosis("T7 fracture after a car accident"), codes="S22.069A"),
        gives("nonunion", diagnosis("nonunion of T7 fracture after a car accident"), codes="S22.069K"),
        gives("of the neck by level", diagnosis("C5 fracture due to a fall"), codes="S12.400A"),
        gives("burst, a word of the codes of trauma", diagnosis("L1 burst fracture"), codes="S32.011A"),
        gives("a closed fracture", diagnosis("closed fracture of the T12 vertebra"), codes="S22.089A"),
        gives("no trauma", diagnosis("L1 compression fracture"), codes="M48.56XA"),
        gives(
            "known osteoporosis leads elsewhere",
            diagnosis("L1 compression fracture due to a fall"),
            diagnosis("osteoporosis"),
            codes="M80.08XA",
            withheld="S32.010A",
        ),
        gives(
            "a fall the patient links",
            diagnosis("L1 compression fracture"),
            said("mechanism", "fall", by="patient", injury="current"),
            codes="M48.56XA",
        ),
    ),
)
