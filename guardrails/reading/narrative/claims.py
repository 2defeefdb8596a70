"""Claims: what one fact, or one stretch of a quote, says, as words with signs and with its status.

A fact's words are its value and its attributes, written out plainly here: a fact is the reader's account of its
quotes, so its status (denied, past, another's) counts before the words of the quote.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from guardrails.reading.narrative.clauses import Clause, clauses_of
from guardrails.reading.narrative.marks import marks_in
from guardrails.reading.narrative.polarity import HEDGES
from guardrails.reading.narrative.scope import DENIED, OPEN
from guardrails.reading.narrative.words import words_of
from guardrails.remember import cached_property
from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion, Experiencer, FactKind, InjuryStatus, Temporality
from scribe.schema.transcript import SpeakerRole

_REGIONS = {
    "cervical": "neck (cervical)",
    "thoracic": "thoracic spine",
    "lumbar": "low back (lumbar)",
    "lumbosacral": "lumbosacral",
    "sacral": "sacral",
    "sacroiliac": "sacroiliac",
    "coccygeal": "coccyx",
    "flank": "flank",
    "unspecified": "back",
}
_RESPONSES = {"helped": "helped", "partly": "helped partly", "no": "did not help", "unknown": ""}
_INJURY = {"old": "old", "unclear": "current or old not clear"}
_PSYCHE = {"exclusive": "exclusively psychological", "related_factors": "related psychological factors"}
_NONE = "unspecified"


@dataclass(frozen=True, eq=False)
class Claim:
    """``kind`` is None where no fact is known and the words alone speak; then the status is what they say."""

    text: str
    kind: FactKind | None = None
    assertion: Assertion = Assertion.DOCUMENTED
    experiencer: Experiencer | None = None
    temporality: Temporality | None = None
    speaker: SpeakerRole = SpeakerRole.UNKNOWN
    quotes: tuple[str, ...] = ()
    old: bool = False
    """A mechanism or an injury of the past."""
    hedge: str = ""
    """The hedge that was said."""
    open: bool = False
    """A question whose answer is not known: its words stand for both."""

    nth: int | None = None
    """Only this clause of the text."""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses it is made of."""
        clauses = clauses_of(self.text)
        return clauses if self.nth is None else clauses[self.nth : self.nth + 1]

    @cached_property
    def wording(self) -> str:
        """Its own words, without those of other clauses of its text."""
        if self.nth is None:
            return self.text
        return " ".join(word for c in self.clauses for word in words_of(self.text)[c.start : c.end])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Its own words and its quotes; of a clause of a quote only that clause."""
        return (self.text, *self.quotes) if self.nth is None else (self.wording,)

    @cached_property
    def signs(self) -> dict[str, frozenset[int]]:
        """Each word of the claim with the signs it has; open where a denial is denied."""
        signs: dict[str, frozenset[int]] = {}
        turn = -1 if self.assertion is Assertion.DENIED else 1
        for clause in self.clauses:
            for token in clause.tokens:
                twice = turn == token.sign == DENIED
                sign = OPEN if self.open or twice else token.sign * turn
                signs[token.key] = signs.get(token.key, frozenset()) | {sign}
        return signs

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The words of its quotes."""
        return frozenset(
            token.key for quote in self.quotes for clause in clauses_of(quote) for token in clause.tokens
        )

    @cached_property
    def hedged(self) -> frozenset[str]:
        """Words of the claim that were left open: all of an uncertain one, else what stands behind a hedge."""
        if self.assertion is Assertion.UNCERTAIN:
            return frozenset(self.signs)
        words = words_of(self.text)
        left_open = [clause for clause in self.clauses if set(words[clause.begin : clause.end]) & HEDGES]
        stated = frozenset(key for clause in self.clauses if clause not in left_open for key in clause.keys)
        return frozenset(key for clause in left_open for key in clause.keys) - stated

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the claim and of its quotes, "past" as a mark only."""
        return frozenset(word for text in (self.text, self.hedge, *self.quotes) for word, _ in marks_in(text))


def claim_of(fact: Fact) -> Claim:
    """The claim of a fact; equal facts give the same object."""
    attributes = fact.attributes
    extra = attributes.__pydantic_extra__
    return _claim(
        fact.kind,
        fact.value,
        tuple(attributes.__dict__.items()),
        tuple(extra.items()) if extra else (),
        fact.assertion,
        fact.experiencer,
        fact.temporality,
        fact.speaker_role,
        tuple([evidence.quote for evidence in fact.evidence]),
    )


@lru_cache(maxsize=4096)
def _claim(
    kind: FactKind,
    value: Any,
    attributes: tuple[tuple[str, Any], ...],
    extra: tuple[tuple[str, Any], ...],
    assertion: Assertion,
    experiencer: Experiencer,
    temporality: Temporality,
    speaker: SpeakerRole,
    quotes: tuple[str, ...],
) -> Claim:
    details = dict(attributes)
    said = [*_parts(kind, value, details), *(str(more) for _, more in extra if isinstance(more, str | int | float))]
    return Claim(
        text=", ".join(part for part in said if part),
        kind=kind,
        assertion=assertion,
        experiencer=experiencer,
        temporality=temporality,
        speaker=speaker,
        quotes=quotes,
        old=details.get("injury") is InjuryStatus.OLD,
        hedge=details.get("certainty_words") or "",
    )


def _parts(kind: FactKind, value: Any, details: dict[str, Any]) -> Iterator[str]:
    """The words of a fact, the value first."""
    match kind:
        case FactKind.REGION:
            yield _REGIONS[value]
        case FactKind.RADIATION:
            yield "no radiation of the pain" if value == "none" else f"{_value(details['side'])} {value} pain"
            yield from () if value == "none" else ("radiating",)
        case FactKind.LATERALITY:
            yield f"{value} {_value(details['of_what'])}"
        case FactKind.SEVERITY:
            yield value if isinstance(value, str) else f"{value:g} out of 10"
        case FactKind.RANGE_OF_MOTION:
            yield f"{_value(details['region'])} {details['movement'] or 'range of motion'} {value}"
            yield f"{details['degrees']:g} degrees" if details["degrees"] is not None else ""
        case FactKind.PSYCHOGENIC:
            yield f"{_PSYCHE.get(value, 'psychological')} origin of the pain"
        case FactKind.IMAGING:
            yield f"{_value(details['region'])} {details['modality'] or 'imaging'} {_value(details['status'])}"
            yield _value(value)
        case _:
            yield _value(value)
    yield from _more(kind, details)


def _more(kind: FactKind, details: dict[str, Any]) -> Iterator[str]:
    """The words of the attributes that a value does not hold."""
    for name in ("to_where", "quality", "words", "dose", "date"):
        yield _value(details.get(name))
    yield _RESPONSES.get(details.get("response") or "", "")
    yield _INJURY.get(details.get("injury") or "", "")
    if details.get("unit") and details.get("duration") is not None:
        yield f"{details['duration']:g} {details['unit']}"


def _value(value: Any) -> str:
    return "" if value in (None, _NONE) else str(value).replace("_", " ")
