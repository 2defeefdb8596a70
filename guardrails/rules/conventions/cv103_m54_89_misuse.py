"""CV103 M54_89_MISUSE: other dorsalgia used for a known location."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import tabular
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from (Hit(codes=(code,)) for code in chart.extra_below("M54.89"))


RULE = Rule(
    id="CV103",
    name="M54_89_MISUSE",
    title="Other dorsalgia used for a known location",
    why=(
        "M54.89 is for a stated type of back pain without a code of its own. M54.8 excludes low back and "
        "thoracic pain."
    ),
    grade=Grade.ERROR,
    citation=tabular("M54.8 Excludes1; I.A.9.a"),
    check=check,
    message="M54.89 needs a stated type of back pain that is neither low nor thoracic; a location is no type.",
    examples=(
        flags("for a thoracic site", diagnosis("thoracic back pain"), proposed="M54.89", at="M54.89"),
        flags("for plain back pain", diagnosis("back pain"), proposed="M54.89"),
        passes("a stated type", diagnosis("mechanical back pain"), proposed="M54.89"),
    ),
)
