"""CV102 COMBINATION_CODE: parts coded where one combination code says both."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for code, withheld in chart.overtaken(_COMBINATIONS):
        whole = ", ".join(chart.derived_by([withheld.yielded_to]))
        yield Hit(codes=(code,), words={"code": code, "whole": whole})


_COMBINATIONS = ("CD111", "CD114", "CD115", "CD117", "CD122")
"""Coding rules whose code holds two conditions."""


RULE = Rule(
    id="CV102",
    name="COMBINATION_CODE",
    title="Parts coded where one combination code says both",
    why="A combination code that says everything is the code; its parts are not coded beside it.",
    grade=Grade.ERROR,
    citation=guidelines("I.B.9"),
    check=check,
    message="{code} is one part of {whole}, which says the whole.",
    examples=(
        flags(
            "lumbago beside lumbago with sciatica",
            diagnosis("low back pain with left sciatica"),
            proposed="M54.50 M54.32",
            at="M54.50",
        ),
        flags(
            "radiculopathy beside its disc", diagnosis("L4-5 disc herniation with radiculopathy"), proposed="M54.16"
        ),
        passes("the combination itself", diagnosis("low back pain with left sciatica"), proposed="M54.42"),
        passes("low back pain without sciatica", diagnosis("low back pain"), proposed="M54.50"),
    ),
)
