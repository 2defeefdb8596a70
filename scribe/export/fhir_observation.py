"""Observation: one for each settled number of a sentence of the note; other facts stay sentences alone."""

from collections.abc import Iterator
from math import isfinite

from scribe.export.fhir_codes import Json, code, concept, quantity
from scribe.export.fhir_source import MACHINE_MADE, Source, is_settled
from scribe.export.fhir_text import annotations, narrative, paragraph
from scribe.schema.facts import Fact, RangeOfMotion, Severity
from scribe.schema.transcript import SpeakerRole

AGE = "age"
"""Key of the one Observation that was told with the encounter instead of heard."""


def observation_entries(source: Source) -> Iterator[Json]:
    """The Observations in the order of their facts, the age first. A key is the id of the fact."""
    if source.result.encounter.age_years is not None:
        yield source.entry("Observation", AGE, _age(source, source.result.encounter.age_years))
    said = {
        fact_id for section in source.result.note.sections for one in section.statements for fact_id in one.fact_ids
    }
    for fact in source.result.documentation.facts:
        if fact.id in said and is_numeric(fact):
            yield source.entry("Observation", _key(fact), _heard(source, fact))


def observed(source: Source, fact_ids: tuple[str, ...]) -> list[Json]:
    """References to the Observations of these facts."""
    return [source.reference("Observation", _key(fact)) for fact in source.facts(fact_ids) if is_numeric(fact)]


def is_numeric(fact: Fact) -> bool:
    """Whether the fact has a number that holds today: of pain 0 to 10, or degrees of a movement."""
    return is_settled(fact) and _number(fact) is not None


def _number(fact: Fact) -> float | None:
    match fact:
        case Severity(value=int() | float() as score) if fact.attributes.duration is None:
            return score
        case RangeOfMotion() if fact.attributes.degrees is not None and isfinite(fact.attributes.degrees):
            return fact.attributes.degrees
        case _:
            return None


def _key(fact: Fact) -> str:
    return f"fact {fact.id}"


def _age(source: Source, years: int) -> Json:
    told = {
        "text": narrative(paragraph(f"Age {years} years, as told with the encounter.")),
        "category": [concept("Observation.category", "social-history")],
        "code": concept("Observation.code", "30525-0"),
        "valueQuantity": quantity("Observation.valueQuantity", years, "a"),
    }
    return told | _common(source)


def _heard(source: Source, fact: Fact) -> Json:
    number = _number(fact) or 0
    measured = _motion(fact, number) if isinstance(fact, RangeOfMotion) else _pain(number)
    return {"meta": MACHINE_MADE} | measured | _common(source) | {"note": annotations(fact.evidence)}


def _pain(score: float) -> Json:
    return {
        "text": narrative(paragraph(f"Pain severity {score:g} of 10.")),
        "category": [concept("Observation.category", "survey")],
        "code": concept("Observation.code", "72514-3"),
        "valueQuantity": quantity("Observation.valueQuantity", score, "{score}"),
    }


def _motion(fact: RangeOfMotion, degrees: float) -> Json:
    where = " ".join(part for part in (fact.attributes.region, fact.attributes.movement) if part)
    what = f"Range of motion{f', {where}' if where else ''}"
    by_clinician = fact.speaker_role is SpeakerRole.CLINICIAN
    return {
        "text": narrative(paragraph(f"{what}: {degrees:g} degrees, {fact.value}.")),
        "category": [concept("Observation.category", "exam")] if by_clinician else [],
        "code": {"text": what},
        "valueQuantity": quantity("Observation.valueQuantity", degrees, "deg"),
        "interpretation": [{"text": str(fact.value)}],
    }


def _common(source: Source) -> Json:
    return {
        "status": code("Observation.status", source.status),
        "subject": source.reference("Patient"),
        "encounter": source.reference("Encounter"),
        "effectiveDateTime": source.day,
    }
