"""GG106 QUERY_REGION: a pain or condition of the spine whose region could be named."""

from collections.abc import Iterator

from guardrails.asking import REGIONS, claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.reading.hints import region_hints
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import Family, Site
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.terms import FactKind


def check(chart: Chart) -> Iterator[Hit]:
    back = chart.picture.problem(Family.BACK.value)
    if back is None:
        return
    pains = chart.derived_below("M54.9", "M54.89") if back.pain_facts() else ()
    if pains:
        yield _of_pain(chart, back, pains[0])
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
        passes("a region named", diagnosis("low back pain")),
        passes("a known cause", diagnosis("thoracic compression fracture"), complaint("back pain")),
        passes("a condition with its region", diagnosis("lumbar radiculopathy")),
    ),
)
