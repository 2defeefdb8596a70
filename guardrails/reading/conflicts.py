"""Conflicts: statements of the history and of the assessment that cannot both describe the visit.

A diagnosis that only the patient makes is no party to a conflict: the provider's assessment already answers it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guardrails.reading.answers import is_answer
from guardrails.reading.concepts import INJURIES, PAINS, Concept
from guardrails.reading.excluded import is_no_injury
from guardrails.reading.injury import is_current
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import FAMILY, Family, Site
from scribe.schema.facts import Fact, Mechanism, Psychogenic
from scribe.schema.terms import Assertion, Chronicity, FactKind
from scribe.schema.transcript import SpeakerRole


@dataclass(frozen=True, slots=True)
class Conflict:
    """``on``: region, injury, course or origin. ``choices``: what may be meant, with the value it stands for."""

    on: str
    history: tuple[Fact, ...]
    assessment: tuple[Fact, ...]
    choices: tuple[tuple[str, str], ...] = ()


def conflicts(picture: Picture) -> Iterator[Conflict]:
    """The conflicts of a visit, at most one on each point."""
    settled = {fact.kind for fact in picture.facts if is_answer(fact)}
    finders = {FactKind.REGION: _region, FactKind.MECHANISM: _injury, FactKind.CHRONICITY: _course}
    finders |= {FactKind.PSYCHOGENIC: _origin}
    for kind, find in finders.items():
        if kind not in settled:
            yield from find(picture)


_NAMES = {
    Family.NECK: "cervical",
    Family.THORAX: "thoracic",
    Family.LOW_BACK: "lumbar",
    Family.TAILBONE: "sacral",
    Family.FLANK: "flank",
}


def _region(picture: Picture) -> Iterator[Conflict]:
    """The complaint names a part of the spine, the assessed pain another, and they share none."""
    told = [m for m in _of_a_part(picture, Standing.SYMPTOM) if not m.by_clinician]
    stated = list(_of_a_part(picture, Standing.ESTABLISHED))
    parts_told, parts_stated = {_part(m) for m in told}, {_part(m) for m in stated}
    if not told or not stated or parts_told & parts_stated or _loin(parts_told | parts_stated):
        return
    parts = sorted(parts_told | parts_stated)
    yield Conflict(
        "region",
        unique(m.fact for m in told),
        unique(m.fact for m in stated),
        tuple((part.value, _NAMES[part]) for part in parts),
    )


def _loin(parts: set[Family]) -> bool:
    """Neighbours that patients do not tell apart: the low back, the tailbone and the flank."""
    return parts <= {Family.LOW_BACK, Family.TAILBONE, Family.FLANK}


def _of_a_part(picture: Picture, standing: Standing) -> Iterator[Mention]:
    for mention in picture.with_standing(standing):
        pain = mention.concept in PAINS and mention.reading.site not in (None, Site.BACK)
        if pain and not mention.reading.hint and _part(mention) in _NAMES:
            yield mention


def _part(mention: Mention) -> Family:
    return FAMILY[mention.reading.site or Site.BACK]


def _injury(picture: Picture) -> Iterator[Conflict]:
    denied = [f for f in picture.of(Mechanism) if f.assertion is Assertion.DENIED]
    for problem in picture.problems if denied else ():
        traumatic = problem.named(INJURIES | {Concept.TRAUMA})
        against = [f for f in denied if not is_no_injury(f) or problem.has(*INJURIES)]
        if against and any(m.concept is Concept.TRAUMA for m in traumatic) and _current(traumatic, problem):
            yield Conflict("injury", tuple(against), unique(m.fact for m in traumatic))


def _current(mentions: Iterable[Mention], problem: Problem) -> bool:
    return all(is_current(m, problem) for m in mentions if m.concept in INJURIES)


def _course(picture: Picture) -> Iterator[Conflict]:
    """A clinician calls one pain acute in one place and chronic in another, and not "acute on chronic"."""
    for problem in picture.problems:
        acute = problem.acuity(Chronicity.ACUTE, by_clinician=True)
        chronic = problem.acuity(Chronicity.CHRONIC, by_clinician=True)
        shared = {f.id for f in acute} & {f.id for f in chronic}
        texts = (normal(" ".join(e.quote for e in f.evidence)) for f in (*acute, *chronic))
        joined = shared or any("acute" in text and "chronic" in text for text in texts)
        if acute and chronic and not joined:
            yield Conflict("course", acute, chronic, (("acute", ""), ("chronic", "")))
            return


def _origin(picture: Picture) -> Iterator[Conflict]:
    denied = [f for f in picture.of(Psychogenic) if f.assertion is Assertion.DENIED]
    excluded = tuple(f for f in denied if f.speaker_role is SpeakerRole.CLINICIAN and not is_answer(f))
    stated = picture.established(Concept.SOMATOFORM_PAIN, Concept.PAIN_PSYCH_FACTORS)
    if excluded and stated:
        yield Conflict("origin", excluded, unique(m.fact for m in stated))
