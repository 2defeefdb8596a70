"""CD128 FLANK_PAIN: pain of the flank, by side."""

import re
from collections.abc import Iterator
from datetime import date

from guardrails.citation import index
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import PAINS
from guardrails.reading.mentions import Standing, standing_of
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import Family
from scribe.schema.facts import Diagnosis, Fact
from scribe.schema.terms import Side

_CODES = {
    frozenset({Side.RIGHT}): "R10.A1",
    frozenset({Side.LEFT}): "R10.A2",
    frozenset({Side.LEFT, Side.RIGHT}): "R10.A3",
    frozenset(): "R10.A0",
}
BEFORE_FLANK_CODES = "R10.9"
"""Until 2025-09-30 the Index sends pain of the flank to abdominal pain."""


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    if problem.family is not Family.FLANK or not problem.pain_facts():
        return
    if explained := _explained(picture):
        yield Suggestion(
            "", problem.key, explained, "A diagnosed condition of the urinary tract explains the pain."
        )
        return
    sided = problem.sides(PAINS)
    code = picture.codes.in_force(_CODES[sided.sides]) or BEFORE_FLANK_CODES
    facts = unique([*problem.pain_facts(), *sided.facts])
    yield Suggestion(code, problem.key, facts, "Pain of the flank is stated; the code says the side.")


_KIDNEY = re.compile(r"\b(kidney|renal|ureter\w*|nephro\w*|pyelo\w*|hydroneph\w*|urinary tract|uti|stones?)\b")


def _explained(picture: Picture) -> tuple[Fact, ...]:
    """The provider diagnoses a condition of the urinary tract, of which the pain is a part (I.B.5)."""
    diagnoses = [f for f in picture.of(Diagnosis) if _KIDNEY.search(normal(f.value))]
    return tuple(f for f in diagnoses if standing_of(picture.encounter, f) is Standing.ESTABLISHED)


RULE = CodingRule(
    id="CD128",
    name="FLANK_PAIN",
    title="Flank pain",
    why="Flank pain has codes of its own since 2025-10-01. Loin pain stays with low back pain.",
    rows=("D28",),
    citation=index("Pain, flank; Pain, loin"),
    derive=for_each_problem(derive),
    yields_to=OUTRANK_PAIN,
    examples=(
        gives("right flank", diagnosis("right flank pain"), codes="R10.A1"),
        gives("a kidney stone explains it", complaint("flank pain"), diagnosis("kidney stone"), codes=""),
        gives("no side", complaint("flank pain"), codes="R10.A0"),
        gives("the last day before its codes", diagnosis("flank pain"), codes="R10.9", day=date(2025, 9, 30)),
        gives("loin pain is low back pain", diagnosis("loin pain"), codes="M54.50"),
    ),
)
