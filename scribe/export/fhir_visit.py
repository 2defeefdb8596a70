"""Who and when: Patient, Encounter and the Practitioner who signed.

Scribe knows no patient by name: the Patient holds what was told of sex and nothing else, so that references resolve
and the receiver can put its own patient in this one's place. The age is an Observation, since a Patient has none.
"""

from collections.abc import Iterator

from scribe.export.fhir_codes import Json, code, coding, concept
from scribe.export.fhir_source import MACHINE_MADE, Source, is_settled
from scribe.export.fhir_text import narrative, paragraph
from scribe.schema.encounter import Encounter, Setting
from scribe.schema.terms import FactKind

_CLASS = {Setting.OUTPATIENT: "AMB", Setting.EMERGENCY: "EMER", Setting.INPATIENT: "IMP"}
_USE = {Setting.OUTPATIENT: "billing", Setting.EMERGENCY: "billing", Setting.INPATIENT: "DD"}
"""Codes of a stay are those at discharge (ICD-10-CM guidelines, II); else those reported for the visit (IV)."""
_PERIOD = {
    Setting.OUTPATIENT: ("start", "end"),
    Setting.EMERGENCY: ("start",),
    Setting.INPATIENT: ("end",),
}
"""Which ends of the visit the date of service tells: of a stay it is the day of discharge."""


def visit_entries(source: Source) -> Iterator[Json]:
    """The Patient, the Encounter, the Practitioner who signed, and those who else worked on the note."""
    yield source.entry("Patient", "", _patient(source.result.encounter))
    yield source.entry("Encounter", "", _encounter(source))
    if source.signing is not None:
        signing = source.signing
        shown = paragraph(f"{signing.by}, {signing.role}.")
        person: Json = {"text": narrative(shown), "name": [{"text": signing.by}]}
        yield source.entry("Practitioner", "", person | {"qualification": [{"code": {"text": signing.role}}]})
    for name in source.others:
        yield source.entry(
            "Practitioner", name, {"text": narrative(paragraph(f"{name}.")), "name": [{"text": name}]}
        )


def visit_line(encounter: Encounter) -> str:
    """The visit in one line, for a person."""
    assumed = " (assumed: no date of service was given)" if encounter.date_of_service_assumed else ""
    age = None if encounter.age_years is None else f"age {encounter.age_years} years"
    sex = None if encounter.sex is None else f"sex {encounter.sex}"
    what = f"{encounter.encounter_type or 'Visit'} ({encounter.setting}) on {encounter.date_of_service}{assumed}"
    return "; ".join(part for part in (f"Encounter {encounter.id}", what, age, sex) if part) + "."


def _patient(encounter: Encounter) -> Json:
    text = "The patient of this visit. Who it is, the sender of this document does not know."
    gender = None if encounter.sex is None else code("Patient.gender", str(encounter.sex))
    return {"text": narrative(paragraph(text)), "gender": gender}


def _encounter(source: Source) -> Json:
    encounter, result = source.result.encounter, source.result
    return {
        "meta": MACHINE_MADE,
        "text": narrative(paragraph(visit_line(encounter))),
        "identifier": [{"value": encounter.id}],
        "status": code("Encounter.status", "finished"),
        "class": coding("Encounter.class", _CLASS[encounter.setting]),
        "type": [{"text": encounter.encounter_type}],
        "subject": source.reference("Patient"),
        "period": dict.fromkeys(_PERIOD[encounter.setting], source.day),
        "reasonCode": [{"text": reason} for reason in _reasons(source)],
        "diagnosis": [
            {
                "condition": source.reference("Condition", one.code, f"{one.code} {one.description}"),
                "use": concept("Encounter.diagnosis.use", _USE[encounter.setting]),
                "rank": one.rank,
            }
            for one in result.codes
        ],
    }


def _reasons(source: Source) -> list[str]:
    """Why the patient came, as said; each once."""
    kinds = (FactKind.CHIEF_COMPLAINT, FactKind.ENCOUNTER_REASON)
    facts = source.result.documentation.facts
    return list(dict.fromkeys(str(fact.value) for fact in facts if fact.kind in kinds and is_settled(fact)))
