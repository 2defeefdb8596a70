"""Red flags: the warning signs a patient has, each with the alert it belongs to (CODING reference section 8)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from guardrails.reading.phrases import normal
from guardrails.reading.red_flag_words import (
    BRITTLE,
    DEFICIT,
    DESCRIPTION,
    ELDERLY,
    EXAM,
    FIFTY,
    HISTORY,
    MAJOR_TRAUMA,
    MINOR_TRAUMA,
    NO_BETTER,
    PATTERNS,
    URGENT,
    WEEKS_IN,
    WEEKS_OF_A_MONTH,
    AlertKind,
)
from scribe.schema.encounter import Encounter
from scribe.schema.facts import Fact, Mechanism, Onset, PainDescription, Plan, Radiation, RedFlag
from scribe.schema.terms import Assertion, Experiencer, FactKind, InjuryStatus, RadiationSite, Side, Temporality


def red_flags(encounter: Encounter, facts: Sequence[Fact]) -> Iterator[tuple[AlertKind, Fact]]:
    """Every warning sign the patient has, with the alert it belongs to."""
    asserted = [fact for fact in facts if _asserted(fact)]
    fragile = _is_fragile(encounter, asserted)
    for fact in asserted:
        yield from ((kind, fact) for kind in _kinds(fact, fragile=fragile))
    yield from ((AlertKind.MALIGNANCY, fact) for fact in _not_better(encounter, asserted))
    yield from ((AlertKind.CAUDA_EQUINA, fact) for fact in _both_legs(asserted))


def _is_fragile(encounter: Encounter, facts: Iterable[Fact]) -> bool:
    """Bone that a minor trauma may break: old age, osteoporosis, long-term steroids."""
    if encounter.age_years is not None and encounter.age_years >= ELDERLY:
        return True
    told = (normal(str(fact.value)) for fact in facts if fact.kind in _OF_BONE)
    return any(BRITTLE.search(text) for text in told)


_OF_BONE = frozenset({FactKind.HISTORY, FactKind.DIAGNOSIS, FactKind.RED_FLAG})
_OF_LEGS = frozenset({FactKind.DIAGNOSIS, FactKind.RED_FLAG, FactKind.RADIATION})
_OF_NERVES = frozenset({FactKind.NEUROLOGIC_EXAM, FactKind.RED_FLAG})
"""Kinds of facts that may speak of brittle bone, of both legs, of a deficit."""


def _not_better(encounter: Encounter, facts: Sequence[Fact]) -> Iterator[Fact]:
    """No improvement after a month over the age of fifty."""
    if encounter.age_years is None or encounter.age_years <= FIFTY:
        return
    stale = [f for f in facts if isinstance(f, PainDescription) and NO_BETTER.search(normal(f.value))]
    if any(_weeks(f) >= WEEKS_OF_A_MONTH for f in facts if isinstance(f, Onset)):
        yield from stale


def _both_legs(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Sciatica of both sides with a deficit."""
    both = [f for f in facts if f.kind in _OF_LEGS and _is_both_legs(f)]
    deficit = [f for f in facts if f.kind in _OF_NERVES and DEFICIT.search(normal(str(f.value)))]
    if both and deficit:
        yield from (*both, *deficit)


def _is_both_legs(fact: Fact) -> bool:
    if isinstance(fact, Radiation):
        return fact.value is RadiationSite.LEG and fact.attributes.side is Side.BILATERAL
    text = normal(str(fact.value))
    return bool(re.search(r"\b(bilateral|both)\b", text) and re.search(r"sciatic|radicul|leg", text))


def _weeks(fact: Onset) -> float:
    return (fact.attributes.duration or 0.0) * WEEKS_IN.get((fact.attributes.unit or "").rstrip("s"), 0.0)


def screened(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Warning signs that were denied."""
    own = (f for f in facts if isinstance(f, RedFlag) and f.experiencer is Experiencer.PATIENT)
    return tuple(f for f in own if f.assertion is Assertion.DENIED)


def addressed_by(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Plans that act on a warning sign."""
    plans = (f for f in facts if isinstance(f, Plan) and f.assertion is Assertion.DOCUMENTED)
    return tuple(f for f in plans if URGENT.search(normal(f.value)))


_OF_THE_PAST = frozenset({FactKind.HISTORY, FactKind.DIAGNOSIS})
"""Kinds of facts that count although they are over."""


def _asserted(fact: Fact) -> bool:
    if fact.assertion is Assertion.DENIED or fact.experiencer is not Experiencer.PATIENT:
        return False
    past_counts = fact.temporality is Temporality.PAST and fact.kind in _OF_THE_PAST
    return past_counts or fact.temporality is Temporality.CURRENT


def _kinds(fact: Fact, *, fragile: bool) -> tuple[AlertKind, ...]:
    if fact.kind is FactKind.MECHANISM:
        return (AlertKind.FRACTURE,) if _may_break(fact, fragile=fragile) else ()
    return _known(fact.kind, str(fact.value)) if fact.kind in _SIGNS else ()


_SIGNS = {
    FactKind.RED_FLAG: re.compile(""),
    FactKind.NEUROLOGIC_EXAM: EXAM,
    FactKind.PHYSICAL_EXAM: EXAM,
    FactKind.HISTORY: HISTORY,
    FactKind.DIAGNOSIS: HISTORY,
    FactKind.PAIN_DESCRIPTION: DESCRIPTION,
}
"""Kinds of facts that may be warning signs, and the words that make one of them; a red flag is one in any words."""


_CLOSED = frozenset({FactKind.NEUROLOGIC_EXAM, FactKind.PHYSICAL_EXAM, FactKind.HISTORY, FactKind.DIAGNOSIS})
"""Kinds whose signs are named by nouns. Of a red flag "no" may be part of the sign: "no control of the bladder"."""
_DENIED = re.compile(
    r"\b(no|not|without|never|negative for|free of|denies|nor)( (any|a|sustained|evidence of|signs? of|known|"
    r"(personal )?history of|had))*( [\w-]+ (or|nor))* $"
)
"""What stands before a sign that is named as absent."""


@lru_cache(maxsize=4096)
def _known(kind: FactKind, value: str) -> tuple[AlertKind, ...]:
    """The first alert whose words a sign holds; a red flag in other words is one all the same."""
    text = normal(value)
    if all(kind in _CLOSED and _DENIED.search(text[: sign.start()]) for sign in _SIGNS[kind].finditer(text)):
        return ()
    other = AlertKind.OTHER if kind is FactKind.RED_FLAG else None
    first = next((alert for alert, words in PATTERNS if words.search(text)), other)
    return (first,) if first else ()


def _may_break(fact: Mechanism, *, fragile: bool) -> bool:
    if fact.attributes.injury not in (InjuryStatus.CURRENT, None):
        return False
    text = normal(fact.value)
    return bool(MAJOR_TRAUMA.search(text)) or (fragile and bool(MINOR_TRAUMA.search(text)))
