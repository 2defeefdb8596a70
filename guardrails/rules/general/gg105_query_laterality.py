"""GG105 QUERY_LATERALITY: a side that a code has and nobody stated."""

from collections.abc import Iterator

from guardrails.asking import sides
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import PAINS, Concept
from guardrails.reading.problem import unique
from guardrails.reading.sites import Family
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.terms import FactKind


def check(chart: Chart) -> Iterator[Hit]:
    for stem, part in _SIDED.items():
        for code in chart.derived_below(stem):
            problem = next(p for p in chart.picture.problems if p.key == part.value)
            facts = unique(m.fact for m in problem.named(PAINS | {Concept.SCIATICA}))
            words = {"code": code}
            ask = Ask(
                "Which side is affected?",
                sides(_OF_WHAT[part]),
                facts,
                problem.key,
                subject=facts[0],
                words=FactKind.LATERALITY,
            )
            yield Hit(codes=(code,), facts=facts, words=words, ask=ask)


_SIDED = {"M54.30": Family.LOW_BACK, "M54.40": Family.LOW_BACK, "R10.A0": Family.FLANK}
"""Codes that leave the side open, and the problem they are of."""
_OF_WHAT = {Family.LOW_BACK: "leg", Family.FLANK: "flank"}


RULE = Rule(
    id="GG105",
    name="QUERY_LATERALITY",
    title="A side that a code has and nobody stated",
    why=(
        "The side is part of the code. It may come from any clinician of the record; without one it is "
        "asked, never guessed."
    ),
    grade=Grade.WARNING,
    citation=guidelines("I.B.13, I.B.14"),
    check=check,
    message="No side is stated; {code} leaves it open.",
    examples=(
        flags("sciatica without a side", diagnosis("low back pain with sciatica"), at="M54.40"),
        flags("flank pain without a side", diagnosis("flank pain")),
        passes("a side in the diagnosis", diagnosis("low back pain with right sciatica")),
        passes("a side in the history", diagnosis("sciatica"), said("radiation", "leg", by="patient", side="left")),
        passes("radiculopathy has no side in its code", diagnosis("lumbar radiculopathy")),
    ),
)
