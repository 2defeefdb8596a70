"""Red flags: words of warning signs and the alert they belong to (CODING reference section 8).

Screening prompts from public guidance on acute low back pain; a clinician must approve the final lists.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from guardrails.reading.phrases import normal
from scribe.schema.encounter import Encounter
from scribe.schema.facts import (
    Assertion,
    Diagnosis,
    Experiencer,
    Fact,
    History,
    InjuryStatus,
    Mechanism,
    NeurologicExam,
    PainDescription,
    PhysicalExam,
    Plan,
    RedFlag,
    Temporality,
)


class AlertKind(StrEnum):
    """What a warning sign may mean."""

    CAUDA_EQUINA = "signs that may mean pressure on the cauda equina"
    NEURO_DEFICIT = "a progressive or major neurological deficit, or a sign of the cord"
    INFECTION = "signs that may mean infection"
    FRACTURE = "signs that may mean a fracture"
    MALIGNANCY = "signs that may mean a malignancy"
    VASCULAR = "signs that may mean a vascular or visceral cause"
    POSTOP = "signs of a complication after spine surgery"
    OTHER = "a warning sign"


K = AlertKind
_WORDS: tuple[tuple[AlertKind, str], ...] = (
    (
        K.POSTOP,
        r"(after|since|following) (the |spine |spinal |back )*(surgery|operation|fusion|laminectomy)|wound d",
    ),
    (
        K.CAUDA_EQUINA,
        r"urin\w*|bladder|retention|incontinen\w*|bowel|saddle|perianal|perineal|groin numb\w*|sphincter",
    ),
    (K.CAUDA_EQUINA, r"cauda equina|bilateral (leg|sciatica).*(weak|numb)"),
    (K.NEURO_DEFICIT, r"foot drop|(progressive|worsening|new|increasing) \w*\s?weak\w*|weakness|gait|clums\w*"),
    (K.NEURO_DEFICIT, r"hyperreflexia|clonus|babinski|paraly\w*|drop(ping)? things|cannot walk|balance"),
    (K.INFECTION, r"fever\w*|chills|rigors|night sweats|infection|bacter\w+|sepsis|iv drug\w*|intravenous drug\w*"),
    (K.INFECTION, r"inject\w* drugs|immun\w+|hiv|dialysis|transplant|abscess"),
    (K.FRACTURE, r"steroid\w*|prednisone|corticosteroid\w*|osteoporo\w*|major trauma|trauma|fracture|fall\w*|fell"),
    (K.MALIGNANCY, r"cancer|malignan\w+|carcinoma|tumou?r|lymphoma|myeloma|melanoma|weight loss|lost weight"),
    (
        K.MALIGNANCY,
        r"night pain|pain at night|unremitting|wakes? (him|her|me|you|the patient)?|supine pain|appetite",
    ),
    (K.VASCULAR, r"pulsatil\w*|tearing|ripping|syncope|passed out|faint\w*|aneurysm|aort\w+|chest pain"),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})")) for kind, words in _WORDS)

_EXAM = re.compile(
    r"foot drop|hyperreflexia|clonus|babinski|saddle an?esthesia|sphincter tone (lax|decreased|reduced)|"
    r"lax sphincter|pulsatile abdominal mass|spastic gait|(progressive|worsening) weakness"
)
_HISTORY = re.compile(
    r"cancer|carcinoma|lymphoma|myeloma|melanoma|malignan\w+|\biv drug|intravenous drug|inject\w* drugs|"
    r"immunosuppress\w*|\bhiv\b|dialysis|"
    r"transplant|aneurysm|long[- ]term (steroid|prednisone)|unexplained weight loss"
)
_DESCRIPTION = re.compile(r"unremitting|tearing|night pain|wakes \w+ (up )?(at|every) night")
_MAJOR_TRAUMA = re.compile(
    r"(car|motor|vehicle|road|motorcycle|bike|traffic) \w*\s?(accident|collision|crash)|\bmv[ac]\b|rollover|"
    r"(fall|fell) (from|off) (a |the )?(height|ladder|roof|scaffold|tree|horse)|struck by|ejected"
)
_MINOR_TRAUMA = re.compile(r"\b(fall|fell|slip\w*|tripp\w*|bend\w*|lift\w*)\b")
ELDERLY = 65
"""Age from which a minor trauma may break bone."""

_URGENT = re.compile(
    r"emergency|urgent|stat|mri|ct scan|admi(t|ssion)|hospital|surg\w+ (consult|referral|opinion)|refer\w*|labs?"
)


def red_flags(encounter: Encounter, facts: Iterable[Fact]) -> Iterator[tuple[AlertKind, Fact]]:
    """Every warning sign the patient has, with the alert it belongs to."""
    for fact in facts:
        if _asserted(fact):
            yield from ((kind, fact) for kind in _kinds(encounter, fact))


def screened(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Warning signs that were denied."""
    own = (f for f in facts if isinstance(f, RedFlag) and f.experiencer is Experiencer.PATIENT)
    return tuple(f for f in own if f.assertion is Assertion.DENIED)


def addressed_by(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Plans that act on a warning sign."""
    plans = (f for f in facts if isinstance(f, Plan) and f.assertion is Assertion.DOCUMENTED)
    return tuple(f for f in plans if _URGENT.search(normal(f.value)))


def _asserted(fact: Fact) -> bool:
    past_counts = isinstance(fact, History | Diagnosis)
    times = (Temporality.CURRENT, Temporality.PAST) if past_counts else (Temporality.CURRENT,)
    own = fact.experiencer is Experiencer.PATIENT and fact.temporality in times
    return own and fact.assertion is not Assertion.DENIED


def _kinds(encounter: Encounter, fact: Fact) -> tuple[AlertKind, ...]:
    match fact:
        case RedFlag():
            return _known(fact.value) or (AlertKind.OTHER,)
        case NeurologicExam() | PhysicalExam():
            return _known(fact.value) if _EXAM.search(normal(fact.value)) else ()
        case History() | Diagnosis():
            return _known(fact.value) if _HISTORY.search(normal(fact.value)) else ()
        case PainDescription():
            return _known(fact.value) if _DESCRIPTION.search(normal(fact.value)) else ()
        case Mechanism():
            return (AlertKind.FRACTURE,) if _may_break(encounter, fact) else ()
    return ()


def _known(value: str) -> tuple[AlertKind, ...]:
    text = normal(value)
    return tuple(dict.fromkeys(kind for kind, words in _PATTERNS if words.search(text)))[:1]


def _may_break(encounter: Encounter, fact: Mechanism) -> bool:
    if fact.attributes.injury not in (InjuryStatus.CURRENT, None):
        return False
    text = normal(fact.value)
    elderly = encounter.age_years is not None and encounter.age_years >= ELDERLY
    return bool(_MAJOR_TRAUMA.search(text)) or (elderly and bool(_MINOR_TRAUMA.search(text)))
