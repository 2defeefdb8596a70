"""CD125 POSTLAMINECTOMY_SYNDROME: postlaminectomy or failed back surgery syndrome."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.POSTLAMINECTOMY})
    if stated:
        yield Suggestion(
            "M96.1", problem.key, tuple(m.fact for m in stated), "The provider diagnoses the syndrome by name."
        )


RULE = CodingRule(
    id="CD125",
    name="POSTLAMINECTOMY_SYNDROME",
    title="Postlaminectomy or failed back surgery syndrome",
    why="The named syndrome has a code of its own; pain after surgery without the name is something else.",
    rows=("D25",),
    citation=tabular("M96.1"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "failed back surgery syndrome",
            diagnosis("failed back surgery syndrome"),
            complaint("low back pain"),
            codes="M96.1",
        ),
        gives(
            "a past operation is no syndrome",
            diagnosis("low back pain"),
            said("treatment", "laminectomy", temporality="past"),
            codes="M54.50",
        ),
    ),
)
