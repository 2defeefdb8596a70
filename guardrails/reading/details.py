"""Details: regions, sides, radiation and psychological origin that a text or the facts of a visit name."""

import re
from collections.abc import Iterable

from guardrails.reading.phrases import normal
from guardrails.reading.sites import Family, families_in
from guardrails.remember import last_value
from scribe.schema.facts import Assertion, Fact, Radiation, RadiationSite, Side

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
    for fact in facts:
        found |= _of_fact(fact)
    return frozenset(found)


@last_value
def families_named(facts: Iterable[Fact]) -> frozenset[Family]:
    """Parts of the spine that any fact names, denied ones included."""
    return frozenset(family for fact in facts for family in families_in(_text(fact))) - {Family.BACK}


def _of_fact(fact: Fact) -> set[str]:
    text = _text(fact)
    found = {f"the {family.value}" for family in families_in(text) if family is not Family.BACK}
    for side in (Side.LEFT, Side.RIGHT):
        if re.search(rf"\b({side.value}|bilateral\w*|both)\b", text):
            found.add(f"the {side.value} side")
    documented = fact.assertion is not Assertion.DENIED
    if documented and (_RADIATION.search(text) or _travels(fact)):
        found.add("radiation")
    if documented and _PSYCHE.search(text):
        found.add("a psychological origin")
    return found


def _travels(fact: Fact) -> bool:
    return isinstance(fact, Radiation) and fact.value is not RadiationSite.NONE


def _text(fact: Fact) -> str:
    """Everything a fact says, its quotes included."""
    attributes = " ".join(str(value) for value in fact.attributes.model_dump(mode="json").values() if value)
    quotes = " ".join(evidence.quote for evidence in fact.evidence)
    return normal(f"{fact.kind.value.replace('_', ' ')} {fact.value or ''} {attributes} {quotes}")
