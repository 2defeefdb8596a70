"""Fixed wording: how one fact reads in a note. No word here says more than the fact does."""

import re
from collections.abc import Callable, Sequence

from scribe.schema.facts import (
    ChronicityFact,
    Diagnosis,
    FactBase,
    Imaging,
    Laterality,
    Mechanism,
    Onset,
    Psychogenic,
    Radiation,
    RangeOfMotion,
    RedFlag,
    Region,
    Severity,
    Treatment,
)
from scribe.schema.terms import (
    Assertion,
    FactKind,
    ImagingStatus,
    InjuryStatus,
    Motion,
    PsychogenicLink,
    RadiationSite,
    RegionName,
    Side,
    Temporality,
    TreatmentResponse,
)
from scribe.schema.transcript import SpeakerRole
from scribe.writing.naming import DENYING, is_named, words_for

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


LABELS = {
    FactKind.CHIEF_COMPLAINT: None,
    FactKind.ENCOUNTER_REASON: None,
    FactKind.REGION: "site of the pain",
    FactKind.LATERALITY: "side",
    FactKind.CHRONICITY: "course",
    FactKind.ONSET: "onset and duration",
    FactKind.MECHANISM: "mechanism",
    FactKind.SEVERITY: "severity",
    FactKind.PAIN_DESCRIPTION: "pain",
    FactKind.RADIATION: "radiation",
    FactKind.FUNCTIONAL_LIMITATION: "function",
    FactKind.RANGE_OF_MOTION: "movement",
    FactKind.TREATMENT: "treatment",
    FactKind.RED_FLAG: "warning signs",
    FactKind.DIAGNOSIS: "diagnosis",
    FactKind.HISTORY: None,
    FactKind.NEUROLOGIC_EXAM: None,
    FactKind.PHYSICAL_EXAM: None,
    FactKind.IMAGING: "imaging",
    FactKind.PSYCHOGENIC: None,
    FactKind.PLAN: None,
}
"""What a kind is called inside a sentence of the history, in the order of its sentences."""

_PERSONAL = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|you|your|yours|we|our)\b", re.IGNORECASE)
_THERE_IS = re.compile(r"^(?:there (?:is|are|was|were)|there's) (?:an? |some )?", re.IGNORECASE)


def as_said(fact: FactBase, value: str) -> str:
    """An open value in the letters that were spoken; in quotation marks where it speaks of "I" or "you"."""
    for evidence in fact.evidence:
        at = evidence.quote.casefold().find(value.casefold())
        if at >= 0 and len(evidence.quote.casefold()) == len(evidence.quote):
            value = evidence.quote[at : at + len(value)]
            break
    plain = _THERE_IS.sub("", value)
    return f"“{plain}”" if _PERSONAL.search(plain) else plain


