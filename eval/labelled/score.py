"""Facts against labels: a fact matches where kind, mapped value and a line of its evidence agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eval.labelled.labels import Label, Lines
from eval.labelled.mapping import Value
from scribe.schema.facts import (
    ChronicityFact,
    Fact,
    FunctionalLimitation,
    Imaging,
    Laterality,
    Mechanism,
    Radiation,
    RangeOfMotion,
    Region,
    Treatment,
)
from scribe.schema.terms import Assertion, Experiencer, ImagingStatus, RadiationSite, Side, Temporality

CATEGORIES = (
    *("region", "laterality", "radiation", "chronicity"),
    *("mechanism", "treatment", "imaging", "function"),
)
NOT_YET = (Temporality.PLANNED, Temporality.HYPOTHETICAL)
"""Not scored: labels say what is and was."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact as labels are written: category, value (None where only the line counts), lines of its evidence."""

    category: str
    value: Value | None
    lines: Lines


@dataclass(frozen=True, slots=True)
class Score:
    """Of one category: facts found and how many match, labels and how many are matched."""

    found: int = 0
    right: int = 0
    labels: int = 0
    matched: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.found + other.found,
            self.right + other.right,
            self.labels + other.labels,
            self.matched + other.matched,
        )

    @property
    def precision(self) -> float | None:
        """Share of the facts that match a label; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the labels that a fact matches; None where there is no label."""
        return self.matched / self.labels if self.labels else None


def scores(facts: Iterable[Fact], labels: Iterable[Label]) -> dict[str, Score]:
    """Category to score of one encounter. Segment ids are ``s`` and the line's number."""
    return scores_of([claim for fact in facts for claim in claims_of(fact)], labels)


def scores_of(found: Sequence[Found], labels: Iterable[Label]) -> dict[str, Score]:
    """Category to score of the claims of one encounter."""
    known = list(labels)
    return {name: _score(name, found, known) for name in CATEGORIES}


def _score(category: str, found: Sequence[Found], labels: list[Label]) -> Score:
    of_it = list(dict.fromkeys(claim for claim in found if claim.category == category))
    wanted = [label for label in labels if label.category == category]
    return Score(
        found=len(of_it),
        right=sum(is_right(claim, wanted) for claim in of_it),
        labels=len(wanted),
        matched=sum(any(_matches(claim, label) for claim in of_it) for label in wanted),
    )


def is_right(claim: Found, labels: Iterable[Label]) -> bool:
    """Whether a label says the same of one of the same lines."""
    return any(_matches(claim, label) for label in labels if label.category == claim.category)


def _matches(claim: Found, label: Label) -> bool:
    agrees = label.values is None or claim.value in label.values
    return agrees and not claim.lines.isdisjoint(label.lines)


def claims_of(fact: Fact) -> Iterator[Found]:
    """The claims of a fact; none of a relative, of a plan, or of what was only asked for."""
    if fact.experiencer is not Experiencer.PATIENT or fact.temporality in NOT_YET:
        return
    lines = frozenset(int(quote.segment_id.removeprefix("s")) for quote in fact.evidence)
    for category, value in _claims(fact):
        yield Found(category, value, lines)


def _claims(fact: Fact) -> Iterator[tuple[str, Value | None]]:
    denied = fact.assertion is Assertion.DENIED
    match fact:
        case Radiation():
            yield from _radiation(fact)
        case Mechanism():
            yield "mechanism", "denied" if denied else fact.attributes.injury
        case Imaging() if fact.attributes.status is not ImagingStatus.ORDERED and not denied:
            yield "imaging", (fact.attributes.modality or "").lower()
        case FunctionalLimitation() | RangeOfMotion():
            yield "function", None
        case _ if denied:
            return
        case Region():
            yield "region", fact.value
        case Laterality():
            yield "laterality", fact.value
        case ChronicityFact():
            yield "chronicity", fact.value
        case Treatment():
            yield "treatment", None


def _radiation(fact: Radiation) -> Iterator[tuple[str, Value]]:
    side = fact.attributes.side or Side.UNSPECIFIED
    if fact.assertion is Assertion.DENIED or fact.value is RadiationSite.NONE:
        yield "radiation", "none"
        return
    yield "radiation", f"{fact.value} {side}" if fact.value in _OF_A_SIDE else fact.value.replace("_", " ")
    if side is not Side.UNSPECIFIED:
        yield "laterality", side


_OF_A_SIDE = (RadiationSite.LEG, RadiationSite.ARM)
