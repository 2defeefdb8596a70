"""CH118 OB_CHAPTER15_FIRST: another code before the chapter 15 code."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    leading = chart.derived_below("O")
    others = [code for code in chart.proposed if not code.startswith(("O", "Z3A"))]
    if leading and others and (leading[0] not in chart.proposed or chart.proposed[0] != leading[0]):
        yield Hit(codes=(leading[0], others[0]), words={"first": leading[0], "wrong": others[0]})


RULE = Rule(
    id="CH118",
    name="OB_CHAPTER15_FIRST",
    title="Another code before the chapter 15 code",
    why="Chapter 15 codes take precedence over codes of other chapters.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.15.a.1"),
    check=check,
    message="{first} comes first; {wrong} was proposed before or without it.",
    examples=(
        flags(
            "pain before pregnancy", diagnosis("low back pain of pregnancy at 24 weeks"), proposed="M54.50 O99.891"
        ),
        passes("chapter 15 first", diagnosis("low back pain of pregnancy at 24 weeks"), proposed="O99.891 M54.50"),
        passes("no pregnancy", diagnosis("low back pain"), proposed="M54.50"),
    ),
)
