"""Bound elements: which codes of which system an element of our FHIR R4 documents may hold, with the source.

Parsers of FHIR check names, types and numbers of elements, but not the value sets that elements are bound to. So
the tables stand here: whole where a binding is required, else the codes that we write. Paths are those of R4.
"""

from collections.abc import Mapping
from dataclasses import dataclass

R4 = "http://hl7.org/fhir/R4"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
RULES = "urn:scribe:rule"
URI = "urn:ietf:rfc:3986"


@dataclass(frozen=True, slots=True)
class Bound:
    """One value set. ``system`` is None for an element of type ``code``; ``codes`` give the display of each code.

    ``codes`` is None where another authority knows them: the ICD-10-CM tables, the rules in force.
    """

    source: str
    strength: str
    codes: Mapping[str, str] | None
    system: str | None = None


def _required(name: str, codes: str, system: str | None = None) -> Bound:
    words = (code.partition("=") for code in codes.split(", "))
    displays = {code: display or code for code, _, display in words}
    return Bound(f"{R4}/valueset-{name}.html", "required", displays, system)


_DOCUMENT = _required("composition-status", "preliminary, final, amended, entered-in-error")
_OBSERVED = _required(
    "observation-status",
    "registered, preliminary, final, amended, corrected, cancelled, entered-in-error, unknown",
)
SECTION_CODES = {
    "Chief complaint": "10154-3",
    "History of present illness": "10164-2",
    "Past medical, family and social history": "11329-0",
    "Physical examination": "29545-1",
    "Diagnostic testing": "30954-2",
    "Assessment": "51848-0",
    "Plan": "18776-5",
    "ICD-10-CM codes": "29308-4",
}
"""LOINC by the title of a section (scribe.writing.compose, and the codes); what stands beside has none."""

BOUND: Mapping[str, Bound] = {
    "Narrative.status": _required("narrative-status", "generated, extensions, additional, empty"),
    "Bundle.type": _required(
        "bundle-type",
        "document, message, transaction, transaction-response, batch, batch-response, history, searchset, "
        "collection",
    ),
    "Composition.status": _DOCUMENT,
    "Composition.type": Bound(
        f"{R4}/valueset-doc-typecodes.html", "preferred", {"11506-3": "Progress note"}, LOINC
    ),
    "Composition.attester.mode": _required(
        "composition-attestation-mode", "personal, professional, legal, official"
    ),
    "Composition.section.code": Bound(
        f"{R4}/valueset-doc-section-codes.html",
        "example",
        {
            "10154-3": "Chief complaint Narrative - Reported",
            "10164-2": "History of Present illness Narrative",
            "11329-0": "History general Narrative - Reported",
            "29545-1": "Physical findings Narrative",
            "30954-2": "Relevant diagnostic tests/laboratory data Narrative",
            "51848-0": "Evaluation note",
            "18776-5": "Plan of care note",
            "29308-4": "Diagnosis",
        },
        LOINC,
    ),
    "Patient.gender": _required("administrative-gender", "male, female, other, unknown"),
    "Encounter.status": _required(
        "encounter-status",
        "planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown",
    ),
    "Encounter.class": Bound(
        f"{R4}/v3/ActEncounterCode/vs.html",
        "extensible",
        {"AMB": "ambulatory", "EMER": "emergency", "IMP": "inpatient encounter"},
        f"{_TERMINOLOGY}/v3-ActCode",
    ),
    "Encounter.diagnosis.use": Bound(
        f"{R4}/valueset-diagnosis-role.html",
        "preferred",
        {"DD": "Discharge diagnosis", "billing": "Billing"},
        f"{_TERMINOLOGY}/diagnosis-role",
    ),
    "Condition.clinicalStatus": _required(
        "condition-clinical",
        "active=Active, recurrence=Recurrence, relapse=Relapse, inactive=Inactive, remission=Remission, "
        "resolved=Resolved",
        f"{_TERMINOLOGY}/condition-clinical",
    ),
    "Condition.verificationStatus": _required(
        "condition-ver-status",
        "unconfirmed=Unconfirmed, provisional=Provisional, differential=Differential, confirmed=Confirmed, "
        "refuted=Refuted, entered-in-error=Entered in Error",
        f"{_TERMINOLOGY}/condition-ver-status",
    ),
    "Condition.category": Bound(
        f"{R4}/valueset-condition-category.html",
        "extensible",
        {"encounter-diagnosis": "Encounter Diagnosis"},
        f"{_TERMINOLOGY}/condition-category",
    ),
    "Condition.code": Bound(f"{R4}/icd.html", "example", None, ICD_10_CM),
    "Observation.status": _OBSERVED,
    "Observation.category": Bound(
        f"{R4}/valueset-observation-category.html",
        "preferred",
        {"survey": "Survey", "exam": "Exam", "social-history": "Social History"},
        f"{_TERMINOLOGY}/observation-category",
    ),
    "Observation.code": Bound(
        f"{R4}/valueset-observation-codes.html",
        "example",
        {"72514-3": "Pain severity - 0-10 verbal numeric rating [Score] - Reported", "30525-0": "Age"},
        LOINC,
    ),
    "Observation.valueQuantity": Bound(
        f"{R4}/valueset-ucum-units.html",
        "required by Quantity",
        {"{score}": "score", "deg": "degrees", "a": "years"},
        UCUM,
    ),
    "DetectedIssue.status": _OBSERVED,
    "DetectedIssue.severity": _required("detectedissue-severity", "high, moderate, low"),
    "DetectedIssue.code": Bound(f"{R4}/valueset-detectedissue-category.html", "preferred", None, RULES),
    "Device.status": _required("device-status", "active, inactive, entered-in-error, unknown"),
    "Device.deviceName.type": _required(
        "device-nametype",
        "udi-label-name, user-friendly-name, patient-reported-name, manufacturer-name, model-name, other",
    ),
    "Provenance.activity": Bound(
        f"{R4}/valueset-provenance-activity-type.html",
        "extensible",
        {"CREATE": "create", "APPEND": "append", "UPDATE": "revise"},
        f"{_TERMINOLOGY}/v3-DataOperation",
    ),
    "Provenance.agent.type": Bound(
        f"{R4}/valueset-provenance-agent-type.html",
        "extensible",
        {"author": "Author", "attester": "Attester", "assembler": "Assembler"},
        f"{_TERMINOLOGY}/provenance-participant-type",
    ),
    "Provenance.entity.role": _required(
        "provenance-entity-role", "derivation, revision, quotation, source, removal"
    ),
    "meta.security": Bound(
        f"{R4}/valueset-security-labels.html",
        "extensible",
        {"AIAST": "Artificial Intelligence asserted"},
        f"{_TERMINOLOGY}/v3-ObservationValue",
    ),
}
"""By path. ``Narrative.status`` and ``meta.security`` hold in every resource."""
