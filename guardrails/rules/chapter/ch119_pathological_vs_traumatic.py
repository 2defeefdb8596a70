"""CH119 PATHOLOGICAL_VS_TRAUMATIC: a fracture of one origin coded as one of the other."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule

_PATHOLOGICAL = ("M80", "M48.5", "M84.4", "M84.5", "M84.6")
_TRAUMATIC = ("S12", "S22", "S32")


def check(chart: Chart) -> Iterator[Hit]:
    for own, other in ((_PATHOLOGICAL, _TRAUMATIC), (_TRAUMATIC, _PATHOLOGICAL)):
        right = chart.derived_below(*own)
        for code in chart.extra_below(*other) if right else ():
            yield Hit(codes=(code,), words={"code": code, "right": ", ".join(right)})


RULE = Rule(
    id="CH119",
    name="PATHOLOGICAL_VS_TRAUMATIC",
    title="A fracture of one origin coded as one of the other",
    why="In known osteoporosis a fracture after minor or no trauma is M80; a traumatic one is of chapter 19.",
    grade=Grade.ERROR,
    citation=guidelines("I.C.13.d.2, I.C.19.c"),
    check=check,
    message="{code} gives the fracture another origin than the record, which gives {right}.",
    examples=(
        flags(
            "an osteoporotic fracture as a traumatic one",
            diagnosis("osteoporotic compression fracture of L1"),
            proposed="S32.010A",
            at="S32.010A",
        ),
        flags("a traumatic one as a collapse", diagnosis("L1 fracture due to a fall"), proposed="M48.56XA"),
        passes("the right origin", diagnosis("osteoporotic compression fracture of L1"), proposed="M80.08XA"),
        passes("no fracture", diagnosis("low back pain"), proposed="S32.010A"),
    ),
)
