"""Fixed wording: how one fact reads in a note. No word here says more than the fact does."""

from collections.abc import Callable

from scribe.schema.facts import (
    Assertion,
    ChronicityFact,
    Diagnosis,
    FactBase,
    Imaging,
    ImagingStatus,
    InjuryStatus,
    Laterality,
    Mechanism,
    Motion,
    Onset,
    PainDescription,
    Psychogenic,
    PsychogenicLink,
    Radiation,
    RadiationSite,
    RangeOfMotion,
    Region,
    RegionName,
    Severity,
    Side,
    Temporality,
    Treatment,
    TreatmentResponse,
)
from scribe.schema.transcript import SpeakerRole

REGION_WORDS = {
    RegionName.CERVICAL: "neck (cervical)",
    RegionName.THORACIC: "thoracic spine",
    RegionName.LUMBAR: "low back (lumbar)",
    RegionName.LUMBOSACRAL: "lumbosacral region",
    RegionName.SACRAL: "sacral region",
    RegionName.SACROILIAC: "sacroiliac region",
    RegionName.COCCYGEAL: "coccyx",
    RegionName.FLANK: "flank",
    RegionName.UNSPECIFIED: "back, region not stated",
}
RADIATION_WORDS = {
    RadiationSite.LEG: "leg pain",
    RadiationSite.ARM: "arm pain",
    RadiationSite.BUTTOCK: "buttock pain",
    RadiationSite.GROIN: "groin pain",
    RadiationSite.CHEST_WALL: "chest wall pain",
    RadiationSite.NONE: "no radiation of the pain",
}
RESPONSE_WORDS = {
    TreatmentResponse.HELPED: "helped",
    TreatmentResponse.PARTLY: "helped partly",
    TreatmentResponse.NO: "did not help",
    TreatmentResponse.UNKNOWN: "response not known",
}
_REGION_ADJECTIVES = {RegionName.CERVICAL: "cervical", RegionName.THORACIC: "thoracic", RegionName.LUMBAR: "lumbar"}


def join(*parts: str | None, by: str = ", ") -> str:
    """The parts that hold something, joined."""
    return by.join(part for part in parts if part)


def number(value: float) -> str:
    """60.0 as ``60``, 1.5 as ``1.5``."""
    return f"{value:g}"


def phrase(fact: FactBase) -> str:
    """What the fact claims, as a noun phrase without its assertion, owner or time."""
    make = _PHRASES.get(type(fact))
    return make(fact) if make else str(fact.value)


def _region(fact: Region) -> str:
    return f"site {REGION_WORDS[fact.value]}"


def _side(side: Side | None) -> str | None:
    return None if side in (None, Side.UNSPECIFIED) else str(side)


def _laterality(fact: Laterality) -> str:
    return join(str(fact.value), fact.attributes.of_what, by=" ")


def _radiation(fact: Radiation) -> str:
    details = fact.attributes
    return join(
        join(_side(details.side), RADIATION_WORDS[fact.value], by=" "),
        details.to_where,
        details.quality,
    )


def _chronicity(fact: ChronicityFact) -> str:
    return f"described as {fact.attributes.words or fact.value}"


def _onset(fact: Onset) -> str:
    return f"onset or duration {fact.value}"


def _severity(fact: Severity) -> str:
    words = fact.value if isinstance(fact.value, str) else f"{number(float(fact.value))} out of 10"
    return f"severity {words}"


def _pain(fact: PainDescription) -> str:
    return f"pain described as {fact.value}"


def _mechanism(fact: Mechanism) -> str:
    status = fact.attributes.injury
    note = (
        {InjuryStatus.OLD: "old", InjuryStatus.UNCLEAR: "current or old not clear"}.get(status) if status else None
    )
    return join(f"mechanism {fact.value}" if fact.assertion is not Assertion.DENIED else str(fact.value), note)


