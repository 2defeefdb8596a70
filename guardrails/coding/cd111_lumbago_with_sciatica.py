"""CD111 LUMBAGO_WITH_SCIATICA: low back pain with sciatica, no disc as its cause."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sides import codes_by_side
from guardrails.reading.sites import Family


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.SCIATICA})
    if not stated or not problem.pain_facts() or problem.family is not Family.LOW_BACK:
        return
    sided = problem.sides({Concept.SCIATICA})
    facts = unique([*(m.fact for m in stated), *problem.pain_facts(), *sided.facts])
    for code in codes_by_side("M54.4", sided.sides):
        yield Suggestion(code, problem.key, facts, "Low back pain with sciatica is one combination code.")


RULE = CodingRule(
    id="CD111",
    name="LUMBAGO_WITH_SCIATICA",
    title="Low back pain with sciatica, no disc as its cause",
    why="A combination code that says everything is the code (I.B.9); M54.3- and M54.5- are Excludes1 to it.",
    rows=("D11",),
    citation=tabular("M54.4, M54.3 and M54.5 Excludes1"),
    derive=for_each_problem(derive),
    yields_to=OUTRANK_PAIN,
    examples=(
        gives(
            "lumbago with left sciatica",
            diagnosis("lumbago with left sciatica"),
            codes="M54.42",
            withheld="M54.50 M54.32",
        ),
        gives("side nowhere stated", diagnosis("low back pain with sciatica"), codes="M54.40"),
        gives(
            "a disc as the cause",
            diagnosis("L4-5 disc herniation with sciatica"),
            complaint("low back pain"),
            codes="M51.16",
            withheld="M54.40",
        ),
        gives(
            "leg pain that nobody calls sciatica",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", side="left"),
            codes="M54.50",
        ),
    ),
)
