"""Asking: a question to the provider whose every listed answer says which facts it would state.

An answer is a new fact by the clinician (CODING reference 5, Q11), so an option names its claims: what would be
documented if it were chosen. That makes two promises testable: that an answer can change the codes or settle a
conflict (Q1), and that no answer puts a word into the record that the clinician did not choose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scribe.schema.terms import FactKind

OTHER = "Other (please specify)"
UNABLE = "Unable to determine"


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact the clinician states by an answer. ``denied``: states to be absent."""

    kind: FactKind
    value: str | None
    attributes: Mapping[str, str] = field(default_factory=dict)
    denied: bool = False
    about: str | None = None
    """The fact it speaks of, where that is another than the subject of the question."""


@dataclass(frozen=True, slots=True)
class Option:
    """One listed answer. ``needs_text``: it asks for words of the clinician's own, read like ``Ask.words``."""

    text: str
    claims: tuple[Claim, ...] = ()
    needs_text: bool = False
    settles: bool = True
    """Whether the finding that asks is settled by this answer."""


def claim(
    kind: str, value: str | None, *, denied: bool = False, about: str | None = None, **attributes: str
) -> Claim:
    """A claim in short; keywords beyond those of ``Claim`` are attributes."""
    return Claim(FactKind(kind), value, attributes, denied, about)


def option(text: str, *claims: Claim, needs_text: bool = False, settles: bool = True) -> Option:
    """An option in short."""
    return Option(text, claims, needs_text, settles)


def sides(of_what: str) -> tuple[Option, ...]:
    """The options of a question for a side."""
    names = {"Both sides": "bilateral", "Left": "left", "Right": "right"}
    return tuple(option(text, claim("laterality", side, of_what=of_what)) for text, side in names.items())


REGIONS = (
    option("Flank", claim("region", "flank")),
    option("Low back", claim("region", "lumbar")),
    option("Mid back, thoracic spine", claim("region", "thoracic")),
    option("Neck", claim("region", "cervical")),
    option("Sacroiliac joint", claim("region", "sacroiliac")),
    option("Tailbone", claim("region", "coccygeal")),
    option("Whole back, no single region", claim("region", "unspecified")),
)
"""Every site a pain of the back can have: a list of places favours none and names no condition."""

COURSES = tuple(
    option(word.capitalize(), claim("chronicity", word, words=word)) for word in ("acute", "chronic", "subacute")
)
"""The three words of the course of a pain."""
