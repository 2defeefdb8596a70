"""CD103 THORACIC_PAIN: pain of the thoracic spine without a known cause."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    if problem.family is Family.THORAX and problem.pain_facts():
        yield Suggestion(
            "M54.6", problem.key, problem.pain_facts(), "Pain of the thoracic spine is stated and no cause of it."
        )


RULE = CodingRule(
    id="CD103",
    name="THORACIC_PAIN",
    title="Pain of the thoracic spine without a known cause",
    why="M54.8 excludes dorsalgia of the thoracic region (Excludes1), so M54.89 is never right for it.",
    rows=("D03",),
    citation=tabular("M54.6, M54.8 Excludes1"),
    derive=for_each_problem(derive),
    yields_to=(*OUTRANK_PAIN, "CD166"),
    examples=(
        gives("thoracic back pain", diagnosis("thoracic back pain"), codes="M54.6"),
        gives("a level names the region", diagnosis("back pain at T5-T8"), codes="M54.6"),
        gives("mid back alone names no region", diagnosis("mid back pain"), codes="M54.9"),
    ),
)
