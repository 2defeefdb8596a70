"""Checklist of a visit that still runs: of each kind a back pain note is read for, how far it has been heard."""

from collections.abc import Iterable, Sequence

from scribe.schema.checklist import Checklist, ChecklistItem, HeardAs
from scribe.schema.documentation import Documentation
from scribe.schema.facts import Fact, Onset
from scribe.schema.terms import Assertion, Chronicity, Experiencer, FactKind, RegionName, Side, Temporality

KINDS = (
    FactKind.REGION,
    FactKind.LATERALITY,
    FactKind.RADIATION,
    FactKind.CHRONICITY,
    FactKind.ONSET,
    FactKind.SEVERITY,
    FactKind.PAIN_DESCRIPTION,
    FactKind.MECHANISM,
    FactKind.FUNCTIONAL_LIMITATION,
    FactKind.RANGE_OF_MOTION,
    FactKind.TREATMENT,
    FactKind.IMAGING,
    FactKind.RED_FLAG,
    FactKind.NEUROLOGIC_EXAM,
    FactKind.PHYSICAL_EXAM,
    FactKind.HISTORY,
    FactKind.PLAN,
    FactKind.DIAGNOSIS,
)
"""In the order of the contract. Why the visit takes place is no gap; nor is it one that nobody spoke of a
psychogenic origin: to name it would suggest it."""

_ONLY_NOW = frozenset({Temporality.CURRENT})
_AT_ANY_TIME = frozenset({Temporality.CURRENT, Temporality.PAST, Temporality.PLANNED})
_TIMES = dict.fromkeys((FactKind.TREATMENT, FactKind.IMAGING, FactKind.HISTORY, FactKind.PLAN), _AT_ANY_TIME)
"""Of other kinds, what was once and what will be say nothing of the present problem; what may be never does."""
_UNSPECIFIED = {
    FactKind.REGION: RegionName.UNSPECIFIED,
    FactKind.LATERALITY: Side.UNSPECIFIED,
    FactKind.CHRONICITY: Chronicity.UNSPECIFIED,
}


def checklist(documentation: Documentation, heard_until: float) -> Checklist:
    """How far each kind has been heard. heard_until: the end of what was read, in seconds of the recording."""
    items = tuple(ChecklistItem(kind=kind, state=_state(kind, documentation.facts)) for kind in KINDS)
    return Checklist(items=items, heard_until=heard_until)


def _state(kind: FactKind, facts: Sequence[Fact]) -> HeardAs:
    said = [fact for fact in facts if fact.kind is kind and _is_of_the_problem(fact)]
    if not said:
        duration = kind is FactKind.CHRONICITY and _has_duration(facts)
        return HeardAs.DURATION_ONLY if duration else HeardAs.NOT_HEARD_YET
    vague = _UNSPECIFIED.get(kind)
    named = {fact.assertion for fact in said if vague is None or fact.value != vague}
    every = {fact.assertion for fact in said}
    order = (
        (Assertion.DOCUMENTED in named, HeardAs.HEARD),
        (Assertion.UNCERTAIN in named, HeardAs.UNCERTAIN_ONLY),
        (Assertion.DOCUMENTED in every, HeardAs.UNSPECIFIED_ONLY),
        (Assertion.UNCERTAIN in every, HeardAs.UNCERTAIN_ONLY),
    )
    return next((state for holds, state in order if holds), HeardAs.DENIED)


def _is_of_the_problem(fact: Fact) -> bool:
    """The patient's own, at a time that counts for its kind."""
    return fact.experiencer is Experiencer.PATIENT and fact.temporality in _TIMES.get(fact.kind, _ONLY_NOW)


def _has_duration(facts: Iterable[Fact]) -> bool:
    return any(
        isinstance(fact, Onset)
        and fact.attributes.duration is not None
        and fact.assertion is not Assertion.DENIED
        and _is_of_the_problem(fact)
        for fact in facts
    )
