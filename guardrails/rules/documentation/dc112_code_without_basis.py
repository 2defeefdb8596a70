"""DC112 CODE_WITHOUT_BASIS: a proposed code that the record does not support, and no other finding says why."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.reading.basis import is_judged
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code in chart.extra:
        if code not in chart.explained and is_judged(code):
            derived = ", ".join(chart.derived) or "no code"
            yield Hit(codes=(code,), words={"code": code, "title": chart.codes.title(code), "derived": derived})


RULE = Rule(
    id="DC112",
    name="CODE_WITHOUT_BASIS",
    title="A proposed code that the record does not support",
    why=(
        "The code follows the provider's statement. A code of something nobody stated has no basis, "
        "whoever proposes it."
    ),
    grade=Grade.ERROR,
    citation=guidelines("I.A.19"),
    check=check,
    message="{code} ({title}) has no basis in the record; the rules derive {derived}.",
    examples=(
        flags("stenosis nobody spoke of", diagnosis("low back pain"), proposed="M48.061", at="M48.061"),
        flags("claudication nobody spoke of", diagnosis("lumbar stenosis"), proposed="M48.062"),
        flags("back pain in a visit for a cough", complaint("cough"), proposed="M54.50"),
        passes("the derived code", diagnosis("low back pain"), proposed="M54.50"),
        passes("named by an Excludes1 conflict", diagnosis("low back pain"), proposed="R52"),
        passes(
            "a suspected condition has its own finding",
            diagnosis("low back pain, possible lumbar stenosis"),
            proposed="M48.061",
        ),
        passes("a code outside the spine is not judged", diagnosis("low back pain"), proposed="I10"),
    ),
)
