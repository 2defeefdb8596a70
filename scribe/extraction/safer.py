"""The safer reading: what stands of a claim that two readers understood differently, until the clinician decides.

Safer is what supports no code that the other reader would not: an assertion becomes uncertain, a side or a region
is left open, a course is dropped. A warning sign is the other way round: whoever heard it, it stands.
"""

from collections.abc import Iterable

from scribe.schema.documentation import Disagreement, DisagreementOn, Documentation
from scribe.schema.facts import Fact, Region
from scribe.schema.terms import Assertion, FactKind, RegionName

_LEFT_OUT = frozenset({FactKind.LATERALITY, FactKind.CHRONICITY})
"""Kinds that say nothing once their value is in doubt."""


def safer(primary: Documentation, disagreements: Iterable[Disagreement]) -> Documentation:
    """The primary reading, every disputed claim in its safer form; the disagreements keep both as they were."""
    disputed = tuple(disagreements)
    decided = {d.primary.id: _standing(d, d.primary, d.second) for d in disputed if d.primary and d.second}
    facts = [decided.get(fact.id, fact) for fact in primary.facts]
    kept = [fact for fact in facts if fact is not None]
    signs = [d.second for d in disputed if d.primary is None and d.second is not None and _is_sign(d.second)]
    added = [
        sign.model_copy(update={"id": f"r{number}", "about": None}) for number, sign in enumerate(signs, start=1)
    ]
    return primary.model_copy(update={"facts": (*kept, *added), "disagreements": disputed})


def _is_sign(fact: Fact) -> bool:
    return fact.kind is FactKind.RED_FLAG and fact.assertion is Assertion.DOCUMENTED


def _standing(disagreement: Disagreement, mine: Fact, theirs: Fact) -> Fact | None:
    match disagreement.on:
        case DisagreementOn.ASSERTION:
            sign = next((fact for fact in (mine, theirs) if _is_sign(fact)), None)
            return _as(mine, sign.assertion if sign else Assertion.UNCERTAIN)
        case DisagreementOn.SIDE if mine.kind not in _LEFT_OUT:
            return mine.model_copy(update={"attributes": mine.attributes.model_copy(update={"side": None})})
        case DisagreementOn.VALUE if isinstance(mine, Region):
            return mine.model_copy(update={"value": RegionName.UNSPECIFIED})
        case DisagreementOn.SIDE | DisagreementOn.VALUE:
            return None if mine.kind in _LEFT_OUT else _as(mine, Assertion.UNCERTAIN)
    return mine


def _as(fact: Fact, assertion: Assertion) -> Fact:
    return fact.model_copy(update={"assertion": assertion})
