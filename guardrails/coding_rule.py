"""CodingRule: one decision from the picture of a visit to codes, and to whom it yields."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from guardrails.citation import FIRST_DAY, LAST_DAY, Citation
from guardrails.examples import CodingExample
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from scribe.schema.facts import Fact


class Place(IntEnum):
    """Where a code stands in the sequence (CODING reference 6.2)."""

    CHAPTER_15 = 0
    LEADING_PAIN = 1
    """A G89 code of a visit for pain control, or the Z code of a preoperative evaluation."""
    FOCUS = 2
    """A condition the visit is about, before those it goes with."""
    CONDITION = 3
    PAIN = 4
    """A G89 code of any other visit."""
    ASSOCIATED = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code a rule would give for a problem (``visit`` for the whole visit), and the facts it rests on.

    An empty code says that nothing is coded for the problem; rules that yield to this one yield all the same.
    """

    code: str
    problem: str
    facts: tuple[Fact, ...]
    because: str
    place: Place = Place.CONDITION
    uncertain: bool = False
    """It rests on what the rule's own ``uncertain`` says, so a certified coder must confirm it."""


VISIT = "visit"
"""The problem of a suggestion that concerns every problem."""


@dataclass(frozen=True, slots=True, eq=False)
class CodingRule:
    """``yields_to``: rules that take this one's place where they gave a code for the same problem."""

    id: str
    name: str
    title: str
    why: str
    rows: tuple[str, ...]
    citation: Citation
    derive: Callable[[Picture], Iterable[Suggestion]]
    examples: tuple[CodingExample, ...]
    yields_to: tuple[str, ...] = ()
    uncertain: str = ""
    """What a certified coder must still confirm, or empty."""
    since: date = FIRST_DAY
    until: date = LAST_DAY
    """First and last date of service the rule speaks of, both inclusive."""

    def speaks_of(self, day: date) -> bool:
        """The rule is in force for this date of service."""
        return self.since <= day <= self.until


def for_each_problem(
    derive: Callable[[Problem, Picture], Iterable[Suggestion]],
) -> Callable[[Picture], Iterator[Suggestion]]:
    """A rule that looks at one problem at a time."""

    def over(picture: Picture) -> Iterator[Suggestion]:
        for problem in picture.problems:
            yield from derive(problem, picture)

    return over


INJURIES = ("CD138", "CD139", "CD140", "CD141", "CD142")
PSYCHOGENIC = ("CD135",)
PAIN_CAUSES: tuple[str, ...] = (
    "CD114", "CD115", "CD116", "CD117", "CD121", "CD122", "CD123", "CD124", "CD125", "CD127",
    "CD145", "CD146", "CD147", "CD148", "CD150", "CD151", "CD154", "CD160", "CD161", "CD163", "CD164", "CD165",
)  # fmt: skip
"""Rules that give a definitive cause: integral pain and G89 yield to them (I.B.5, I.C.6.b.1)."""

CAUSES_WITHOUT_G89 = tuple(rule for rule in PAIN_CAUSES if rule not in ("CD127", "CD154"))
"""Causes beside which no G89 code is given; myofascial and postoperative pain are themselves kinds of pain."""

OUTRANK_PAIN = INJURIES + PSYCHOGENIC + PAIN_CAUSES
