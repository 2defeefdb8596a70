"""CV105 MULTI_REGION_CODE_EACH: one code for several regions."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.problem import unique
from guardrails.reading.sites import Family
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    regional = [p for p in chart.picture.problems if p.family is not Family.BACK and p.pain_facts()]
    if len(regional) > 1:
        facts = unique(fact for problem in regional for fact in problem.pain_facts())
        for code in chart.extra_below("M54.9", "M54.89"):
            yield Hit(codes=(code,), facts=facts, words={"code": code, "each": ", ".join(chart.derived)})


RULE = Rule(
    id="CV105",
    name="MULTI_REGION_CODE_EACH",
    title="One code for several regions",
    why="Two or more named regions take one code each; neither M54.9 nor M54.89 is a code for several regions.",
    grade=Grade.ERROR,
    rows=("D58",),
    citation=guidelines("I.C.13.a"),
    check=check,
    message="{code} stands for several regions; each named region has its own code: {each}.",
    uncertain="The section of the FY2026 guideline on multiple sites is not verified.",
    examples=(
        flags(
            "neck and low back as M54.89",
            diagnosis("cervicalgia"),
            diagnosis("low back pain"),
            proposed="M54.89",
            at="M54.89",
        ),
        passes("one code each", diagnosis("cervicalgia"), diagnosis("low back pain"), proposed="M54.2 M54.50"),
        passes("one region", diagnosis("low back pain"), proposed="M54.9"),
    ),
)
