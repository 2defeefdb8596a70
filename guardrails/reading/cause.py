"""Causes that the provider, and nobody else, links to a pain."""

import re

from guardrails.reading.concepts import INJURIES, PAINS, Concept
from guardrails.reading.injury import is_residual
from guardrails.reading.mentions import Standing
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from scribe.schema.facts import Fact
from scribe.schema.terms import Assertion, InjuryStatus
from scribe.schema.transcript import SpeakerRole

_TRAUMA = re.compile(r"\b(fall|fell|accident|collision|crash|trauma|hit|struck|slipped|assault|mva|mvc)\w*")


_NEOPLASMS = frozenset({Concept.CANCER, Concept.METASTASIS, Concept.MYELOMA, Concept.SPINE_TUMOUR})
_BROKEN_BY_TUMOUR = frozenset({Concept.FRACTURE, Concept.PATHOLOGICAL_FRACTURE})


def neoplasm_link(problem: Problem, picture: Picture) -> tuple[Fact, ...]:
    """Diagnoses in which the provider names a fracture and a neoplasm together, or one of the bone."""
    broken = {m.fact.id for m in problem.named(_BROKEN_BY_TUMOUR) if m.standing is Standing.ESTABLISHED}
    together = [m.fact for m in picture.established(*_NEOPLASMS) if m.fact.id in broken]
    if together or not problem.has(Concept.PATHOLOGICAL_FRACTURE):
        return unique(together)
    bone = picture.established(Concept.METASTASIS, Concept.MYELOMA, Concept.SPINE_TUMOUR)
    return unique(m.fact for m in bone)


def trauma_link(problem: Problem) -> tuple[Fact, ...]:
    """Facts in which the clinician links the pain to trauma: in the diagnosis itself, or as its mechanism."""
    pains = {m.fact.id for m in problem.named(PAINS | {Concept.FRACTURE}) if m.standing is Standing.ESTABLISHED}
    linked = [m.fact for m in problem.named(INJURIES | {Concept.TRAUMA}) if m.fact.id in pains]
    broken = [m.fact for m in problem.named({Concept.FRACTURE}) if is_residual(m, problem)]
    told = [
        fact
        for fact in problem.mechanisms()
        if fact.speaker_role is SpeakerRole.CLINICIAN
        and fact.assertion is Assertion.DOCUMENTED
        and fact.attributes.injury in (InjuryStatus.CURRENT, InjuryStatus.OLD)
        and _TRAUMA.search(normal(fact.value))
    ]
    return unique([*linked, *broken, *told])


def has_sequela(problem: Problem) -> bool:
    """The provider links the pain to an old injury, which has a code of its own beside it."""
    return any(is_residual(m, problem) for m in problem.named(INJURIES | {Concept.FRACTURE}))
