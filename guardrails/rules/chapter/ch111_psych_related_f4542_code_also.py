"""CH111 PSYCH_RELATED_F4542_CODE_ALSO: a pain disorder with psychological factors without its pain code."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import tabular
from guardrails.examples import diagnosis, flags, passes
from guardrails.reading.concepts import Concept
from guardrails.reading.problem import unique
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    proposed_alone = "F45.42" in chart.proposed and not any(c.startswith("G89") for c in chart.proposed)
    if "F45.42" in chart.derived and (proposed_alone or not chart.derived_below("G89")):
        facts = unique(m.fact for m in chart.picture.established(Concept.PAIN_PSYCH_FACTORS))
        yield Hit(codes=("F45.42",), facts=facts)


RULE = Rule(
    id="CH111",
    name="PSYCH_RELATED_F4542_CODE_ALSO",
    title="A pain disorder with psychological factors without its pain code",
    why='F45.42 carries the note "code also" the associated acute or chronic pain (G89.-).',
    grade=Grade.WARNING,
    citation=tabular("F45.42 code also; I.C.5.a"),
    check=check,
    message="F45.42 asks for the associated acute or chronic pain (G89.-) as well.",
    examples=(
        flags(
            "no acuity stated",
            diagnosis("low back pain"),
            diagnosis("pain disorder with related psychological factors"),
            at="F45.42",
        ),
        flags(
            "proposed without it",
            diagnosis("chronic low back pain"),
            diagnosis("pain disorder with related psychological factors"),
            proposed="M54.50 F45.42",
        ),
        passes(
            "with chronic pain",
            diagnosis("chronic low back pain"),
            diagnosis("pain disorder with related psychological factors"),
        ),
    ),
)
