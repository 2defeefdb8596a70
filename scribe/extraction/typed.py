"""Typed values and attributes, derived from words that were spoken. None: the words do not carry it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from scribe.extraction import wording
from scribe.extraction.grounds import Grounds
from scribe.extraction.polarity import hedge, is_read_aloud
from scribe.extraction.replies import answers_no
from scribe.extraction.reply_schema import ReplyFact
from scribe.schema.terms import (
    Assertion,
    FactKind,
    ImagingStatus,
    InjuryStatus,
    PsychogenicLink,
    RadiationSite,
    RegionName,
    TreatmentKind,
    TreatmentResponse,
)
from scribe.schema.transcript import SpeakerRole

Value = TypeVar("Value")
Names = Callable[[str], tuple[Value, ...]]

_NO_RADIATION = re.compile(
    r"\b(?:no radiation|none|(?:not|nt) (?:radiate|travel|move|spread|go (?:anywhere|down|into))"
    r"|stays (?:in|right|put))\b"
)
_TRAVELS = re.compile(r"\b(?:radiat\w+|travel\w*|spread\w*|shoot\w*|goes down|go down|going down)\b")
_QUALITY = re.compile(r"\b(?:burning|shooting|sharp|electric|stabbing|tingling|aching|numb|throbbing|dull)\b")
_RESPONSES: tuple[tuple[str, TreatmentResponse], ...] = (
    (
        r"(?:not|nt|never) (?:really )?(?:help|work|do (?:much|anything))\w*|no (?:help|relief|better|good|effect)",
        TreatmentResponse.NO,
    ),
    (
        r"(?:a little|a bit|some|somewhat|partly|edge off|for a while|temporar\w+|short term)",
        TreatmentResponse.PARTLY,
    ),
    (r"(?:help\w*|relie\w+|better|improv\w+|works?|worked|well)", TreatmentResponse.HELPED),
)
_OUT_OF_TEN = re.compile(r"\b(\d+(?:\.\d+)?)(?: out of 10| of 10| 10)?\b")


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact whose value and assertion are settled, and what its details are read from.

    heard: the content stems of the whole transcript, for a detail said elsewhere (the modality of an image).
    """

    given: ReplyFact
    value: str
    assertion: Assertion
    grounds: Grounds
    heard: frozenset[str]


def typed_value(kind: FactKind, value: str, grounds: Grounds) -> Any:
    """The value in its kind's type; closed values only where the words themselves name them."""
    if kind is FactKind.REGION:
        return _named(wording.regions, value, grounds, vague=RegionName.UNSPECIFIED)
    if kind is FactKind.LATERALITY:
        return _named(wording.sides, value, grounds)
    if kind is FactKind.RADIATION:
        return _radiation(value, grounds)
    if kind is FactKind.CHRONICITY:
        return _named(wording.chronicities, value, grounds)
    if kind is FactKind.RANGE_OF_MOTION:
        return _named(wording.motions, value, grounds)
    if kind is FactKind.PSYCHOGENIC:
        return _psychogenic(value, grounds)
    if kind is FactKind.SEVERITY:
        return _severity(value, grounds)
    if kind is FactKind.IMAGING:
        return value or None
    return value


def _named(names: "Names[Value]", value: str, grounds: Grounds, vague: Value | None = None) -> Value | None:
    """What the value names, if the spoken words name it too; what they name alone, if the value names nothing."""
    claimed, said = names(value), names(grounds.answer) or names(grounds.text)
    agreed = [name for name in claimed if name in said]
    if agreed:
        return agreed[0]
    open_to_words = not claimed or claimed == (vague,)
    return said[0] if open_to_words and len(said) == 1 else None


def _radiation(value: str, grounds: Grounds) -> RadiationSite | None:
    site = _named(wording.radiation_sites, value, grounds)
    if site is not None:
        return site
    stays = _NO_RADIATION.search(wording.spoken(value)) or _TRAVELS.search(wording.spoken(value))
    denied = _TRAVELS.search(wording.spoken(grounds.question)) and answers_no(grounds.answer)
    said_to_stay = denied or _NO_RADIATION.search(wording.spoken(grounds.text))
    return RadiationSite.NONE if stays and said_to_stay else None


def _psychogenic(value: str, grounds: Grounds) -> PsychogenicLink | None:
    if not wording.speaks_of_the_mind(grounds.text):
        return None
    said = wording.psychogenic_links(grounds.text)
    claimed = wording.psychogenic_links(value)
    return next((link for link in claimed if link in said), PsychogenicLink.UNSPECIFIED)


def _severity(value: str, grounds: Grounds) -> int | float | str:
    """0 to 10 as a number where ten is spoken of as the scale; else the words."""
    found = _OUT_OF_TEN.search(wording.spoken(value))
    scale = re.search(r"\b(?:out of 10|scale|of 10|10)\b", wording.spoken(grounds.text))
    if found is None or scale is None or float(found[1]) > 10:
        return value
    number = float(found[1])
    return int(number) if number.is_integer() else number


