"""GG113 SEQUELA_ORDER: the injury with 7th character S before the residual it left."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    sequelae = [code for code in chart.proposed if _is_sequela(code) and code in chart.derived]
    residuals = [code for code in chart.proposed if not _is_sequela(code) and code in chart.derived]
    if sequelae and residuals and chart.proposed.index(sequelae[0]) < chart.proposed.index(residuals[0]):
        pair = (residuals[0], sequelae[0])
        yield Hit(codes=pair, words={"residual": pair[0], "injury": pair[1]})


def _is_sequela(code: str) -> bool:
    return len(code) == 8 and code.startswith("S") and code.endswith("S")


RULE = Rule(
    id="GG113",
    name="SEQUELA_ORDER",
    title="The old injury before its residual",
    why="A sequela takes two codes: the residual first, the injury with 7th character S second.",
    grade=Grade.ERROR,
    citation=guidelines("I.B.10"),
    check=check,
    message="{residual}, the residual, comes before {injury}.",
    examples=(
        flags(
            "the injury first",
            diagnosis("low back pain due to an old lumbar strain"),
            proposed="S39.012S M54.50",
            at="M54.50 S39.012S",
        ),
        passes(
            "the residual first",
            diagnosis("low back pain due to an old lumbar strain"),
            proposed="M54.50 S39.012S",
        ),
        passes("a current injury", diagnosis("acute lumbar strain"), proposed="S39.012A"),
    ),
)
