"""CD143 SEQUELA_OF_INJURY: an old injury of which the provider says the pain is a residual."""

import re
from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Place, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import INJURIES
from guardrails.reading.injury import injury_code, is_current
from guardrails.reading.mentions import Standing
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from scribe.schema.facts import Diagnosis

_RESIDUAL = re.compile(r"\b(residual|sequela[e]?|late effects?|due to|secondary to|caused by)\b")


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named(INJURIES):
        value = normal(mention.fact.value) if isinstance(mention.fact, Diagnosis) else ""
        established = mention.standing is Standing.ESTABLISHED and not is_current(mention, problem)
        if established and problem.pain_facts() and _RESIDUAL.search(value):
            because = "The provider links the pain to an old injury: the residual first, then the injury with S."
            code = injury_code(problem, mention, "S")
            yield Suggestion(code, problem.key, (mention.fact,), because, Place.ASSOCIATED)


RULE = CodingRule(
    id="CD143",
    name="SEQUELA_OF_INJURY",
    title="Residual of an old injury",
    why="A sequela takes the residual first and the injury with 7th character S second.",
    rows=("D43",),
    citation=guidelines("I.B.10"),
    derive=for_each_problem(derive),
    uncertain="An old strain with pain of the same site meets an Excludes1 note read literally.",
    examples=(
        gives(
            "pain due to an old strain",
            diagnosis("low back pain due to an old lumbar strain"),
            codes="M54.50 S39.012S",
        ),
        gives(
            "an old strain without a link",
            diagnosis("old lumbar strain"),
            complaint("low back pain"),
            codes="M54.50",
        ),
        gives("a current strain", diagnosis("acute lumbar strain"), codes="S39.012A"),
    ),
)
