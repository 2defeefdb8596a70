"""GG106 QUERY_REGION: a pain or condition of the spine whose region could be named."""

import re
from collections.abc import Iterator

from guardrails.asking import REGIONS, claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.hints import region_hints
from guardrails.reading.phrases import normal
from guardrails.reading.problem import Problem, quoted, unique
from guardrails.reading.sites import Family, Site
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.terms import Assertion, FactKind
from scribe.schema.transcript import SpeakerRole


def check(chart: Chart) -> Iterator[Hit]:
    back = chart.picture.problem(Family.BACK.value)
    if back is None:
        return
    pains = chart.derived_below("M54.9", "M54.89") if back.pain_facts() else ()
    if pains:
        yield from () if pains[0] != "M54.9" and _is_all_of_it(chart) else (_of_pain(chart, back, pains[0]),)
        return
    yield from (_of_condition(back, code) for code in _OF_NO_REGION if code in chart.derived)


def _of_pain(chart: Chart, problem: Problem, code: str) -> Hit:
    hints = region_hints(chart.picture.facts)
    pains = problem.pain_facts()
    indicators = unique([*pains, *hints])
    grave = bool(hints) or code != "M54.9"
    due = _DUE if grave else "the question is advisory"
    ask = Ask(_PAIN, REGIONS, indicators, problem.key, subject=pains[0], words=FactKind.REGION)
    grade = Grade.WARNING if grave else Grade.INFO
    return Hit(codes=(code,), facts=indicators, words={"what": "back pain", "due": due}, grade=grade, ask=ask)


def _is_all_of_it(chart: Chart) -> bool:
    """The clinician says that it is the whole spine: of a stated type of pain, no region is left to ask for."""
    own = [f for f in chart.picture.facts if f.kind in _SITED and f.speaker_role is SpeakerRole.CLINICIAN]
    documented = [f for f in own if f.assertion is Assertion.DOCUMENTED]
    return any(_WHOLE.search(normal(f"{f.value} {quoted(f)}")) for f in documented)


_SITED = frozenset({FactKind.CHIEF_COMPLAINT, FactKind.DIAGNOSIS, FactKind.REGION})
_WHOLE = re.compile(r"\b(whole|entire|all of the|full|throughout the) ([a-z]+ ){0,3}(back|spine)\b")


def _of_condition(problem: Problem, code: str) -> Hit:
    facts = unique(m.fact for m in problem.mentions if m.reading.site in (None, Site.BACK))
    ask = Ask(_CONDITION, _LEVELS, facts, problem.key, subject=facts[0], words=FactKind.REGION)
    words = {"what": "condition", "due": "the code has a region, so a question is due"}
    return Hit(codes=(code,), facts=facts, words=words, grade=Grade.WARNING, ask=ask)


_DUE = "the record points to one or the code depends on it, so a question is due"
_PAIN = "Where in the back is the pain located?"
_CONDITION = "Which region of the spine is affected?"
_LEVELS = (
    option("Cervical", claim("region", "cervical")),
    option("Lumbar", claim("region", "lumbar")),
    option("Lumbosacral", claim("region", "lumbosacral")),
    option("Sacral", claim("region", "sacral")),
    option("Thoracic", claim("region", "thoracic")),
)
_OF_NO_REGION = (
    *("M54.10", "M51.9", "M47.10", "M47.20", "M47.819", "M48.00", "M43.00", "M43.10", "M46.20", "M46.30"),
    *("M46.40", "M48.50XA", "M48.50XD"),
)
"""Codes of the spine that leave the region open."""


RULE = Rule(
    id="GG106",
    name="QUERY_REGION",
    title="A pain or condition of the spine whose region could be named",
    why=(
        "The region decides the code. The question is due where something points to a region or the condition has "
        "a code by region, advisory where nothing does."
    ),
    grade=Grade.INFO,
    rows=("D01", "D06", "D13", "D14", "D22", "D23", "D24", "D59"),
    citation=guidelines("I.B.18"),
    check=check,
    message="The region of the {what} is not named; {due}.",
    examples=(
        flags("no region named", diagnosis("back pain"), at="M54.9"),
        flags(
            "a film of the lumbar spine",
            diagnosis("back pain"),
            said("imaging", None, region="lumbar", status="ordered"),
        ),
        flags("radiculopathy of no stated region", diagnosis("radiculopathy of the spine"), at="M54.10"),
        flags("a type of pain of no region", diagnosis("vertebrogenic pain syndrome"), at="M54.89"),
        passes(
            "a type of pain of the whole spine",
            diagnosis("mechanical dorsalgia"),
            complaint("aching along the whole spine", by="clinician"),
        ),
        flags("the whole back, no type", diagnosis("back pain"), complaint("my whole back hurts"), at="M54.9"),
        passes("a region named", diagnosis("low back pain")),
        passes("a known cause", diagnosis("thoracic compression fracture"), complaint("back pain")),
        passes("a condition with its region", diagnosis("lumbar radiculopathy")),
    ),
)
