"""CH103 QUERY_CHRONICITY: pain that may be chronic, and no clinician says so."""

from collections.abc import Iterator

from guardrails.asking import COURSES, Option, claim, option
from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.coding_rule import CAUSES_WITHOUT_G89, INJURIES
from guardrails.examples import diagnosis, flags, passes, said
from guardrails.reading.concepts import Concept
from guardrails.reading.hints import said_of_time
from guardrails.reading.picture import stands
from guardrails.reading.pregnancy import is_gestation
from guardrails.reading.problem import Problem, unique
from guardrails.rule import Ask, Grade, Hit, Rule
from scribe.schema.facts import ChronicityFact, Fact
from scribe.schema.terms import Chronicity, FactKind


def check(chart: Chart) -> Iterator[Hit]:
    if chart.derived_by(("CD134", "CD135")):
        return
    open_ones = [p for p in chart.picture.problems if not chart.derived_for(p, _KNOWN_CAUSE)]
    asked = [hit for problem in open_ones for hit in _of_problem(problem, chart)]
    if len(open_ones) == len(chart.picture.problems):
        yield from asked or _of_visit(chart)
    else:
        yield from asked


_KNOWN_CAUSE = (*INJURIES, *CAUSES_WITHOUT_G89)
"""Rules whose codes leave no place for G89, so that the course of the pain makes no difference."""


def _of_problem(problem: Problem, chart: Chart) -> Iterator[Hit]:
    """A long course, or the patient's own word chronic, of a pain whose acuity no clinician states."""
    clinician = [f for acuity in _STATED for f in problem.acuity(acuity, by_clinician=True)]
    patient = problem.acuity(Chronicity.CHRONIC, by_clinician=False)
    disorder = [m.fact for m in chart.picture.established(Concept.PAIN_PSYCH_FACTORS)]
    weeks = chart.derived_below("Z3A")
    long = [f for f in said_of_time(problem.course()) if not is_gestation(f, weeks)]
    facts = unique([*patient, *long, *disorder])
    if facts and problem.pain_facts() and not clinician:
        indicators = unique([*problem.pain_facts()[:1], *facts])
        course = FactKind.CHRONICITY
        ask = Ask(_QUESTION, COURSES, indicators, problem.key, subject=problem.pain_facts()[0], words=course)
        yield Hit(facts=facts, words=_NOBODY_SAYS, ask=ask)


def _of_visit(chart: Chart) -> Iterator[Hit]:
    """A clinician's word of the course that belongs to no one of several problems."""
    pains = {p.key: p.pain_facts()[0] for p in chart.picture.problems if p.pain_facts()}
    if len(pains) < 2:
        return
    owned = {fact.id for problem in chart.picture.problems for fact in problem.facts}
    free = [f for f in chart.picture.facts if f.about is None and f.id not in owned and stands(f)]
    chronic = tuple(f for f in free if isinstance(f, ChronicityFact) and f.value is Chronicity.CHRONIC)
    long = said_of_time(free)
    if chronic:
        of_each = {key: claim("chronicity", "chronic", words="chronic", about=f.id) for key, f in pains.items()}
        options = [option(f"The pain of the {key}", of) for key, of in of_each.items()]
        options.append(option("All of them", *of_each.values()))
        words = {"what": "A clinician calls a pain chronic and does not say which of several"}
        yield Hit(facts=chronic, words=words, ask=Ask(_WHICH, tuple(options), unique([*chronic, *pains.values()])))
    elif long and not any(_stated_course(p) for p in chart.picture.problems):
        yield Hit(
            facts=long,
            words=_NOBODY_SAYS,
            ask=Ask(_OF_ALL, tuple(_courses(pains)), unique([*long, *pains.values()])),
        )


def _courses(pains: dict[str, Fact]) -> Iterator[Option]:
    """One course for all pains; a difference between them is said in the clinician's own words."""
    for word in ("acute", "chronic", "subacute"):
        claims = (claim("chronicity", word, words=word, about=fact.id) for fact in pains.values())
        yield option(word.capitalize(), *claims)


def _stated_course(problem: Problem) -> bool:
    return any(problem.acuity(word, by_clinician=True) for word in _STATED)


_NOBODY_SAYS = {"what": "The record points to a longer course and no clinician states the acuity of the pain"}
_QUESTION = "How would you describe the course of this pain?"
_WHICH = "Which of the pains does this word describe?"
_OF_ALL = "How would you describe the course of these pains?"
_STATED = (Chronicity.ACUTE, Chronicity.SUBACUTE, Chronicity.CHRONIC)


RULE = Rule(
    id="CH103",
    name="QUERY_CHRONICITY",
    title="Pain that may be chronic, and no clinician says so",
    why=(
        "A long duration, words such as persistent, or the patient's own word call for a question, never "
        "for a code."
    ),
    grade=Grade.WARNING,
    citation=guidelines("I.C.6.b.4"),
    check=check,
    message="{what}.",
    examples=(
        flags(
            "the patient calls it chronic",
            diagnosis("low back pain"),
            said("chronicity", "chronic", by="patient", words="chronic"),
        ),
        flags("two years", diagnosis("low back pain"), said("onset", "two years", duration=2.0, unit="year")),
        flags(
            "long-standing",
            diagnosis("low back pain"),
            said("chronicity", "unspecified", words="long-standing", quote="long-standing"),
        ),
        flags(
            "chronic said of one of two pains",
            diagnosis("cervicalgia"),
            diagnosis("low back pain"),
            said("chronicity", "chronic", words="chronic"),
        ),
        flags(
            "long-standing, said of several pains",
            diagnosis("cervicalgia"),
            diagnosis("low back pain"),
            said("chronicity", "unspecified", words="long-standing", quote="long-standing"),
        ),
        flags(
            "a pain beside the known cause of another",
            diagnosis("lumbar stenosis"),
            diagnosis("neck pain"),
            said("onset", "two years", duration=2.0, unit="year", about="f2"),
        ),
        passes("three weeks", diagnosis("low back pain"), said("onset", "three weeks", duration=3.0, unit="week")),
        passes(
            "the week of a pregnancy is no duration of the pain",
            diagnosis("low back pain of pregnancy at 24 weeks"),
            said("onset", "24 weeks", duration=24.0, unit="week"),
        ),
        passes(
            "the clinician calls it chronic",
            diagnosis("chronic low back pain"),
            said("onset", "a year", duration=1.0, unit="year"),
        ),
        passes(
            "a known cause", diagnosis("lumbar stenosis"), said("onset", "two years", duration=2.0, unit="year")
        ),
    ),
)
