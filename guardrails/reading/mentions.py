"""Mentions: every concept the facts name, with whose word it is and whether it may be coded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from guardrails.reading.concepts import IMPLY_SITE, PAINS, SPINE, Concept
from guardrails.reading.lexicon import HEDGES, IMPROBABLE, NOT_A_COMPLAINT
from guardrails.reading.phrases import Reading, normal, read, sides_in
from guardrails.reading.sites import HINT, OF_REGION, Site, site_in
from scribe.schema.encounter import Encounter, Setting
from scribe.schema.facts import (
    ChiefComplaint,
    Diagnosis,
    EncounterReason,
    Fact,
    History,
    Imaging,
    Psychogenic,
    Region,
)
from scribe.schema.terms import Assertion, Experiencer, FactKind, PsychogenicLink, Temporality
from scribe.schema.transcript import SpeakerRole


class Standing(StrEnum):
    """Whether a mention may be coded, and if not, why not (CODING reference section 3)."""

    ESTABLISHED = "established"
    """The provider's own current diagnosis of the patient."""
    SYMPTOM = "symptom"
    """What the patient complains of: may supply the site of a pain, not a diagnosis."""
    DENIED = "denied"
    UNCERTAIN = "uncertain"
    PAST = "past"
    FAMILY = "family"
    NOT_NOW = "not now"
    """Planned or hypothetical."""
    REPORTED = "reported"
    """A diagnosis by the patient, a relative or somebody elsewhere."""
    IMAGING = "imaging"
    """A finding on a film that is not the provider's diagnosis."""
    HISTORY = "history"
    LISTED = "listed"
    """On a problem list or copied forward, and not addressed today."""


CODABLE = frozenset({Standing.ESTABLISHED, Standing.SYMPTOM})


@dataclass(frozen=True, slots=True)
class Mention:
    """One concept in one fact."""

    reading: Reading
    standing: Standing
    fact: Fact

    @property
    def concept(self) -> Concept:
        """What it is."""
        return self.reading.concept

    @property
    def of_spine(self) -> bool:
        """It is a condition of the spine, by its site or by its nature."""
        return self.concept in SPINE and (self.reading.site is not None or self.concept in IMPLY_SITE)

    @property
    def by_clinician(self) -> bool:
        """A clinician said it."""
        return self.fact.speaker_role is SpeakerRole.CLINICIAN


_SPEAKING = frozenset(
    {
        FactKind.CHIEF_COMPLAINT,
        FactKind.DIAGNOSIS,
        FactKind.HISTORY,
        FactKind.ENCOUNTER_REASON,
        FactKind.IMAGING,
        FactKind.REGION,
        FactKind.PSYCHOGENIC,
    }
)
"""Kinds of facts that name a concept; of a long visit most facts are of other kinds."""


def mentions_of(encounter: Encounter, fact: Fact) -> tuple[Mention, ...]:
    """The mentions of one fact, in the order of its words."""
    return tuple(_mentions(encounter, fact)) if fact.kind in _SPEAKING else ()


def stated_by(fact: Diagnosis) -> SpeakerRole:
    """Whose diagnosis it is."""
    return fact.attributes.stated_by or fact.speaker_role


def _mentions(encounter: Encounter, fact: Fact) -> Iterator[Mention]:
    for reading in _readings(fact):
        standing = standing_of(encounter, fact)
        if reading.negated:
            standing = Standing.DENIED
        elif standing in _NOW and _is_over(reading):
            standing = Standing.PAST
        elif reading.hedged and standing is Standing.ESTABLISHED and encounter.setting is not Setting.INPATIENT:
            standing = Standing.UNCERTAIN
        if standing is Standing.SYMPTOM and reading.concept not in PAINS | {Concept.STIFFNESS, Concept.LIMB_PAIN}:
            standing = Standing.REPORTED
        yield Mention(reading, standing, fact)


_NOW = frozenset({Standing.ESTABLISHED, Standing.SYMPTOM, Standing.HISTORY, Standing.UNCERTAIN, Standing.REPORTED})
_PAST = re.compile(r"\b(history of|h/o|status post|s/p|resolved|in the past)\b")
"""Words inside a stated phrase that put a condition into the past."""


def _is_over(reading: Reading) -> bool:
    return reading.past or (reading.concept not in PAINS and bool(_PAST.search(reading.text)))


def _readings(fact: Fact) -> tuple[Reading, ...]:
    match fact:
        case ChiefComplaint():
            return read(fact.value) or _bare_complaint(fact.value)
        case Diagnosis() | History():
            return read(fact.value)
        case EncounterReason():
            return tuple(r for r in read(fact.value) if r.concept is Concept.SPINE_SURGERY)
        case Imaging(value=str() as value):
            return read(value)
        case Region():
            return (_region_reading(fact),)
        case Psychogenic():
            return _psychogenic_reading(fact)
    return ()