def _motion(fact: RangeOfMotion) -> str:
    details = fact.attributes
    region = _REGION_ADJECTIVES.get(details.region) if details.region else None
    what = join(region, details.movement or "range of motion", by=" ")
    words = {Motion.FULL: "full", Motion.LIMITED: "limited", Motion.PAINFUL: "painful"}[fact.value]
    degrees = None if details.degrees is None else f"{number(details.degrees)} degrees"
    return f"{what} {join(words, degrees)}"


def _treatment(fact: Treatment) -> str:
    details = fact.attributes
    response = RESPONSE_WORDS[details.response] if details.response else None
    named = fact.value if not details.dose or details.dose in fact.value else f"{fact.value} {details.dose}"
    return join(named, response)


def _imaging(fact: Imaging) -> str:
    details = fact.attributes
    region = _REGION_ADJECTIVES.get(details.region) if details.region else None
    study = join(region, details.modality or "imaging", by=" ")
    if fact.value is None:
        return f"{study} {details.status}" if details.status else f"{study} mentioned"
    source = {
        ImagingStatus.REPORTED: "report",
        ImagingStatus.REVIEWED: "reviewed",
        ImagingStatus.ORDERED: "ordered",
    }
    where = f" ({source[details.status]})" if details.status else ""
    return f"{study}{where}: {fact.value}"


def _psychogenic(fact: Psychogenic) -> str:
    return {
        PsychogenicLink.EXCLUSIVE: "pain of exclusively psychological origin",
        PsychogenicLink.RELATED_FACTORS: "pain with related psychological factors",
        PsychogenicLink.UNSPECIFIED: "psychological origin of the pain",
    }[fact.value]


def _diagnosis(fact: Diagnosis) -> str:
    hedge = fact.attributes.certainty_words
    return (
        f"{fact.value} (stated with “{hedge}”)" if hedge and fact.assertion is Assertion.UNCERTAIN else fact.value
    )


_PHRASES: dict[type, Callable[..., str]] = {
    Region: _region,
    Laterality: _laterality,
    Radiation: _radiation,
    ChronicityFact: _chronicity,
    Onset: _onset,
    Severity: _severity,
    PainDescription: _pain,
    Mechanism: _mechanism,
    RangeOfMotion: _motion,
    Treatment: _treatment,
    Imaging: _imaging,
    Psychogenic: _psychogenic,
    Diagnosis: _diagnosis,
}

_SPEAKER_VERB = {
    SpeakerRole.PATIENT: "Patient reports",
    SpeakerRole.CLINICIAN: "Clinician states",
    SpeakerRole.OTHER: "Another person reports",
    SpeakerRole.UNKNOWN: "Reported in the visit",
}
_DENIAL_VERB = {
    SpeakerRole.PATIENT: "Patient denies",
    SpeakerRole.CLINICIAN: "Clinician states there is no",
    SpeakerRole.OTHER: "Another person denies",
    SpeakerRole.UNKNOWN: "Denied in the visit",
}


def speaker_verb(fact: FactBase) -> str:
    """Who says it and whether it is claimed, denied or in doubt: patient's words stay the patient's."""
    if fact.assertion is Assertion.DENIED:
        return _DENIAL_VERB[fact.speaker_role]
    verb = _SPEAKER_VERB[fact.speaker_role]
    return f"{verb}, uncertain" if fact.assertion is Assertion.UNCERTAIN else verb


def time_mark(fact: FactBase) -> str | None:
    """The mark that keeps a past, planned or merely possible thing from reading as present."""
    return {
        Temporality.CURRENT: None,
        Temporality.PAST: "past",
        Temporality.PLANNED: "planned",
        Temporality.HYPOTHETICAL: "only if it occurs",
    }[fact.temporality]


def sentence(text: str) -> str:
    """Capitalised, with a full stop."""
    text = text.strip()
    return (text[:1].upper() + text[1:]).rstrip(".") + "."
