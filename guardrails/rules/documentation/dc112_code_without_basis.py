"""DC112 CODE_WITHOUT_BASIS: a proposed code that nothing in the record supports."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.basis import concepts_of
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code in chart.extra:
        if chart.codes.billable(code) and chart.picture.in_scope and not _stated(chart, code):
            derived = ", ".join(chart.derived) or "no code"
            yield Hit(codes=(code,), words={"code": code, "title": chart.codes.title(code), "derived": derived})


_JUDGED = tuple(
    "M4 M5 M62.83 M79.1 M79.6 M80 M96 G54 G57 G83.4 G89 F45.4 R52 R10.A S1 S2 S3 C Z98.1 Z85".split()  # noqa: SIM905
)
"""Codes of the spine or of a cause of its pain. Any other code may belong to a condition no rule here reads."""


def _stated(chart: Chart, code: str) -> bool:
    """The condition is mentioned in some way, or the code is not one the rules can judge."""
    concepts = concepts_of(code)
    return not code.startswith(_JUDGED) or any(m.concept in concepts for m in chart.picture.mentions)


RULE = Rule(
    id="DC112",
    name="CODE_WITHOUT_BASIS",
    title="A proposed code that nothing in the record supports",
    why=(
        "The code follows the provider's statement. A code of a condition that nobody stated has no basis, "
        "whoever proposes it."
    ),
    grade=Grade.ERROR,
    citation=guidelines("I.A.19"),
    check=check,
    message="{code} ({title}) has no basis in the record; the rules derive {derived}.",
    examples=(
        flags("a fusion nobody spoke of", diagnosis("low back pain"), proposed="Z98.1", at="Z98.1"),
        flags("stenosis nobody spoke of", diagnosis("low back pain"), proposed="M48.061"),
        flags("unspecified pain beside a named region", diagnosis("low back pain"), proposed="R52"),
        passes("the derived code", diagnosis("low back pain"), proposed="M54.50"),
        passes(
            "a suspected condition has its own finding",
            diagnosis("low back pain, possible lumbar stenosis"),
            proposed="M48.061",
        ),
        passes(
            "a diagnosis outside the spine is not judged",
            diagnosis("low back pain"),
            diagnosis("hypertension"),
            proposed="I10",
        ),
    ),
)