def listed(items: Sequence[str]) -> str:
    """Items as a person lists what is denied: ``a, b or c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}"


def join(*parts: str | None, by: str = ", ") -> str:
    """The parts that hold something, joined."""
    return by.join(part for part in parts if part)


def number(value: float) -> str:
    """60.0 as ``60``, 1.5 as ``1.5``."""
    return f"{value:g}"


def phrase(fact: FactBase) -> str:
    """What the fact claims, as a noun phrase without its assertion, owner or time."""
    make = _PHRASES.get(type(fact))
    return make(fact) if make else as_said(fact, str(fact.value))


def denied_phrase(fact: FactBase) -> str:
    """What the fact denies, so that "no" or "denies" can stand before it."""
    match fact:
        case Region():
            return f"pain of the {_region(fact).removesuffix(', region not stated')}"
        case RangeOfMotion():
            return _moved(fact)
        case Imaging(value=None):
            return join(
                _study(fact), "ordered" if fact.attributes.status is ImagingStatus.ORDERED else None, by=" "
            )
        case _:
            text = _OPENED.sub(lambda found: f"{found[1]}{DENYING.sub('', found[2])}", phrase(fact))
            return _PREGNANT.sub("pregnancy", text)


_OPENED = re.compile(r"^(“?)(.*)$", re.DOTALL)
_PREGNANT = re.compile(r"^(?:being )?pregnant\b")


def _region(fact: Region) -> str:
    return REGION_WORDS[fact.value]


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
    return fact.attributes.words or str(fact.value)


def _onset(fact: Onset) -> str:
    return as_said(fact, fact.value)


def _severity(fact: Severity) -> str:
    return fact.value if isinstance(fact.value, str) else f"{number(float(fact.value))} out of 10"


def _mechanism(fact: Mechanism) -> str:
    status = fact.attributes.injury
    note = (
        {InjuryStatus.OLD: "old", InjuryStatus.UNCLEAR: "current or old not clear"}.get(status) if status else None
    )
    return join(as_said(fact, fact.value), note)


def _motion(fact: RangeOfMotion) -> str:
    degrees = None if fact.attributes.degrees is None else f"{number(fact.attributes.degrees)} degrees"
    return f"{_movement(fact)} {join(_MOTION[fact.value], degrees)}"


def _moved(fact: RangeOfMotion) -> str:
    return f"{_MOTION[fact.value]} {_movement(fact)}"


def _movement(fact: RangeOfMotion) -> str:
    details = fact.attributes
    region = _REGION_ADJECTIVES.get(details.region) if details.region else None
    return join(region, details.movement or "range of motion", by=" ")


_MOTION = {Motion.FULL: "full", Motion.LIMITED: "limited", Motion.PAINFUL: "painful"}


def _treatment(fact: Treatment) -> str:
    details = fact.attributes
    response = RESPONSE_WORDS[details.response] if details.response else None
    named = fact.value if not details.dose or details.dose in fact.value else f"{fact.value} {details.dose}"
    return f"{named} ({response})" if response else named


def _study(fact: Imaging) -> str:
    region = _REGION_ADJECTIVES.get(fact.attributes.region) if fact.attributes.region else None
    return join(region, fact.attributes.modality or "imaging", by=" ")


def _imaging(fact: Imaging) -> str:
    details, study = fact.attributes, _study(fact)
    if fact.value is None:
        return f"{study} {details.status}" if details.status else f"{study} mentioned"
    source = {
        ImagingStatus.REPORTED: "report",
        ImagingStatus.REVIEWED: "reviewed",
        ImagingStatus.ORDERED: "ordered",
    }
    where = f" ({source[details.status]})" if details.status else ""
    return f"{study}{where}: {as_said(fact, fact.value)}"


def _red_flag(fact: RedFlag) -> str:
    """The sign by its name where that was said, else the words that were: a name must not say more than they."""
    if not is_named(fact):
        return f"“{words_for(fact)}”"
    return fact.value[:1].lower() + fact.value[1:] if fact.value[1:2].islower() else fact.value


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
    Mechanism: _mechanism,
    RangeOfMotion: _motion,
    Treatment: _treatment,
    Imaging: _imaging,
    Psychogenic: _psychogenic,
    RedFlag: _red_flag,
    Diagnosis: _diagnosis,
}

_NAMES = {
    SpeakerRole.PATIENT: "patient",
    SpeakerRole.CLINICIAN: "clinician",
    SpeakerRole.OTHER: "another person",
    SpeakerRole.UNKNOWN: "a speaker not identified",
}


def _who(speakers: Sequence[SpeakerRole]) -> str:
    # The patient first: it is the patient's history, whoever else confirms it.
    names = [_NAMES[role] for role in _NAMES if role in speakers]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def speaker_verb(speakers: Sequence[SpeakerRole], assertion: Assertion) -> str:
    """Who says it: the patient's words stay the patient's. Uncertain words are marked."""
    verb = "reports" if len(speakers) == 1 else "report"
    verb = "states" if tuple(speakers) == (SpeakerRole.CLINICIAN,) else verb
    return f"{_who(speakers)} {verb}{' (uncertain)' if assertion is Assertion.UNCERTAIN else ''}"


def denial_verb(speakers: Sequence[SpeakerRole]) -> str:
    """Who denies it."""
    if tuple(speakers) == (SpeakerRole.CLINICIAN,):
        return "clinician states there is no"
    return f"{_who(speakers)} {'denies' if len(speakers) == 1 else 'deny'}"


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
