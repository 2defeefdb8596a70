"""GG107 QUERY_ETIOLOGY: a finding, limb pain or disc whose meaning for the pain the provider did not state."""

from collections.abc import Iterator

from guardrails.answered import answer_to
from guardrails.asking import claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import CAUSES_WITHOUT_G89, INJURIES
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.cause import trauma_link
from guardrails.reading.concepts import CAUSES, Concept
from guardrails.reading.excluded import excluded_injuries
from guardrails.reading.films import film_findings
from guardrails.reading.problem import Problem, unique
from guardrails.reading.radiation import disputed, is_denied_in_answer
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.facts import EncounterReason


def check(chart: Chart) -> Iterator[Hit]:
    yield from _of_codes(chart)
    for problem in chart.picture.problems if not chart.derived_by(("CD135",)) else ():
        if not chart.derived_for(problem, INJURIES):
            yield from _of_problem(chart, problem)


def _of_codes(chart: Chart) -> Iterator[Hit]:
    """Codes that themselves leave a cause open."""
    for code in chart.derived_below("M51.369", "M51.379"):
        yield _of_disc(chart, code)
    for code in chart.derived_below("M48.5", "M84.48"):
        yield _of_diagnosis(chart, code, _BROKEN, *_BONE)
    for code in chart.derived_below("M46.3", "M46.4") if not chart.derived_below("B95", "B96") else ():
        yield _of_diagnosis(chart, code, _INFECTED, *_ORGANISM)
    for code in chart.derived_below("S39.92", "S19.9", "S29.9"):
        yield _of_diagnosis(chart, code, (Concept.INJURY,), *_STRUCTURE)
    if chart.derived_below("Z01.81") and not chart.derived_by(CAUSES_WITHOUT_G89):
        yield from _of_operation(chart)


def _of_problem(chart: Chart, problem: Problem) -> Iterator[Hit]:
    """Trauma first, then a film, limb pain, a joint named as the source: one open question a problem at a time."""
    pains = problem.pain_facts()
    roots = unique(m.fact for m in problem.named({Concept.RADICULOPATHY}))
    if not pains and not roots:
        return
    films = film_findings(chart.picture, problem)
    explained = problem.named(_EXPLAIN_LIMB) or disputed(problem) or is_denied_in_answer(problem)
    limbs = () if explained else problem.limb_facts()
    facets = (
        ()
        if problem.has(*CAUSES)
        else tuple(m.fact for m in problem.named({Concept.FACET_PAIN, Concept.DISCOGENIC}))
    )
    asked = chart.derived_for(problem, ("CD133",)) and not excluded_injuries(chart.picture)
    trauma = trauma_link(problem) if asked else ()
    for about, what, facts, question, options in (
        ("injury", "Trauma", trauma, _INJURY_QUESTION, _INJURY_OPTIONS),
        ("film", "An imaging finding", films, _FILM_QUESTION, _FILM_OPTIONS),
        ("limb", "Limb pain", limbs, _LIMB_QUESTION, _LIMB_OPTIONS),
        ("source", "A joint or disc named as its source", facets, _SOURCE_QUESTION, _SOURCE_OPTIONS),
    ):
        if facts:
            subject = (*pains, *roots)[0]
            ask = Ask(question, options, unique([subject, *facts]), f"{problem.key} {about}", subject=subject)
            yield Hit(facts=unique(facts), words={"what": what, "open": _OPEN[about]}, ask=ask)
            if answer_to(chart, RULE.id, ask) is None:
                return


def _of_disc(chart: Chart, code: str) -> Hit:
    problem = next(p for p in chart.picture.problems if p.has(Concept.DISC_DEGENERATION))
    facts = unique(m.fact for m in problem.named({Concept.DISC_DEGENERATION}))
    ask = Ask(_DISC_QUESTION, _DISC_OPTIONS, facts, f"{problem.key} disc", subject=facts[0])
    return Hit(codes=(code,), facts=facts, words={"what": "Disc degeneration", "open": _MEANING}, ask=ask)


def _of_diagnosis(
    chart: Chart, code: str, concepts: tuple[Concept, ...], what: str, question: str, known: str, unknown: str
) -> Hit:
    problem = next(p for p in chart.picture.problems if p.has(*concepts))
    facts = unique(m.fact for m in problem.named(concepts))
    options = (option(known, needs_text=True), option(unknown))
    ask = Ask(question, options, facts, f"{problem.key} cause", subject=facts[0])
    return Hit(codes=(code,), facts=facts, words={"what": what, "open": _MEANING}, ask=ask)


_BROKEN = (Concept.FRACTURE, Concept.PATHOLOGICAL_FRACTURE, Concept.FATIGUE_FRACTURE)
_BONE = (
    "A fracture of a vertebra of no stated cause",
    "What is the cause, if known, of the vertebral fracture described?",
    "A cause is known (please state the diagnosis)",
    "No cause is known",
)
_INFECTED = (Concept.DISCITIS, Concept.PYOGENIC_DISC)
_ORGANISM = (
    "An infection of a disc of no stated organism",
    "What is known of the organism or type of the infection described?",
    "The organism or type is known (please state the diagnosis)",
    "Neither is known",
)


