"""Details: regions, sides, radiation and psychological origin that a text or the facts of a visit name."""

import re
from collections.abc import Iterable
from functools import lru_cache

from guardrails.reading.phrases import normal
from guardrails.reading.sites import Family, families_in
from guardrails.remember import last_value
from scribe.schema.facts import Assertion, Fact, FactKind, RadiationSite, Side

_PARTS = (
    r"(side|sided|leg|legs|arm|foot|hip|buttock|thigh|calf|shoulder|flank|low|lower|lumbar|neck|sciatica|sciatic|groin|"
    r"paraspinal|sacroiliac|si|hand|knee|great|big|toe|upper|l\d|s\d|c\d|radiculopathy|straight)"
)
_SIDE_WORDS = {
    "the left side": re.compile(rf"\bleft[- ]{_PARTS}\b|\b(on|to) the left\b|\bbilateral|\bboth (sides|legs|arms)"),
    "the right side": re.compile(
        rf"\bright[- ]{_PARTS}\b|\b(on|to) the right\b|\bbilateral|\bboth (sides|legs|arms)"
    ),
}
_RADIATION = re.compile(r"\b(radiat\w+|shoot\w+|travel\w+|down (the|his|her|their) (left |right |both )?legs?)\b")
_PSYCHE = re.compile(r"\b(psychogenic|psychological\w*|somatoform|psychosomatic)\b")
_DENIAL = re.compile(r"\b(no|not|without|denie[sd]|denying|negative|absent|never|doesn't|does not)\b")


@lru_cache(maxsize=4096)
def details_in(text: str) -> frozenset[str]:
    """The details a lower-case sentence claims. A sentence that denies claims neither radiation nor origin."""
    found = {f"the {family.value}" for family in families_in(text) if family is not Family.BACK}
    found |= {side for side, words in _SIDE_WORDS.items() if words.search(text)}
    if not _DENIAL.search(text):
        found |= {"radiation"} if _RADIATION.search(text) else set()
        found |= {"a psychological origin"} if _PSYCHE.search(text) else set()
    return frozenset(found)


@last_value
def said_in(facts: Iterable[Fact]) -> frozenset[str]:
    """The details any fact of the visit names, in its value, its attributes or its quote."""
    found: set[str] = set()
    for fact, text in _texts(facts):
        found |= _named_in(text)
        if fact.assertion is not Assertion.DENIED:
            found |= _claimed_in(text) | ({"radiation"} if _travels(fact) else set())
    return frozenset(found)


@last_value
def families_named(facts: Iterable[Fact]) -> frozenset[Family]:
    """Parts of the spine that any fact names, denied ones included."""
    return frozenset(family for _, text in _texts(facts) for family in families_in(text)) - {Family.BACK}


@lru_cache(maxsize=4096)
def _named_in(text: str) -> frozenset[str]:
    found = {f"the {family.value}" for family in families_in(text) if family is not Family.BACK}
    sides = {f"the {side.value} side" for side, words in _SAID_SIDES.items() if words.search(text)}
    return frozenset(found | sides)


@lru_cache(maxsize=4096)
def _claimed_in(text: str) -> frozenset[str]:
    found = {"radiation"} if _RADIATION.search(text) else set()
    return frozenset(found | ({"a psychological origin"} if _PSYCHE.search(text) else set()))


_SAID_SIDES = {side: re.compile(rf"\b({side.value}|bilateral\w*|both)\b") for side in (Side.LEFT, Side.RIGHT)}


def _travels(fact: Fact) -> bool:
    return fact.kind is FactKind.RADIATION and fact.value is not RadiationSite.NONE


@last_value
def _texts(facts: Iterable[Fact]) -> tuple[tuple[Fact, str], ...]:
    return tuple((fact, _text(fact)) for fact in facts)


def _text(fact: Fact) -> str:
    """Everything a fact says, its quotes included."""
    said = [_KIND[fact.kind], str(fact.value or "")]
    for attributes in (fact.attributes.__dict__, fact.attributes.model_extra):
        if attributes:
            said += [str(value) for value in attributes.values() if value]
    for evidence in fact.evidence:
        said.append(evidence.quote)
    return normal(" ".join(said))


_KIND = {kind: kind.value.replace("_", " ") for kind in FactKind}
