"""Radiation: pain into the leg that one statement of a visit denies and another tells."""

import re
from collections.abc import Iterator

from guardrails.reading.answers import is_answer
from guardrails.reading.concepts import LEG, Concept
from guardrails.reading.mentions import Standing
from guardrails.reading.problem import Problem, quoted, takes_back, unique
from guardrails.reading.sites import Family
from scribe.schema.facts import Fact, Radiation
from scribe.schema.terms import Assertion, Experiencer, RadiationSite, Side, Temporality


def denials(problem: Problem) -> tuple[Radiation, ...]:
    """Denied leg pain or no radiation at all."""
    return tuple(f for f in _travels(problem) if f.value is RadiationSite.NONE or f.assertion is Assertion.DENIED)


def told(problem: Problem) -> tuple[Radiation, ...]:
    """Documented leg pain."""
    return tuple(
        f for f in _travels(problem) if f.value is RadiationSite.LEG and f.assertion is Assertion.DOCUMENTED
    )


def is_denied_in_answer(problem: Problem) -> bool:
    """The clinician has answered that no pain travels into the leg."""
    return any(is_answer(denial) for denial in denials(problem))


def disputed(problem: Problem) -> tuple[Fact, ...]:
    """Statements of one leg pain that contradict each other, and that no assessment or answer settles."""
    settled = any(m.standing is Standing.ESTABLISHED for m in problem.named(_OF_LEG))
    if problem.family is Family.NECK or settled or any(map(is_answer, _travels(problem))):
        return ()
    pairs = [(no, yes) for no in denials(problem) for yes in told(problem) if _are_of_one(no, yes)]
    return unique(fact for pair in pairs for fact in pair)


_OF_LEG = LEG | {Concept.CLAUDICATION}


def _travels(problem: Problem) -> Iterator[Radiation]:
    for fact in problem.facts:
        own = fact.experiencer is Experiencer.PATIENT and fact.temporality is Temporality.CURRENT
        if own and isinstance(fact, Radiation) and fact.value is not RadiationSite.BUTTOCK:
            yield fact


def _are_of_one(denial: Radiation, statement: Radiation) -> bool:
    """Of the same leg, as far down, at the same time, and the one is not the other taken back."""
    narrow = _side_of(denial) not in (None, _side_of(statement)) or bool(_PART.search(quoted(denial)))
    later = any(_TIME.search(quoted(fact)) for fact in (denial, statement))
    of_the_leg = denial.value in (RadiationSite.NONE, RadiationSite.LEG)
    return of_the_leg and not narrow and not later and not takes_back(statement)


def _side_of(fact: Radiation) -> Side | None:
    return None if fact.attributes.side in (Side.UNSPECIFIED, Side.BILATERAL) else fact.attributes.side


_PART = re.compile(r"\b(past|below|beyond|as far as|knees?|calf|calves|foot|feet|ankles?|toes?)\b")
_TIME = re.compile(
    r"\b(used to|anymore|any more|no longer|not now|right now|now|today|gone|stopped|was|were|did|had|first|"
    r"at first|before|last (week|month|year)|yesterday)\b"
)
"""Words by which both may be true, one after the other."""
