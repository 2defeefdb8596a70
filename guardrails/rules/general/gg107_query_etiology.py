"""GG107 QUERY_ETIOLOGY: a finding or limb pain whose meaning the provider did not state."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import INJURIES
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import CAUSES, Concept
from guardrails.reading.films import film_findings
from guardrails.reading.problem import unique
from guardrails.rule import Ask, Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for problem in chart.picture.problems:
        if chart.derived_by((*INJURIES, "CD135")) or not problem.pain_facts():
            continue
        films = film_findings(chart.picture, problem)
        limbs = () if problem.named(_EXPLAIN_LIMB) else problem.limb_facts()
        if films:
            indicators = unique([*problem.pain_facts()[:1], *films])
            ask = Ask(_FILM_QUESTION, _FILM_OPTIONS, indicators, problem.key)
            yield Hit(facts=films, words={"what": "An imaging finding"}, ask=ask)
        elif limbs:
            indicators = unique([*problem.pain_facts()[:1], *limbs])
            yield Hit(
                facts=limbs,
                words={"what": "Limb pain"},
                ask=Ask(_LIMB_QUESTION, _LIMB_OPTIONS, indicators, problem.key),
            )


_FILM_QUESTION = "What is the clinical significance, if any, of this imaging finding for today's pain?"
_FILM_OPTIONS = (
    "Clinically significant for today's pain (please state the diagnosis)",
    "No clinical significance for today's pain",
)
_LIMB_QUESTION = "What is the nature of the limb pain described?"
_LIMB_OPTIONS = (
    "A separate condition (please state the diagnosis)",
    "Part of the spine problem (please state the diagnosis)",
)
_EXPLAIN_LIMB = (
    frozenset({Concept.SCIATICA, Concept.RADICULOPATHY, Concept.CLAUDICATION, Concept.MYELOPATHY}) | CAUSES
)


RULE = Rule(
    id="GG107",
    name="QUERY_ETIOLOGY",
    title="A finding or limb pain whose meaning the provider did not state",
    why=(
        "An imaging finding is not the provider's diagnosis, and leg or arm pain is neither sciatica nor "
        "radiculopathy until the provider says so. The answer could change the codes, so it is asked."
    ),
    grade=Grade.WARNING,
    citation=guidelines("I.A.19, I.B.6"),
    check=check,
    message="{what} is documented and its meaning for the pain is not stated.",
    examples=(
        flags(
            "narrowing on a report that is read aloud",
            diagnosis("chronic low back pain"),
            said("imaging", "disc-space narrowing at L5-S1", status="reported"),
            said("imaging", "no acute pathology", status="reported"),
        ),
        flags("leg pain that nobody named", diagnosis("low back pain"), said("radiation", "leg", by="patient")),
        passes(
            "a normal film", diagnosis("low back pain"), said("imaging", "no acute pathology", status="reported")
        ),
        passes("no fracture seen", diagnosis("low back pain"), said("imaging", "no fracture", status="reviewed")),
        passes(
            "the provider restates the finding",
            diagnosis("lumbar degenerative disc disease with low back pain"),
            said("imaging", "disc-space narrowing at L5-S1", status="reviewed"),
        ),
        passes("a film that is only ordered", diagnosis("low back pain"), said("imaging", None, status="ordered")),
        passes(
            "denied leg pain",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
        ),
        passes(
            "named by the provider",
            diagnosis("low back pain with left sciatica"),
            said("radiation", "leg", by="patient"),
        ),
    ),
)
