"""DC111 CONTRADICTION_LATERALITY: the assessment names another side than the history."""

import re
from collections.abc import Iterator

from guardrails.asking import sides
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.phrases import normal, sides_in
from guardrails.reading.problem import Problem, quoted, takes_back, unique
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.facts import ChiefComplaint, Fact, Laterality, Radiation
from scribe.schema.terms import Assertion, FactKind, RadiationSite, Side, Temporality
from scribe.schema.transcript import SpeakerRole


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        own = frozenset().union(*(m.reading.sides for m in problem.named(_SIDED)))
        told = [f for f in problem.facts if (side := _side(f)) and own and side not in own]
        told = told or (list(_told_otherwise(problem, own)) if own else [])
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


def _told_otherwise(problem: Problem, own: frozenset[Side]) -> tuple[Fact, ...]:
    """What was told of the leg in words that name another side, where nobody told the side of the assessment."""
    complaints = [m.fact for m in problem.mentions if isinstance(m.fact, ChiefComplaint)]
    told = [(fact, side) for fact in (*problem.facts, *complaints) if (side := _side_in_words(fact))]
    as_assessed = any(
        _side(fact) in own for fact in problem.facts if fact.speaker_role is not SpeakerRole.CLINICIAN
    )
    if as_assessed or any(takes_back(fact) or side in own for fact, side in told):
        return ()
    return unique(fact for fact, _ in told)


def _side_in_words(fact: Fact) -> Side | None:
    """The one side that the words of a history give to a leg; a clinician's may be of an examination."""
    if fact.kind not in _TELLING or fact.assertion is not Assertion.DOCUMENTED:
        return None
    if fact.speaker_role is SpeakerRole.CLINICIAN or fact.temporality is not Temporality.CURRENT:
        return None
    words = quoted(fact)
    named = sides_in(words) if _SIDED_LEG.search(words) else frozenset()
    return next(iter(named)) if len(named) == 1 else None


_TELLING = frozenset({FactKind.CHIEF_COMPLAINT, FactKind.LATERALITY, FactKind.RADIATION})
_SIDED_LEG = re.compile(r"\b(left|right) (leg|thigh|calf|buttock|foot|hamstring)\b")


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
        flags(
            "left in the assessment, the right leg in the patient's words",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", quote="it zings down my right leg"),
        ),
        passes(
            "a side the patient took back",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", quote="down my right leg, sorry, the other one"),
        ),
        passes(
            "both legs told, one assessed",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient", quote="down my right leg"),
            said("laterality", "left", by="patient", quote="mostly my left leg"),
        ),
        passes(
            "the other leg at the examination",
            diagnosis("low back pain with left sciatica"),
            said("laterality", "right", quote="negative in the right leg"),
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
