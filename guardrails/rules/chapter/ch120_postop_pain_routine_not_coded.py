"""CH120 POSTOP_PAIN_ROUTINE_NOT_CODED: a pain code for routine postoperative pain."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.reading.postoperative import is_beyond_routine, postoperative_pain
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        mentions = postoperative_pain(problem)
        if not mentions or any(is_beyond_routine(m) for m in mentions):
            continue
        for code in chart.extra_below("G89", "M54", "R52"):
            yield Hit(codes=(code,), facts=unique(m.fact for m in mentions), words={"code": code})


RULE = Rule(
    id="CH120",
    name="POSTOP_PAIN_ROUTINE_NOT_CODED",
    title="A pain code for routine postoperative pain",
    why="Routine or expected pain after an operation is part of it; only pain beyond that is coded.",
    grade=Grade.ERROR,
    rows=("D54",),
    citation=guidelines("I.C.6.b.3"),
    check=check,
    message="{code} is proposed for postoperative pain that nobody calls beyond routine.",
    examples=(
        flags(
            "expected pain after a fusion",
            diagnosis("expected postoperative pain after lumbar fusion"),
            proposed="G89.18",
            at="G89.18",
        ),
        flags(
            "the site instead",
            diagnosis("routine post-operative pain after lumbar laminectomy"),
            complaint("low back pain"),
            proposed="M54.50",
        ),
        passes(
            "beyond routine",
            diagnosis("postoperative pain beyond what is expected after lumbar fusion"),
            proposed="G89.18",
        ),
        passes("no operation", diagnosis("low back pain"), proposed="G89.18"),
    ),
)
