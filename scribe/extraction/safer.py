"""The safer reading: what stands of what two readers read, until the clinician decides.

Safer is what supports no code that the other reader would not: an assertion becomes uncertain, a side or a region
is left open, a course is dropped. A warning sign is the other way round: whoever heard it, it stands. The silence
of one reader is no "not discussed": what only the other heard stays in the documentation, as sure as it may be.
"""

from collections.abc import Iterable, Iterator, Mapping

from scribe.extraction.cross_check import twins
from scribe.schema.documentation import Disagreement, DisagreementOn, Documentation
from scribe.schema.facts import Fact, Region
from scribe.schema.terms import Assertion, Experiencer, FactKind, RegionName, Temporality

_LEFT_OUT = frozenset({FactKind.LATERALITY, FactKind.CHRONICITY})
"""Kinds that say nothing once their value is in doubt."""
_NEEDS_BOTH = frozenset(
    {
        FactKind.REGION,
        FactKind.LATERALITY,
        FactKind.RADIATION,
        FactKind.CHRONICITY,
        FactKind.MECHANISM,
        FactKind.DIAGNOSIS,
        FactKind.PSYCHOGENIC,
    }
)
"""Kinds that decide a code: read by one reader alone they are uncertain."""


def safer(primary: Documentation, second: Documentation, disagreements: Iterable[Disagreement]) -> Documentation:
    """The primary reading in its safer form with what only the second heard; ids ``r1, r2, ...`` for these.

    The disagreements keep both readings as they were.
    """
    disputed = tuple(disagreements)
    decided = {d.primary.id: _standing(d, d.primary) for d in disputed if d.primary}
    facts = [decided.get(fact.id, fact) for fact in primary.facts]
    kept = [fact for fact in facts if fact is not None]
    added = _only_second(primary, second)
    return primary.with_facts((*kept, *added), disputed)


def _standing(disagreement: Disagreement, mine: Fact) -> Fact | None:
    theirs = disagreement.second
    if theirs is None:
        alone = mine.kind in _NEEDS_BOTH and _decides(mine)
        return _in_doubt(mine) if alone else mine
    if _is_sign(theirs) and not _is_sign(mine):
        return theirs.model_copy(update={"id": mine.id, "about": mine.about})
    match disagreement.on:
        case DisagreementOn.ASSERTION | DisagreementOn.EXPERIENCER | DisagreementOn.TEMPORALITY:
            return mine if _is_sign(mine) else _in_doubt(mine)
        case DisagreementOn.SIDE if mine.kind not in _LEFT_OUT:
            return mine.model_copy(update={"attributes": mine.attributes.model_copy(update={"side": None})})
        case DisagreementOn.VALUE if isinstance(mine, Region):
            return mine.model_copy(update={"value": RegionName.UNSPECIFIED})
        case DisagreementOn.SIDE | DisagreementOn.VALUE:
            return None if mine.kind in _LEFT_OUT else _in_doubt(mine)
    return mine


def _only_second(primary: Documentation, second: Documentation) -> Iterator[Fact]:
    """The second reader's facts that the first has not read at all.

    Where the first read others of a deciding kind as the second did, it did not take these words so: uncertain.
    Where it wrote none of the kind, or only what nobody else heard, it was silent on them, and that is no reading.
    """
    mine = {fact.kind for fact in primary.facts if twins(fact, second.facts)}
    new = [fact for fact in second.facts if not twins(fact, primary.facts)]
    ids = {fact.id: f"r{number}" for number, fact in enumerate(new, start=1)}
    for fact in new:
        doubted = fact.kind in _NEEDS_BOTH & mine and _decides(fact)
        known = fact.model_copy(update={"id": ids[fact.id], "about": _about(fact, second, primary, ids)})
        yield _in_doubt(known) if doubted else known


def _about(fact: Fact, second: Documentation, primary: Documentation, ids: Mapping[str, str]) -> str | None:
    """The problem of a fact by its id in the documentation of both."""
    problem = second.fact(fact.about) if fact.about else None
    if problem is None:
        return None
    same = twins(problem, primary.facts)
    return ids.get(problem.id) or (same[0].id if same else None)


def _decides(fact: Fact) -> bool:
    """A code could follow from it. That a psychological cause is excluded must be as sure as that there is one."""
    return fact.assertion is Assertion.DOCUMENTED or fact.kind is FactKind.PSYCHOGENIC


def _is_sign(fact: Fact) -> bool:
    """A warning sign that the patient has now."""
    stands = fact.assertion is Assertion.DOCUMENTED and fact.temporality is Temporality.CURRENT
    return fact.kind is FactKind.RED_FLAG and stands and fact.experiencer is Experiencer.PATIENT


def _in_doubt(fact: Fact) -> Fact:
    """Uncertain, and not by any word of the provider's."""
    return fact.model_copy(update={"assertion": Assertion.UNCERTAIN, "disputed": True})