_STRUCTURE = (
    "An injury that is not named",
    "What was injured, as far as it is known?",
    "It is known (please state the diagnosis)",
    "It is not known",
)


def _of_operation(chart: Chart) -> Iterator[Hit]:
    pains = [problem.pain_facts()[0] for problem in chart.picture.problems if problem.pain_facts()]
    reasons = chart.picture.of(EncounterReason)
    if pains:
        options = (
            option("A condition (please state the diagnosis)", needs_text=True),
            option("No further diagnosis at this time"),
        )
        question = "For which condition is the operation planned?"
        ask = Ask(question, options, unique([*reasons, *pains]), "operation", subject=pains[0])
        yield Hit(
            facts=unique(pains),
            words={"what": "A symptom before an operation", "open": "no condition is named for it"},
            ask=ask,
        )


_MEANING = "its meaning for the pain is not stated"
_OPEN = {"injury": "no injury is diagnosed", "film": _MEANING, "limb": _MEANING, "source": _MEANING}
_INJURY_QUESTION = "What is the injury diagnosis, if any, behind the pain described?"
_INJURY_OPTIONS = (
    option("An injury is diagnosed (please state the diagnosis)", needs_text=True),
    option("No injury is diagnosed"),
)
_FILM_QUESTION = "What is the clinical significance, if any, of this imaging finding for today's pain?"
_FILM_OPTIONS = (
    option("Clinically significant for today's pain (please state the diagnosis)", needs_text=True),
    option("No clinical significance for today's pain"),
)
_LIMB_QUESTION = "What is the nature of the limb pain described?"
_LIMB_OPTIONS = (
    option("A separate condition (please state the diagnosis)", needs_text=True),
    option("Part of the spine problem (please state the diagnosis)", needs_text=True),
)
_SOURCE_QUESTION = "What is the diagnosis, if any, of the source of the pain described?"
_SOURCE_OPTIONS = (
    option("A diagnosis of the source (please state the diagnosis)", needs_text=True),
    option("No further diagnosis today"),
)
_DISC_QUESTION = "Which pain, if any, comes with the disc condition described?"
_BACK, _LEG = claim("diagnosis", "back pain"), claim("radiation", "leg")
_DISC_OPTIONS = (
    option("Back pain and leg pain", _BACK, _LEG),
    option("Back pain only", _BACK),
    option("Leg pain only", _LEG),
    option("No pain"),
)
_EXPLAIN_LIMB = (
    frozenset({Concept.SCIATICA, Concept.RADICULOPATHY, Concept.CLAUDICATION, Concept.MYELOPATHY}) | CAUSES
)


RULE = Rule(
    id="GG107",
    name="QUERY_ETIOLOGY",
    title="A finding, limb pain or disc whose meaning for the pain the provider did not state",
    why=(
        "An imaging finding is not the provider's diagnosis, leg or arm pain is neither sciatica nor radiculopathy "
        "until the provider says so, and the code of a degenerated lumbar disc says where it hurts. The answer "
        "could change the codes, so it is asked."
    ),
    grade=Grade.WARNING,
    rows=("D05", "D07", "D11", "D12", "D16", "D17", "D20", "D33", "D40", "D46", "D50", "D56"),
    citation=guidelines("I.A.19, I.B.6"),
    check=check,
    message="{what} is documented and {open}.",
    examples=(
        flags(
            "narrowing on a report that is read aloud",
            diagnosis("chronic low back pain"),
            said("imaging", "disc-space narrowing at L5-S1", status="reported"),
            said("imaging", "no acute pathology", status="reported"),
        ),
        flags("trauma without an injury", diagnosis("acute low back pain due to a fall")),
        flags(
            "a bulge on the report beside a radiculopathy of no stated cause",
            diagnosis("cervical radiculopathy"),
            said("imaging", "small disc bulge in the neck", modality="MRI", status="reported"),
        ),
        passes("a radiculopathy alone", diagnosis("cervical radiculopathy")),
        passes(
            "trauma, and the clinician finds no injury",
            diagnosis("acute low back pain due to a fall"),
            diagnosis("sprain or strain", assertion="denied"),
        ),
        passes(
            "trauma, and no injury of any kind",
            diagnosis("acute low back pain due to a fall"),
            said("mechanism", "any injury", assertion="denied", quote="I don't find a sprain or any other injury"),
        ),
        passes(
            "leg pain of which it is asked whether it is there",
            diagnosis("low back pain"),
            said("radiation", "leg", by="patient", assertion="denied"),
            said("radiation", "leg", by="patient"),
        ),
        flags("leg pain that nobody named", diagnosis("low back pain"), said("radiation", "leg", by="patient")),
        flags(
            "a degenerated disc and no word of pain", diagnosis("lumbar degenerative disc disease"), at="M51.369"
        ),
        flags("a pain called of the facet", diagnosis("facetogenic low back pain")),
        flags("an injury that is not named", diagnosis("low back injury"), at="S39.92XA"),
        flags("a discitis of no stated organism", diagnosis("lumbar discitis"), at="M46.46"),
        flags(
            "a symptom before an operation",
            said("encounter_reason", "preoperative evaluation"),
            diagnosis("low back pain"),
        ),
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