def _bare_complaint(value: str) -> tuple[Reading, ...]:
    """A complaint that only names the back or neck ("my back", "neck trouble") is one of pain there."""
    text = normal(value)
    site = site_in(text)
    if site is None or NOT_A_COMPLAINT & set(text.split()):
        return ()
    return (Reading(Concept.PAIN, site, sides_in(text), hint=bool(HINT.search(text)), text=text),)


def _region_reading(fact: Region) -> Reading:
    """A region fact is the site of the pain; its quote may be nearer than its value ("lumbosacral")."""
    quote = normal(" ".join(evidence.quote for evidence in fact.evidence))
    hint = OF_REGION[fact.value] is Site.BACK and bool(HINT.search(quote))
    return Reading(Concept.PAIN, OF_REGION[fact.value], sides_in(quote), hint=hint, text=fact.value.value)


def _psychogenic_reading(fact: Psychogenic) -> tuple[Reading, ...]:
    """Exclusive is the diagnosis in its own words; related factors count only where a pain disorder is named."""
    if fact.value is PsychogenicLink.EXCLUSIVE:
        return (Reading(Concept.SOMATOFORM_PAIN, None, text=fact.value.value),)
    quote = normal(" ".join(evidence.quote for evidence in fact.evidence))
    named = fact.value is PsychogenicLink.RELATED_FACTORS and "disorder" in quote
    return (Reading(Concept.PAIN_PSYCH_FACTORS, None, text=fact.value.value),) if named else ()


def standing_of(encounter: Encounter, fact: Fact) -> Standing:
    """Whether what a fact names may be coded in this setting."""
    if fact.experiencer is not Experiencer.PATIENT:
        return Standing.FAMILY
    if fact.assertion is Assertion.DENIED:
        return Standing.DENIED
    if fact.temporality is Temporality.PAST:
        return Standing.PAST
    if fact.temporality is not Temporality.CURRENT:
        return Standing.NOT_NOW
    if isinstance(fact, Imaging):
        return Standing.IMAGING
    if isinstance(fact, History):
        return Standing.HISTORY
    return _standing_of_claim(encounter, fact)


def _by_provider(fact: Diagnosis | Psychogenic) -> bool:
    """The clinician of this visit says it; what the patient tells of a clinician is hearsay."""
    told = fact.speaker_role in (SpeakerRole.PATIENT, SpeakerRole.OTHER)
    speaker = stated_by(fact) if isinstance(fact, Diagnosis) else fact.speaker_role
    return speaker is SpeakerRole.CLINICIAN and not told


_LISTED = re.compile(
    r"problem list|(copied|carried) forward|chart lists|listed (in|on)|not (addressed|discussed|evaluated) today|"
    r"per (the )?chart"
)


def is_listed(fact: Fact) -> bool:
    """Its words say that it stands on a list, and not that it is dealt with today."""
    texts = [str(fact.value or ""), *(e.quote for e in fact.evidence)]
    return any(_LISTED.search(normal(text)) for text in texts)


def _hedged(fact: Diagnosis | Psychogenic) -> bool:
    words = normal(fact.attributes.certainty_words or "") if isinstance(fact, Diagnosis) else ""
    return bool(re.search(rf"\b(?:{HEDGES})\b", words))


def _as_if_certain(encounter: Encounter, fact: Diagnosis | Psychogenic) -> bool:
    """A stay codes what the provider calls probable; not what two readers dispute, nor what is called unlikely."""
    return encounter.setting is Setting.INPATIENT and not fact.disputed and not _is_improbable(fact)


def _is_improbable(fact: Diagnosis | Psychogenic) -> bool:
    """It is called unlikely: uncertain, and not as "probable" is."""
    said = f"{fact.attributes.certainty_words or ''} {fact.value}" if isinstance(fact, Diagnosis) else ""
    return bool(re.search(rf"\b(?:{IMPROBABLE})\b", normal(said)))


def _standing_of_claim(encounter: Encounter, fact: Fact) -> Standing:
    if isinstance(fact, Diagnosis | Psychogenic):
        if not _by_provider(fact):
            return Standing.REPORTED
        if is_listed(fact):
            return Standing.LISTED
        certain = fact.assertion is Assertion.DOCUMENTED and not _hedged(fact)
        return Standing.ESTABLISHED if certain or _as_if_certain(encounter, fact) else Standing.UNCERTAIN
    return Standing.SYMPTOM if fact.assertion is Assertion.DOCUMENTED else Standing.UNCERTAIN
