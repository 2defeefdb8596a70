"""Details: what a sentence names that somebody must have said.

Places, sides, radiation, a psychological origin, numbers with units, drugs and findings of the examination.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from guardrails.reading.narrative import drugs, places
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.clauses import clauses_of
from guardrails.reading.narrative.clinical import HELD_BY, SAID_BY
from guardrails.reading.narrative.numbers import Quantity, quantities_in
from guardrails.reading.narrative.scope import DENIED
from guardrails.reading.narrative.sentences import Sentence
from guardrails.reading.narrative.sides import names_pair, sides_in
from guardrails.reading.narrative.statements import denies, is_grave, keys_in, statements_in
from guardrails.reading.narrative.words import key
from guardrails.reading.phrases import normal
from guardrails.reading.sites import Family, families_in
from scribe.schema.terms import FactKind


class Detail(NamedTuple):
    """What it is compared by, and as the message says it. ``bare``: the number alone also holds it."""

    key: str
    words: str
    bare: str = ""

    @property
    def grave(self) -> bool:
        """Only the provider can say whether it is so; else it may be other words for what was said."""
        return self.kind != "statement" or is_grave(self.words)

    @property
    def kind(self) -> str:
        """Place, side, drug, finding, claim or denial, else the scale of a number."""
        return self.key.partition(" ")[0]


_CLAIMS = {"radiat": "radiation", "psycholog": "a psychological origin", "somatoform": "a psychological origin"}
"""What is stated or denied: either way somebody must have said it."""


def unheld(sentence: Sentence) -> tuple[Detail, ...]:
    """The details of a sentence that its own evidence does not hold, in the order they are named."""
    details = _details(sentence.text)
    return not_in(sentence.evidence_texts, sentence.claims, details) if details else ()


def not_in(texts: Iterable[str], claims: Iterable[Claim], details: Iterable[Detail]) -> tuple[Detail, ...]:
    """The details that neither texts nor claims hold, each once. Texts are read only until all are found."""
    claims, left = tuple(claims), tuple(dict.fromkeys(details))
    if any(detail.kind == "statement" for detail in left):
        left = tuple(detail for detail in left if not _is_topic(detail, claims))
    if any(detail.kind in ("claim", "denial") or detail.key == _RED_FLAGS for detail in left):
        claimed = claimed_by(claims)
        left = tuple(detail for detail in left if detail.key not in claimed)
    for text in texts:
        if not left:
            break
        left = tuple(detail for detail in left if not _holds(text, detail))
    return left


def _is_topic(detail: Detail, claims: Iterable[Claim]) -> bool:
    """Only what a claim is called: "a severity of 6 out of 10", "the onset was three weeks ago"."""
    return detail.kind == "statement" and set(detail.key.split()[1:]) <= {
        name for c in claims if c.kind for name in _called(c.kind)
    }


_MEASURES = {FactKind.ONSET: ("duration",), FactKind.SEVERITY: ("score", "scale", "intensity")}


@cache
def _called(kind: FactKind) -> frozenset[str]:
    return frozenset(map(key, (*kind.split("_"), *_MEASURES.get(kind, ()))))


def _holds(text: str, detail: Detail) -> bool:
    if detail.kind == "statement":
        return not keys_in(text).isdisjoint(detail.key.split()[1:])
    if detail.key in _held(text, detail.kind):
        return True
    return bool(detail.bare) and detail.bare in _held(text, detail.bare.partition(" ")[0])


def claimed_by(claims: Iterable[Claim]) -> frozenset[str]:
    """What claims state or deny. Whoever speaks of it holds a denial; pain in a limb answers where it goes."""
    found: set[str] = set()
    for claim in claims:
        for word, name in _CLAIMS.items():
            signs = claim.signs.get(word, frozenset())
            found |= {f"denial {name}"} if signs else set()
            found |= {f"claim {name}"} if signs - {DENIED} else set()
        found |= {_RED_FLAGS} if claim.kind is FactKind.RED_FLAG else set()
        found |= {"denial radiation"} if claim.signs.keys() & _LIMBS else set()
    return frozenset(found)


_RED_FLAGS = "statement flag red"
"""A sentence of red flags as a whole rests on any that was spoken of."""
_LIMBS = frozenset({"leg", "arm", "buttock", "groin", "thigh"})


@lru_cache(maxsize=4096)
def _details(text: str) -> tuple[Detail, ...]:
    found: list[tuple[int, Detail]] = []
    found += [(p.at, Detail(f"place {p.name}", _place(p))) for p in places.places_in(text) if p.name != "back"]
    found += [
        (s.at, Detail(f"side {s.side}", f"the {s.side} side", "pair" if s.both else ""))
        for s in sides_in(text)
        if s.sure
    ]
    found += [(d.at, Detail(f"drug {d.name}", d.word)) for d in drugs.drugs_in(text)]
    found += [(q.at, Detail(_quantity(q), q.words, f"bare {q.plain}")) for q in quantities_in(text) if _measures(q)]
    found += _claims_and_findings(text)
    found += _statements(text)
    return tuple(detail for _, detail in sorted(found, key=lambda one: one[0]))


def _statements(text: str) -> Iterator[tuple[int, Detail]]:
    """The clauses whose words are no detail of another kind."""
    named = {key(drug.word) for drug in drugs.drugs_in(text)}
    for said in statements_in(text):
        if said.keys.isdisjoint(named | HELD_BY.keys() | _CLAIMS.keys()):
            yield said.at, Detail(f"statement {' '.join(sorted(said.keys))}", said.words)


def _claims_and_findings(text: str) -> Iterator[tuple[int, Detail]]:
    for clause in clauses_of(text):
        for token in clause.tokens:
            if token.key in _CLAIMS and not clause.topic:
                yield token.at, _claim_or_denial(_CLAIMS[token.key], token.sign)
            elif token.key in HELD_BY:
                yield token.at, Detail(f"finding {token.key}", f"{'no ' if denies(token) else ''}{token.word}")


def _claim_or_denial(name: str, sign: int) -> Detail:
    """A denial is a detail too: nobody may write from silence that an origin is excluded."""
    return Detail(f"denial {name}", f"that {name} is excluded") if sign == DENIED else Detail(f"claim {name}", name)


@lru_cache(maxsize=4096)
def _held(text: str, kind: str) -> frozenset[str]:
    """What a text holds of a kind, as details are compared."""
    match kind:
        case "place":
            return frozenset({f"place {name}" for name in places.supported_by(text)})
        case "side":
            return frozenset({f"side {word.side}" for word in sides_in(text)})
        case "pair":
            return frozenset({"pair"} if names_pair([text]) else ())
        case "drug":
            return frozenset({f"drug {name}" for name in drugs.supported_by(text)})
        case "finding":
            return frozenset({f"finding {name}" for word in keys_in(text) for name in SAID_BY.get(word, ())})
        case "claim" | "denial":
            return frozenset()
    return frozenset({_quantity(quantity) for quantity in quantities_in(text)})


def _quantity(quantity: Quantity) -> str:
    return f"{quantity.scale} {quantity.size}"


def _measures(quantity: Quantity) -> bool:
    """A number with a unit: the others are too common in prose to be invented."""
    return quantity.scale not in ("bare", "date", "vague", "age") and (quantity.scale, quantity.size) != (
        "rate",
        1.0,
    )


def _place(place: places.Place) -> str:
    return place.words if place.words[-1].isdigit() else f"the {place.name}"


@lru_cache(maxsize=1024)
def families_named(claims: tuple[Claim, ...]) -> frozenset[Family]:
    """Parts of the spine that any claim names, denied ones included."""
    texts = (normal(text) for claim in claims for text in (claim.text, *claim.quotes))
    return frozenset(family for text in texts for family in families_in(text)) - {Family.BACK}