def attributes_of(kind: FactKind, read: Judged) -> dict[str, Any]:
    """The attributes of a fact; a detail that its words do not show is absent."""
    make = _ATTRIBUTES.get(kind)
    found = make(read) if make else {}
    return {name: detail for name, detail in found.items() if detail is not None}


def _said(detail: str | None, grounds: Grounds) -> str | None:
    """A detail in words, if all of them were said there."""
    own = wording.without_codes(detail or "")
    if not own or not wording.stems(own) | wording.numbers(own):
        return None
    measures = (wording.stems, wording.numbers, wording.sides)
    return own if all(set(found(own)) <= set(found(grounds.text)) for found in measures) else None


def _member(values: Any, word: str | None) -> Any:
    try:
        return values(word) if word else None
    except ValueError:
        return None


def _laterality(read: Judged) -> dict[str, Any]:
    return {"of_what": _said(read.given.body_part, read.grounds)}


def _radiation_details(read: Judged) -> dict[str, Any]:
    said = wording.sides(read.grounds.text)
    claimed = wording.sides(f"{read.given.value} {read.given.body_part or ''}")
    sides = [side for side in claimed if side in said] or said
    quality = _QUALITY.search(wording.spoken(read.grounds.answer))
    return {
        "side": sides[0] if sides else None,
        "to_where": _said(read.given.body_part, read.grounds),
        "quality": quality[0] if quality else None,
    }


def _chronicity(read: Judged) -> dict[str, Any]:
    return {"words": read.value}


def _length(read: Judged) -> dict[str, Any]:
    length = wording.duration(read.value) or wording.duration(read.grounds.answer)
    return {"duration": length[0], "unit": length[1]} if length else {}


def _mechanism(read: Judged) -> dict[str, Any]:
    claimed = _member(InjuryStatus, read.given.injury)
    return {"injury": InjuryStatus.NONE if read.assertion is Assertion.DENIED else claimed}


def _motion(read: Judged) -> dict[str, Any]:
    degrees = sorted(wording.numbers(read.given.degrees or "") & wording.numbers(read.grounds.text))
    regions = wording.regions(read.grounds.text)
    return {
        "movement": _said(read.given.movement, read.grounds),
        "region": regions[0] if regions else None,
        "degrees": float(degrees[0]) if degrees else None,
    }


def _treatment(read: Judged) -> dict[str, Any]:
    said = wording.spoken(read.grounds.answer)
    shown = [response for pattern, response in _RESPONSES if re.search(rf"\b{pattern}\b", said)]
    return {
        "kind": _member(TreatmentKind, read.given.treatment_kind),
        "dose": _said(read.given.dose, read.grounds),
        "response": shown[0] if read.given.response and shown else None,
    }


def _imaging(read: Judged) -> dict[str, Any]:
    regions = wording.regions(read.grounds.text)
    modality = (read.given.modality or "").strip()
    return {
        "modality": modality if modality and wording.stems(modality) <= read.heard else None,
        "region": regions[0] if regions else None,
        "status": _imaging_status(read),
    }


def _imaging_status(read: Judged) -> ImagingStatus | None:
    """How the images are known. What has a finding is not merely ordered; only the clinician reviews."""
    claimed: ImagingStatus | None = _member(ImagingStatus, read.given.imaging_status)
    if is_read_aloud(read.grounds.answer, read.grounds.before):
        return ImagingStatus.REPORTED
    if read.value and claimed is ImagingStatus.ORDERED:
        return None
    by_clinician = read.grounds.segment.speaker_role is SpeakerRole.CLINICIAN
    return ImagingStatus.REPORTED if claimed is ImagingStatus.REVIEWED and not by_clinician else claimed


def _diagnosis(read: Judged) -> dict[str, Any]:
    hedged = hedge(read.value, read.grounds.around)
    return {
        "stated_by": _stated_by(read.given, read.grounds),
        "certainty_words": hedged or _said(read.given.certainty_words, read.grounds),
    }


def _stated_by(given: ReplyFact, grounds: Grounds) -> SpeakerRole:
    """Whose diagnosis it is. Told by somebody else, it is never the clinician's of this visit."""
    role, claimed = grounds.segment.speaker_role, _member(SpeakerRole, given.stated_by)
    if claimed is None or claimed is role:
        return role
    return SpeakerRole.OTHER if role in (SpeakerRole.CLINICIAN, SpeakerRole.PATIENT) else SpeakerRole.UNKNOWN


_ATTRIBUTES: dict[FactKind, Callable[[Judged], dict[str, Any]]] = {
    FactKind.LATERALITY: _laterality,
    FactKind.RADIATION: _radiation_details,
    FactKind.CHRONICITY: _chronicity,
    FactKind.ONSET: _length,
    FactKind.SEVERITY: _length,
    FactKind.PAIN_DESCRIPTION: _length,
    FactKind.MECHANISM: _mechanism,
    FactKind.RANGE_OF_MOTION: _motion,
    FactKind.TREATMENT: _treatment,
    FactKind.IMAGING: _imaging,
    FactKind.DIAGNOSIS: _diagnosis,
}
