"""CH121 QUERY_POSTOP_PAIN: postoperative pain of which nobody says whether it is routine."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.hints import said_of_time
from guardrails.reading.postoperative import is_beyond_routine, is_routine, postoperative_pain
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.terms import Chronicity


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        mentions = postoperative_pain(problem)
        if mentions and not any(is_routine(m) or is_beyond_routine(m) for m in mentions):
            pains = unique(m.fact for m in mentions)
            long = [*problem.acuity(Chronicity.CHRONIC, by_clinician=False), *said_of_time(problem.course())]
            options = (*_OPTIONS, _CHRONIC) if long else _OPTIONS
            facts = unique([*pains, *long])
            yield Hit(facts=facts, ask=Ask(_QUESTION, options, facts, problem.key, subject=pains[0]))


_QUESTION = "How does this pain compare with what is expected after the operation?"
_OPTIONS = (
    option("As expected after the operation", claim("diagnosis", "expected postoperative pain of the back")),
    option("Beyond what is expected", claim("diagnosis", "postoperative pain of the back beyond what is expected")),
)
_CHRONIC = option("Chronic", claim("diagnosis", "chronic postoperative pain of the back"))
"""Offered only where the record speaks of a longer course (CODING reference 5, Q5)."""


RULE = Rule(
    id="CH121",
    name="QUERY_POSTOP_PAIN",
    title="Postoperative pain of which nobody says whether it is routine",
    why="Routine pain is not coded, pain beyond routine is; only the provider can tell them apart.",
    grade=Grade.WARNING,
    rows=("D54", "D55"),
    citation=guidelines("I.C.6.b.3"),
    check=check,
    message="Postoperative pain is documented, and not whether it is as expected.",
    examples=(
        flags("neither routine nor more", diagnosis("postoperative pain after lumbar fusion")),
        flags(
            "a longer course",
            diagnosis("postoperative pain after lumbar fusion"),
            said("onset", "two years", duration=2.0, unit="year"),
        ),
        passes("routine", diagnosis("expected postoperative pain after lumbar fusion")),
        passes("beyond routine", diagnosis("acute postoperative pain after lumbar fusion")),
    ),
)
