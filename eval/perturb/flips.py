"""Negation flips: each bare yes or no to a question about a coded fact is swapped; the facts must invert.

A reply is bare where it has no other word. Facts are coded where their kind or a red flag decides codes or alerts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scribe.extraction.reader import Reader
from scribe.schema.encounter import Encounter
from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion, FactKind
from scribe.schema.transcript import Segment, Transcript

BARE = re.compile(
    r"\W*(?:(?:um|uh|well|oh),? )*(?:(?P<no>no|nope|nah)|(?P<yes>yes|yeah|yep|yup))"
    r"(?:[ ,.]+(?:no|nope|yes|yeah|yep|sir|ma'am|doctor))*\W*",
    re.IGNORECASE,
)
CODED = frozenset(
    {
        FactKind.CHIEF_COMPLAINT, FactKind.REGION, FactKind.LATERALITY, FactKind.CHRONICITY, FactKind.MECHANISM,
        FactKind.RADIATION, FactKind.RED_FLAG, FactKind.HISTORY, FactKind.DIAGNOSIS, FactKind.PSYCHOGENIC,
        FactKind.FUNCTIONAL_LIMITATION, FactKind.TREATMENT, FactKind.IMAGING,
    }
)  # fmt: skip
_INVERSE = {Assertion.DOCUMENTED: Assertion.DENIED, Assertion.DENIED: Assertion.DOCUMENTED}


@dataclass(frozen=True, slots=True)
class Flip:
    """A swapped reply and what became of the facts that rested on it."""

    segment: str
    was: str
    inverted: int
    uncertain: int
    """A "yes" to several things at once says that one of them is so, and not which."""
    stayed: tuple[str, ...]

    @property
    def line(self) -> str:
        """The line of the list: where, what was said, how many facts inverted, which stayed. No other word."""
        left = f"{self.inverted} inverted, {self.uncertain} uncertain, {', '.join(self.stayed) or 'none'} stayed"
        return f"{self.segment} {self.was}: {left}"


def flips(visit: Encounter, transcript: Transcript) -> Iterator[Flip]:
    """One for each bare reply on which a coded fact rests."""
    before = Reader().extract(visit, transcript).facts
    for number, segment in enumerate(transcript.segments):
        found = BARE.fullmatch(segment.text)
        resting = [fact for fact in before if found and _rests(fact, segment.id)]
        if found and resting:
            was = "no" if found.group("no") else "yes"
            swapped = segment.model_copy(update={"text": "Yes." if was == "no" else "No."})
            after = _read(visit, transcript, number, swapped)
            yield _flip(segment, was, resting, after)


def _read(visit: Encounter, transcript: Transcript, number: int, swapped: Segment) -> tuple[Fact, ...]:
    segments = list(transcript.segments)
    segments[number] = swapped
    return Reader().extract(visit, transcript.model_copy(update={"segments": tuple(segments)})).facts


def _rests(fact: Fact, segment: str) -> bool:
    coded = fact.kind in CODED and fact.assertion in _INVERSE
    return coded and any(quote.segment_id == segment for quote in fact.evidence)


def _flip(segment: Segment, was: str, before: list[Fact], after: tuple[Fact, ...]) -> Flip:
    """What was inverted may have joined a fact that says the same elsewhere; what stayed rests on the reply."""
    said = set(map(_claim, after))
    on_it = {_claim(fact) for fact in after if any(quote.segment_id == segment.id for quote in fact.evidence)}
    return Flip(
        segment.id,
        was,
        inverted=sum(_claim(fact, _INVERSE[fact.assertion]) in said for fact in before),
        uncertain=sum(_claim(fact, Assertion.UNCERTAIN) in said for fact in before),
        stayed=tuple(fact.kind.value for fact in before if _claim(fact) in on_it),
    )


def _claim(fact: Fact, assertion: Assertion | None = None) -> tuple[FactKind, str, Assertion]:
    return fact.kind, str(fact.value), assertion or fact.assertion
