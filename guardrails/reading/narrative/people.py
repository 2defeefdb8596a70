"""People: whose condition a text speaks of, and who it says is speaking."""

from functools import lru_cache

from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.words import words_of
from scribe.schema.transcript import SpeakerRole

KIN = listed(
    "familyhistory otherhistory mother mothers mom father dad fathers parent parents brother brothers sister "
    "sisters sibling siblings aunt aunts uncle uncles cousin cousins grandmother grandfather grandparent "
    "grandparents grandma grandpa son sons daughter daughters child children wife husband spouse partner relative "
    "relatives family maternal paternal niece nephew friend friends roommate fhx kin household"
)
"""Words that make a condition somebody else's."""
_SAME_RELATIVE = (
    "mother mothers mom maternal", "father dad fathers paternal", "brother brothers", "sister sisters",
    "grandmother grandma", "grandfather grandpa", "son sons", "daughter daughters", "aunt aunts", "uncle uncles",
)  # fmt: skip
RELATIVES = {word: number for number, line in enumerate(_SAME_RELATIVE) for word in line.split()}
"""The words for one relative share a number; others ("parents", "family") name none."""
_OWNS = listed("has have had is was got did died suffers suffered with s diagnosed")

_PATIENT = listed("patient patients pt he she they client")
_CLINICIAN = listed("clinician doctor provider physician dr examiner surgeon i")
_OTHER = listed("person caregiver nurse therapist chiropractor physiotherapist interpreter medic")
_UNKNOWN = listed("speaker")
TELLS = listed(
    "report reports reported state states stated say says said deny denies denied complain complains complained "
    "describe describes described endorse endorses endorsed tell tells told mention mentions mentioned admit "
    "admits admitted rate rates rated claim claims claimed recall recalls recalled confirm confirms confirmed "
    "explain explains explained believe believes believed think thinks thought feel feels felt"
)
_FINDS = listed(
    "find finds found observe observes observed note notes noted diagnose diagnoses diagnosed assess assesses "
    "assessed conclude concludes concluded document documents documented appreciate appreciates palpates examines"
)
_NO_SUBJECT = listed(
    "reports denies complains endorses describes admits states notes mentions rates reported denied complained "
    "endorsed described admitted"
)
_NOT_NAMED = listed("a an the this and by of who is was not also also further additionally currently")
_OPENING = 14


@lru_cache(maxsize=4096)
def told_by(text: str) -> frozenset[SpeakerRole]:
    """Who the text says speaks; empty where it stands plain."""
    words = words_of(text)
    return _by_phrase(words) or _before_verb(words) or _without_subject(words)


@lru_cache(maxsize=4096)
def names_speaker(text: str) -> bool:
    """The text names who speaks: "Patient denies fever", not "Denies fever"."""
    words = words_of(text)
    return bool(_by_phrase(words) or _before_verb(words))


@lru_cache(maxsize=4096)
def speaks_of_kin(text: str) -> bool:
    """A relative is the one the text speaks of: "my mother has", not "I helped my brother move"."""
    words = words_of(text)
    owners = (at for at, word in enumerate(words) if word in KIN)
    return any(not _OWNS.isdisjoint(words[at + 1 : at + 3]) for at in owners) or "familyhistory" in words


def _before_verb(words: tuple[str, ...]) -> frozenset[SpeakerRole]:
    """The persons named before the first verb of telling, where nothing else is told before it."""
    for at, word in enumerate(words[:_OPENING]):
        if word in (":", ";", "."):
            return frozenset()
        if word in TELLS | _FINDS and at:
            named = frozenset(role for n, w in enumerate(words[:at]) if words[n + 1] != "s" and (role := _role(w)))
            passive = word in _FINDS | {"reported", "described", "stated"} and words[at - 1] in ("is", "was", "are")
            return frozenset() if passive or not _near(words, at) else named
    return frozenset()


def _near(words: tuple[str, ...], at: int) -> bool:
    """A person stands close before the verb: "pain noted" has none."""
    return any(_role(word) for word in words[max(0, at - 4) : at])


def _role(word: str) -> SpeakerRole | None:
    if word in _PATIENT:
        return SpeakerRole.PATIENT
    if word in _CLINICIAN:
        return SpeakerRole.CLINICIAN
    if word in _OTHER or word in KIN:
        return SpeakerRole.OTHER
    return SpeakerRole.UNKNOWN if word in _UNKNOWN else None


def _by_phrase(words: tuple[str, ...]) -> frozenset[SpeakerRole]:
    """``per the patient``, ``according to her husband``, ``on examination``."""
    head = words[:5]
    if head[:1] == ("on",) and set(words[1:3]) & {"exam", "examination", "palpation", "inspection", "auscultation"}:
        return frozenset({SpeakerRole.CLINICIAN})
    if head[:1] in (("per",), ("according",)):
        return frozenset(role for word in head if (role := _role(word)))
    return frozenset()


def _without_subject(words: tuple[str, ...]) -> frozenset[SpeakerRole]:
    """``Denies leg pain.`` is the patient's word."""
    first = next((word for word in words if word not in _NOT_NAMED), "")
    return frozenset({SpeakerRole.PATIENT}) if first in _NO_SUBJECT else frozenset()
