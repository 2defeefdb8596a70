"""Injury: whether a strain, sprain or injury is a current one, and its 7th character."""

import re

from guardrails.reading.answers import answered_phase, is_answer
from guardrails.reading.concepts import Concept
from guardrails.reading.fracture import fracture_code
from guardrails.reading.mentions import Mention
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture, stands
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family, Site
from guardrails.reading.unclear import is_unclear
from scribe.schema.facts import ChiefComplaint, Diagnosis, EncounterReason, Fact
from scribe.schema.terms import Assertion, Chronicity, InjuryStatus, Side

_OLD = re.compile(r"\b(old|previous|prior|past|remote|healed|residual|sequela[e]?|late effect)\b")
_HEALING = re.compile(
    r"\b(heal\w*|recover\w*|resolving|improving|subsequent|follow[- ]?up|physical therapy|rehab\w*)\b"
)
_FOLLOWED = re.compile(
    r"\b(follow(s|ed|ing)?[- ]?up|re-?check)\b.*\b(fractures?|strain(ed)?|sprain(ed)?|injur\w+|whiplash|accident)\b"
)
"""A complaint that brings an injury back for its follow-up."""
_RESIDUAL = re.compile(r"\b(residual|sequela[e]?|late effects?|due to|secondary to|caused by|from)\b")
_FIRST = re.compile(r"\b(first|initial|acute|new)\b")


_STRAIN = {Family.NECK: "S16.1", Family.THORAX: "S29.012"}
"""Family -> code of a strain before its 7th character; S39.012 (low back, also "back strain" NOS) elsewhere."""
_SPRAIN = {
    Site.CERVICAL: "S13.4",
    Site.CERVICOTHORACIC: "S13.4",
    Site.THORACIC: "S23.3",
    Site.LUMBAR: "S33.5",
    Site.SACROILIAC: "S33.6",
}
"""Site -> code of a sprain; S33.9 (lumbar spine and pelvis, part unspecified) elsewhere."""
_CONTUSION = {frozenset({Side.RIGHT}): "S20.221", frozenset({Side.LEFT}): "S20.222"}
"""Side -> code of a contusion of the back wall of the thorax; S20.229 where no side is known, S30.0 elsewhere."""
_INJURY = {Family.NECK: "S19.9", Family.THORAX: "S29.9"}
"""Family -> code of an injury that is not named; S39.92 (low back, also back NOS) elsewhere."""


def injury_code(problem: Problem, mention: Mention, character: str) -> str:
    """The chapter 19 code of a strain, a sprain or an injury not named, with its 7th character."""
    match mention.concept:
        case Concept.STRAIN:
            base = _STRAIN.get(problem.family, "S39.012")
        case Concept.SPRAIN:
            base = _SPRAIN.get(problem.site_of(mention), "S33.9")
        case Concept.CONTUSION:
            thorax = _CONTUSION.get(mention.reading.sides, "S20.229")
            base = {Family.NECK: "S10.93", Family.THORAX: thorax}.get(problem.family, "S30.0")
        case Concept.FRACTURE:
            base = fracture_code(problem, mention)
        case _:
            base = _INJURY.get(problem.family, "S39.92")
    return with_seventh(base, character)


def is_current(mention: Mention, problem: Problem) -> bool:
    """The provider speaks of an injury of now: nothing calls it old or leaves its time unclear."""
    told = [m for m in problem.mechanisms() if m.assertion is Assertion.DOCUMENTED]
    answers = [m for m in told if is_answer(m)]
    if not answers and (is_chronic(mention) or _OLD.search(mention.reading.text)):
        return False
    if not answers and _OLD.search(normal(_value(mention.fact))):
        return False
    statuses = [m.attributes.injury for m in answers or told]
    doubtful = InjuryStatus.OLD in statuses or any(map(is_unclear, answers or told))
    return InjuryStatus.CURRENT in statuses or not doubtful


def is_residual(mention: Mention, problem: Problem, *, lasting: bool = False) -> bool:
    """An old injury to which the provider links the complaint. ``lasting``: an answer says that it has effects."""
    if is_current(mention, problem):
        return False
    return lasting or bool(_RESIDUAL.search(normal(_value(mention.fact))))


def is_chronic(mention: Mention) -> bool:
    """A strain or sprain called chronic: whether the injury is current cannot be told."""
    return Chronicity.CHRONIC in mention.reading.acuity and Chronicity.ACUTE not in mention.reading.acuity


def phase(picture: Picture, mention: Mention, problem: Problem) -> tuple[str, tuple[Fact, ...]]:
    """``D`` where the visit is for healing or recovery, therapy included, else ``A`` for active treatment.

    A is active treatment, not "first visit" (I.C.19.a); a first or acute injury is always under active treatment.
    """
    answered = [(m, answered_phase(m)) for m in problem.mechanisms() if answered_phase(m)]
    if answered:
        fact, said = answered[-1]
        return ("D" if said == "healing" else "A"), (fact,)
    stated = normal(_value(mention.fact))
    if _FIRST.search(stated) or problem.acuity(Chronicity.ACUTE, by_clinician=True):
        return "A", ()
    if _HEALING.search(stated):
        return "D", (mention.fact,)
    reasons: list[Fact] = [f for f in picture.of(EncounterReason) if stands(f) and _is_healing(f.value)]
    reasons += [f for f in picture.of(ChiefComplaint) if stands(f) and _FOLLOWED.search(normal(f.value))]
    return ("D", (reasons[0],)) if reasons else ("A", ())


_FRACTURE_PHASES = (
    ("K", re.compile(r"\b(non-?union|not united|ununited)\b")),
    ("P", re.compile(r"\bmal-?union\b")),
    ("G", re.compile(r"\bdelayed (healing|union)\b")),
    ("S", re.compile(r"\b(sequela[e]?|late effects?|residual)\b")),
    ("B", re.compile(r"\bopen\b(?! reduction)")),
)
"""7th character of a fracture -> the words that call for it; where a category has none of it, D or A stand in."""


def fracture_phase(picture: Picture, mention: Mention, problem: Problem, like: str) -> tuple[str, tuple[Fact, ...]]:
    """The 7th character of a fracture coded like ``like`` (any complete code), with the facts that say so."""
    allowed = picture.codes.seventh(like)
    stated = normal(_value(mention.fact))
    named = next((character for character, words in _FRACTURE_PHASES if words.search(stated)), "")
    if named in allowed:
        return named, (mention.fact,)
    if named in ("K", "P", "G"):
        return "D", (mention.fact,)
    return phase(picture, mention, problem)


def with_seventh(code: str, character: str) -> str:
    """The code padded with the placeholder X to six characters, and its 7th character."""
    head, _, tail = code.partition(".")
    return f"{head}.{tail.ljust(3, 'X')}{character}"


def _is_healing(reason: str) -> bool:
    return bool(_HEALING.search(normal(reason)))


def _value(fact: Fact) -> str:
    return fact.value if isinstance(fact, Diagnosis) else ""
