"""Hints: what points to a region without naming it as the site of the pain, and what points to a long course."""

import re
from collections.abc import Iterable

from guardrails.reading.phrases import normal
from guardrails.reading.problem import unique
from guardrails.reading.sites import HINT, Family, families_in
from guardrails.remember import last_value
from scribe.schema.facts import (
    ChiefComplaint,
    ChronicityFact,
    Diagnosis,
    Fact,
    Imaging,
    Onset,
    PainDescription,
    PhysicalExam,
    RangeOfMotion,
    Region,
    Treatment,
)
from scribe.schema.terms import Assertion, Experiencer, FactKind, RegionName

LONG_COURSE = re.compile(
    r"long[- ]?standing|persistent|recurrent|for (many |several )?(years|months)|ongoing for years"
)
_MONTHS = {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0}
LONG_MONTHS = 3.0
"""A longer duration calls for a question about the course; it never makes a pain chronic."""


@last_value
def region_hints(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Exam, film, movement, treatment or a word such as "upper" that points to a region of the back."""
    own = [f for f in facts if f.kind in _POINTING and f.experiencer is Experiencer.PATIENT]
    return unique(fact for fact in own if fact.assertion is Assertion.DOCUMENTED and _points(fact))


_POINTING = frozenset(
    {
        FactKind.RANGE_OF_MOTION,
        FactKind.IMAGING,
        FactKind.PHYSICAL_EXAM,
        FactKind.TREATMENT,
        FactKind.DIAGNOSIS,
        FactKind.CHIEF_COMPLAINT,
        FactKind.REGION,
    }
)
"""Kinds of facts that may point to a region."""


def hinted_families(facts: Iterable[Fact]) -> frozenset[Family]:
    """The parts of the spine that such hints point to."""
    texts = (f"{fact.value or ''} {getattr(fact.attributes, 'region', None) or ''}" for fact in region_hints(facts))
    return frozenset().union(*(families_in(normal(text)) for text in texts)) - {Family.BACK}


def said_of_time(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts of a long duration, or of words such as long-standing."""
    return tuple(fact for fact in facts if _is_long(fact))


def _points(fact: Fact) -> bool:
    match fact:
        case RangeOfMotion() | Imaging():
            return fact.attributes.region not in (None, RegionName.UNSPECIFIED) or _names(str(fact.value or ""))
        case PhysicalExam() | Treatment():
            return _names(fact.value)
        case Diagnosis() | ChiefComplaint():
            return bool(HINT.search(normal(fact.value))) and bool(families_in(normal(fact.value)))
        case Region(value=RegionName.UNSPECIFIED):
            return bool(HINT.search(normal(" ".join(e.quote for e in fact.evidence))))
    return False


def _names(value: str) -> bool:
    return bool(families_in(normal(value)) - {Family.BACK, Family.NECK, Family.FLANK})


def _is_long(fact: Fact) -> bool:
    if isinstance(fact, Onset):
        months = (fact.attributes.duration or 0.0) * _MONTHS.get((fact.attributes.unit or "").rstrip("s"), 0.0)
        return months >= LONG_MONTHS or bool(LONG_COURSE.search(normal(fact.value)))
    if isinstance(fact, ChronicityFact):
        return bool(LONG_COURSE.search(normal(fact.attributes.words or "")))
    return isinstance(fact, PainDescription) and bool(LONG_COURSE.search(normal(fact.value)))
