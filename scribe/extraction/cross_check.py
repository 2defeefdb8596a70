"""Cross-check: where two readings of the same transcript differ.

Two facts are the same claim when their kinds agree and their quotes overlap, or, for kinds with a closed value,
when these are equal and of the same part. A claim both made is compared on assertion, closed value, side, number,
and where a code can follow on whose it is and when; open text is worded freely by each reader and is not compared.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from scribe.extraction.wording import stems
from scribe.schema.documentation import Disagreement, DisagreementOn, Documentation
from scribe.schema.evidence import share_words
from scribe.schema.facts import Fact, FactBase
from scribe.schema.terms import PARTS_OF_THE_BACK, Experiencer, FactKind, RegionName, Temporality

CODED_KINDS = frozenset(
    {
        FactKind.REGION,
        FactKind.LATERALITY,
        FactKind.RADIATION,
        FactKind.CHRONICITY,
        FactKind.MECHANISM,
        FactKind.PSYCHOGENIC,
        FactKind.RED_FLAG,
        FactKind.DIAGNOSIS,
    }
)
"""Kinds a code or an alert can follow from: only here does a claim of one reader alone count."""

_NUMBERS = ("duration", "degrees")


def cross_check(primary: Documentation, second: Documentation) -> tuple[Disagreement, ...]:
    """The disagreements, the primary reader's facts first, in reading order."""
    return tuple(_disagreements(primary, second))


def _disagreements(primary: Documentation, second: Documentation) -> Iterator[Disagreement]:
    matched: set[str] = set()
    for fact in primary.facts:
        if _only_says_back(fact, primary):
            continue
        same = twins(fact, second.facts)
        matched.update(other.id for other in same)
        if same:
            agreeing = any(_difference(fact, other) is None for other in same)
            on = None if agreeing else _difference(fact, same[0])
            if on is not None:
                yield Disagreement(kind=fact.kind, on=on, about=fact.about, primary=fact, second=same[0])
        elif fact.kind in CODED_KINDS and _codable(fact):
            yield Disagreement(kind=fact.kind, on=DisagreementOn.ONLY_ONE, about=fact.about, primary=fact)
    for other in second.facts:
        if _only_says_back(other, second):
            continue
        if other.id not in matched and other.kind in CODED_KINDS and _codable(other):
            yield Disagreement(kind=other.kind, on=DisagreementOn.ONLY_ONE, about=other.about, second=other)


def twins(fact: Fact, others: Iterable[Fact]) -> list[Fact]:
    """The other reader's facts that make the same claim, whatever each says of it."""
    return [other for other in others if _same_claim(fact, other)]


_ANOTHER_PART = re.compile(r"\b(?:upper|mid|middle|between|whole|entire|all|spine)\b", re.IGNORECASE)


def _only_says_back(fact: FactBase, reading: Documentation) -> bool:
    """ "Back pain" beside "low back pain" of the same reading claims nothing that another reading could miss."""
    if fact.kind is not FactKind.REGION or fact.value is not RegionName.UNSPECIFIED:
        return False
    if any(_ANOTHER_PART.search(quote.quote) for quote in fact.evidence):
        return False
    return any(
        other.kind is FactKind.REGION
        and other.value in PARTS_OF_THE_BACK
        and (other.assertion, other.experiencer, other.temporality)
        == (fact.assertion, fact.experiencer, fact.temporality)
        for other in reading.facts
    )


def _codable(fact: FactBase) -> bool:
    return fact.experiencer is Experiencer.PATIENT and fact.temporality is Temporality.CURRENT


def _same_claim(one: FactBase, other: FactBase) -> bool:
    if one.kind is not other.kind:
        return False
    if isinstance(one.value, StrEnum) and one.value == other.value and not _of_other_parts(one, other):
        return True
    return share_words(one.evidence, other.evidence) and _speak_of_the_same(one, other)


_ONE_A_QUOTE = frozenset({FactKind.ONSET, FactKind.SEVERITY, FactKind.MECHANISM, FactKind.CHIEF_COMPLAINT})
"""Kinds of which one sentence tells once, in whatever words."""


def _speak_of_the_same(one: FactBase, other: FactBase) -> bool:
    """Of two open values from the same words: a sentence may name three signs, and be quoted whole for each."""
    if one.kind in _ONE_A_QUOTE or type(one.value) is not str or type(other.value) is not str:
        return True
    mine, theirs = stems(one.value), stems(other.value)
    return not (mine and theirs) or bool(mine & theirs)


def _of_other_parts(one: FactBase, other: FactBase) -> bool:
    """The left leg and the left shoulder, extension and flexion."""
    mine, theirs = one.attributes.model_dump(), other.attributes.model_dump()
    return any(_differ(mine.get(name), theirs.get(name)) for name in ("of_what", "movement"))


def _difference(one: FactBase, other: FactBase) -> DisagreementOn | None:
    if one.assertion is not other.assertion:
        return DisagreementOn.ASSERTION
    if one.kind in CODED_KINDS and one.experiencer is not other.experiencer:
        return DisagreementOn.EXPERIENCER
    if one.kind in CODED_KINDS and one.temporality is not other.temporality:
        return DisagreementOn.TEMPORALITY
    if isinstance(one.value, StrEnum) and one.value != other.value:
        return DisagreementOn.SIDE if one.kind is FactKind.LATERALITY else DisagreementOn.VALUE
    mine, theirs = one.attributes.model_dump(), other.attributes.model_dump()
    if _differ(mine.get("side"), theirs.get("side")):
        return DisagreementOn.SIDE
    if _differ(mine.get("injury"), theirs.get("injury")):
        return DisagreementOn.VALUE
    numbers = (isinstance(one.value, int | float), isinstance(other.value, int | float))
    if all(numbers) and one.value != other.value:
        return DisagreementOn.NUMBER
    return DisagreementOn.NUMBER if any(_differ(mine.get(n), theirs.get(n)) for n in _NUMBERS) else None


def _differ(mine: object, theirs: object) -> bool:
    return mine is not None and theirs is not None and mine != theirs
