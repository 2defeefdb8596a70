"""CD105 VERTEBROGENIC_LOW_BACK_PAIN: the provider calls the low back pain vertebrogenic or endplate pain."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.VERTEBROGENIC})
    if stated and problem.family is Family.LOW_BACK:
        yield Suggestion(
            "M54.51",
            problem.key,
            tuple(m.fact for m in stated),
            "The provider calls the low back pain vertebrogenic.",
        )


RULE = CodingRule(
    id="CD105",
    name="VERTEBROGENIC_LOW_BACK_PAIN",
    title="The provider calls the low back pain vertebrogenic or endplate pain",
    why="Only the provider's words make low back pain vertebrogenic; an endplate change on a film does not.",
    rows=("D05",),
    citation=tabular("M54.51"),
    derive=for_each_problem(derive),
    yields_to=(*OUTRANK_PAIN, "CD111"),
    examples=(
        gives("vertebrogenic low back pain", diagnosis("vertebrogenic low back pain"), codes="M54.51"),
        gives(
            "an endplate change only on the report",
            diagnosis("low back pain"),
            said(
                "imaging", "Modic type 2 endplate changes", status="reported", quote="Modic type 2 endplate changes"
            ),
            codes="M54.50",
        ),
    ),
)
