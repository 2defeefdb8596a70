"""Metric: how one kind of error, or of success, is counted over samples.

A score is a pair of sums: points over weight. Scores of many samples are pooled, never averaged, so that a short
sample cannot dominate. A metric of nothing has no weight and no value: it is None, which is not zero.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from scribe.schema.record import Record

R = TypeVar("R")
H = TypeVar("H")
Better = Literal["lower", "higher"]


class Score(Record):
    """``points`` (errors or successes) of ``weight`` (what could have been one)."""

    points: Annotated[float, Field(ge=0)]
    weight: Annotated[float, Field(ge=0)]

    @property
    def value(self) -> float | None:
        """Points by weight; None where nothing was scored."""
        return self.points / self.weight if self.weight else None

    def __add__(self, other: "Score") -> "Score":
        return Score(points=self.points + other.points, weight=self.weight + other.weight)


NOTHING = Score(points=0, weight=0)


def pooled(scores: Iterable[Score]) -> Score:
    """The sums of many scores."""
    return sum(scores, NOTHING)


@dataclass(frozen=True)
class Metric(Generic[R, H]):
    """``score(reference, heard)`` of one sample. ``version`` changes when equal input scores otherwise."""

    id: str
    """Kebab-case. A score may be told apart further as ``id[slice]``: ``fact-recall[region]``."""
    title: str
    unit: str
    """What is divided by what: ``flipped facts / facts heard by both``."""
    better: Better
    version: int
    score: Callable[[R, H], Score]
    examples: tuple[tuple[str, R, H, float | None], ...]
    """(what it shows, reference, heard, value): the tests run them."""


def base_id(name: str) -> str:
    """The metric of a score's name: ``fact-recall`` of ``fact-recall[region]``."""
    return name.split("[", 1)[0]
