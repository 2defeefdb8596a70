"""CD109 OCCIPITAL_NEURALGIA: occipital neuralgia."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.OCCIPITAL_NEURALGIA})
    if stated:
        yield Suggestion(
            "M54.81", problem.key, tuple(m.fact for m in stated), "The provider diagnoses occipital neuralgia."
        )


RULE = CodingRule(
    id="CD109",
    name="OCCIPITAL_NEURALGIA",
    title="Occipital neuralgia",
    why="It has a code of its own among the dorsalgias.",
    rows=("D09",),
    citation=tabular("M54.81"),
    derive=for_each_problem(derive),
    yields_to=OUTRANK_PAIN,
    examples=(
        gives("occipital neuralgia", diagnosis("occipital neuralgia"), codes="M54.81"),
        gives(
            "a patient's guess",
            complaint("neck pain"),
            diagnosis("occipital neuralgia", by="patient"),
            codes="M54.2",
        ),
    ),
)
