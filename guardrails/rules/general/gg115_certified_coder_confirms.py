"""GG115 CERTIFIED_CODER_CONFIRMS: a derived code that rests on a point a certified coder must still confirm."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for assignment in chart.draft.coding.assignments:
        if assignment.uncertain:
            words = {"code": assignment.code, "point": " ".join(assignment.uncertain)}
            yield Hit(codes=(assignment.code,), words=words, evidence=assignment.evidence)


RULE = Rule(
    id="GG115",
    name="CERTIFIED_CODER_CONFIRMS",
    title="A code that rests on a point a certified coder must still confirm",
    why="Where the official sources leave a choice open, the rule makes one and says so beside the code.",
    grade=Grade.WARNING,
    citation=guidelines("Introduction"),
    check=check,
    message="A certified coder must confirm {code}: {point}",
    examples=(
        flags("mechanical low back pain", diagnosis("mechanical low back pain"), at="M54.59"),
        flags("upper back pain", diagnosis("upper back pain"), at="M54.9"),
        flags("a complication of pregnancy", diagnosis("low back pain in pregnancy at 24 weeks"), at="O99.891"),
        passes("low back pain", diagnosis("chronic low back pain"), complaint("low back pain")),
        passes("a cause with a code of its own", diagnosis("lumbar stenosis")),
    ),
)
