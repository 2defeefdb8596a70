"""Doubles: one claim written twice, by the overlap of two parts of a visit or by a model that repeats itself."""

from collections.abc import Iterable

from scribe.extraction.canonical import words
from scribe.schema.facts import Fact


def without_doubles(facts: Iterable[Fact]) -> list[Fact]:
    """The facts in their order; of two that make one claim from the same words, the one that says more."""
    kept: list[Fact] = []
    near: dict[tuple[str, str], list[int]] = {}
    for fact in facts:
        there = near.setdefault((fact.kind, fact.evidence[-1].segment_id), [])
        if any(_says_all_of(kept[at], fact) for at in there):
            continue
        lesser = next((at for at in there if _says_all_of(fact, kept[at])), None)
        if lesser is None:
            there.append(len(kept))
            kept.append(fact)
        else:
            kept[lesser] = fact
    return kept


def _says_all_of(one: Fact, other: Fact) -> bool:
    """Whether a claim is made by another of the same kind, standing and details that rests on the same words."""
    same_standing = (one.assertion, one.experiencer, one.temporality, one.speaker_role) == (
        other.assertion,
        other.experiencer,
        other.temporality,
        other.speaker_role,
    )
    return same_standing and _value_in(other, one) and _details_in(other, one) and _rests_on(other, one)


def _value_in(other: Fact, one: Fact) -> bool:
    if one.value == other.value:
        return True
    if type(one.value) is not str or type(other.value) is not str:
        return False
    return set(words(other.value)) <= set(words(one.value))


def _details_in(other: Fact, one: Fact) -> bool:
    more = one.attributes.model_dump()
    return all(
        more.get(name) == detail for name, detail in other.attributes.model_dump().items() if detail is not None
    )


def _rests_on(other: Fact, one: Fact) -> bool:
    """Whether the words that assert the one lie within those of the other."""
    inner, outer = other.evidence[-1], one.evidence[-1]
    return outer.holds(inner) or (one.value == other.value and outer.overlaps(inner))
