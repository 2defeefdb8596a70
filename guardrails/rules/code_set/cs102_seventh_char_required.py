"""CS102 SEVENTH_CHAR_REQUIRED: a code without the 7th character its category requires."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.code_sets import CodeStatus
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code in chart.extra:
        if chart.codes.status(code) is CodeStatus.NEEDS_SEVENTH:
            meanings = chart.codes.seventh(code)
            choices = "; ".join(f"{character} {meaning}" for character, meaning in meanings.items())
            yield Hit(codes=(code,), words={"code": code, "choices": choices})


RULE = Rule(
    id="CS102",
    name="SEVENTH_CHAR_REQUIRED",
    title="A code without the 7th character its category requires",
    why="Where the Tabular List requires a 7th character, the code is invalid without it.",
    grade=Grade.ERROR,
    citation=guidelines("I.A.4"),
    check=check,
    message="{code} needs a 7th character: {choices}.",
    examples=(
        flags("a strain without its phase", diagnosis("acute lumbar strain"), proposed="S39.012", at="S39.012"),
        flags("padded, but no phase", diagnosis("lumbar sprain"), proposed="S33.5XX"),
        passes("with it", diagnosis("acute lumbar strain"), proposed="S39.012A"),
        passes("a category that uses none", diagnosis("low back pain"), proposed="M54.50"),
    ),
)
