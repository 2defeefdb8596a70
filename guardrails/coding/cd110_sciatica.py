"""CD110 SCIATICA: sciatica without low back pain and without a disc as its cause."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import INJURIES, PSYCHOGENIC, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sides import codes_by_side


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.SCIATICA})
    if not stated:
        return
    sided = problem.sides({Concept.SCIATICA})
    facts = unique([*(m.fact for m in stated), *sided.facts])
    for code in codes_by_side("M54.3", sided.sides):
        yield Suggestion(code, problem.key, facts, "The provider diagnoses sciatica; the code says the side.")


RULE = CodingRule(
    id="CD110",
    name="SCIATICA",
    title="Sciatica without low back pain and without a disc as its cause",
    why="Sciatica has a side; there is no code for both, so both sides take two codes (I.B.13).",
    rows=("D10",),
    citation=tabular("M54.3"),
    derive=for_each_problem(derive),
    yields_to=("CD111", "CD114", *INJURIES, *PSYCHOGENIC),
    examples=(
        gives("left sciatica", diagnosis("left sciatica"), codes="M54.32"),
        gives("both sides are two codes", diagnosis("bilateral sciatica"), codes="M54.31 M54.32"),
        gives("no side anywhere", diagnosis("sciatica"), codes="M54.30"),
        gives(
            "the side of the leg pain from the history",
            diagnosis("sciatica"),
            said("radiation", "leg", by="patient", side="right", quote="down my right leg"),
            codes="M54.31",
        ),
        gives("the patient's own word", complaint("back pain"), diagnosis("sciatica", by="patient"), codes="M54.9"),
    ),
)
