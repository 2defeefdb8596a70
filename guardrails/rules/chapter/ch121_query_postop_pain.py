"""CH121 QUERY_POSTOP_PAIN: postoperative pain of which nobody says whether it is routine."""

from collections.abc import Iterator

from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.postoperative import is_beyond_routine, is_routine, postoperative_pain
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        mentions = postoperative_pain(problem)
        if mentions and not any(is_routine(m) or is_beyond_routine(m) for m in mentions):
            facts = unique(m.fact for m in mentions)
            yield Hit(facts=facts, ask=Ask(_QUESTION, _OPTIONS, facts, problem.key, subject=facts[0]))


_QUESTION = "How does this pain compare with what is expected after the operation?"
_OPTIONS = (
    option("As expected after the operation", claim("diagnosis", "expected postoperative pain of the back")),
    option("Beyond what is expected", claim("diagnosis", "postoperative pain of the back beyond what is expected")),
    option("Chronic", claim("diagnosis", "chronic postoperative pain of the back")),
)


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
        passes("routine", diagnosis("expected postoperative pain after lumbar fusion")),
        passes("beyond routine", diagnosis("acute postoperative pain after lumbar fusion")),
    ),
)
