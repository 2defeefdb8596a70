"""DC111 CONTRADICTION_LATERALITY: the assessment names another side than the history."""

import re
from collections.abc import Iterator

from guardrails.asking import sides
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.phrases import normal
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.facts import Fact, Laterality, Radiation
from scribe.schema.terms import Assertion, FactKind, RadiationSite, Side, Temporality


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        own = frozenset().union(*(m.reading.sides for m in problem.named(_SIDED)))
        told = [f for f in problem.facts if (side := _side(f)) and own and side not in own]
        if told:
            facts = unique([*(m.fact for m in problem.named(_SIDED) if m.reading.sides), *told])
            ask = Ask(
                "Which side is affected?",
                sides("leg"),
                facts,
                problem.key,
                subject=facts[0],
                words=FactKind.LATERALITY,
            )
            yield Hit(facts=facts, ask=ask)


_SIDED = frozenset({Concept.SCIATICA, Concept.RADICULOPATHY})
_LEG = re.compile(r"leg|thigh|calf|sciatic|buttock")


def _side(fact: Fact) -> Side | None:
    """The one side a documented, current fact gives to the leg."""
    if fact.assertion is not Assertion.DOCUMENTED or fact.temporality is not Temporality.CURRENT:
        return None
    side = None
    if isinstance(fact, Radiation) and fact.value is RadiationSite.LEG:
        side = fact.attributes.side
    elif isinstance(fact, Laterality) and _LEG.search(normal(fact.attributes.of_what or "")):
        side = fact.value
    return side if side in (Side.LEFT, Side.RIGHT) else None


RULE = Rule(
    id="DC111",
    name="CONTRADICTION_LATERALITY",
    title="The assessment names another side than the history",
    why=(
        "Which side is affected only the provider can settle; until then the code of the assessment is provisional."
    ),
    grade=Grade.HOLD,
    citation=guidelines("I.B.13, I.B.14"),
    check=check,
    message="The assessment and the history name different sides.",
    examples=(
        flags(
            "left in the assessment, right in the history",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", side="right"),
        ),
        passes(
            "the same side",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", side="left"),
        ),
        passes(
            "a denied side",
            diagnosis("left sciatica"),
            said("radiation", "leg", by="patient", side="right", assertion="denied"),
        ),
        passes(
            "the side of something else",
            diagnosis("low back pain with left sciatica"),
            said("laterality", "right", of_what="knee"),
        ),
    ),
)
