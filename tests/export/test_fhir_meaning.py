"""What a FHIR document asserts: nothing denied, nothing unsigned as confirmed, no number of another day."""

import json
from typing import Any

import pytest

from eval.embedded import embedded_parts
from scribe.export.fhir import bundle_json
from scribe.pipeline.run import Reading, drafted
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter, Setting, Sex
from scribe.schema.facts import Diagnosis, Fact, RangeOfMotion, Severity
from scribe.schema.facts import MotionAttributes as Details
from scribe.schema.result import AsrComponent, Component, ModelComponent, Result
from scribe.schema.terms import Assertion, Experiencer, Motion, RegionName, Temporality
from scribe.schema.transcript import SpeakerRole
from tests.build import encounter, quote, transcript
from tests.export.drafts import AMENDING, LATER, SIGNED_AT, SIGNING, WORK, resources, result_of
from tests.export.fhir_rules import faults

SPOKEN = transcript("C: My assessment is low back pain. Flexion is forty degrees.", "P: It is a 7 out of 10.")
PAIN = Severity(id="f2", value=7, speaker_role=SpeakerRole.PATIENT, evidence=(quote(SPOKEN, "a 7 out of 10"),))
DISEASE = Diagnosis(
    id="f1",
    value="low back pain",
    speaker_role=SpeakerRole.CLINICIAN,
    evidence=(quote(SPOKEN, "low back pain"),),
)
FLEXION = RangeOfMotion(
    id="f3",
    value=Motion.LIMITED,
    speaker_role=SpeakerRole.CLINICIAN,
    evidence=(quote(SPOKEN, "Flexion is forty degrees"),),
    attributes=Details(movement="flexion", region=RegionName.LUMBAR, degrees=40.0),
)


def drafted_from(*facts: Fact, visit: Encounter | None = None) -> Result:
    reading = Reading(Documentation(facts=facts), Component(name="given"))
    return drafted(visit or encounter(), SPOKEN, (), embedded_parts(), reading)


def codes_of(document: str, element: str) -> list[str | None]:
    found = [one.get(element) for one in resources(document, "Condition")]
    return [one["coding"][0]["code"] if one else None for one in found]


def changed(fact: Any, **changes: object) -> Any:
    return fact.model_copy(update=changes)


def test_an_unsigned_code_is_not_confirmed() -> None:
    document = bundle_json(drafted_from(DISEASE))

    assert codes_of(document, "verificationStatus") == ["unconfirmed"]
    assert codes_of(document, "clinicalStatus") == ["active"]


def test_a_signed_code_is_confirmed_by_its_signer() -> None:
    document = bundle_json(drafted_from(DISEASE), SIGNING)
    (condition,), (signer,) = resources(document, "Condition"), resources(document, "Practitioner")

    assert codes_of(document, "verificationStatus") == ["confirmed"]
    assert condition["asserter"]["reference"] == f"urn:uuid:{signer['id']}"
    assert signer["name"] == [{"text": SIGNING.by}]


def test_a_hedged_diagnosis_of_a_stay_is_provisional_although_signed() -> None:
    hedged = changed(DISEASE, assertion=Assertion.UNCERTAIN)
    result = drafted_from(hedged, visit=encounter(setting=Setting.INPATIENT))
    based = result.codes or drafted_from(DISEASE).codes

    document = bundle_json(result.model_copy(update={"codes": based}), SIGNING)

    assert codes_of(document, "verificationStatus") == ["provisional"]


def test_what_only_denials_support_is_refuted_and_not_active() -> None:
    stated = drafted_from(DISEASE)
    denied = Documentation(facts=(changed(DISEASE, assertion=Assertion.DENIED),))

    document = bundle_json(stated.model_copy(update={"documentation": denied}), SIGNING)

    assert codes_of(document, "verificationStatus") == ["refuted"]
    assert codes_of(document, "clinicalStatus") == [None]


def test_a_denied_diagnosis_is_a_sentence_and_no_condition() -> None:
    document = bundle_json(drafted_from(changed(DISEASE, assertion=Assertion.DENIED)))

    assert resources(document, "Condition") == []


def test_what_was_a_code_of_the_past_is_not_active() -> None:
    stated = drafted_from(DISEASE)
    past = Documentation(facts=(changed(DISEASE, temporality=Temporality.PAST),))

    assert codes_of(bundle_json(stated.model_copy(update={"documentation": past})), "clinicalStatus") == [None]


def test_a_code_has_the_system_and_the_release_of_its_date_of_service() -> None:
    (condition,) = resources(bundle_json(drafted_from(DISEASE)), "Condition")

    coding = condition["code"]["coding"][0]
    assert (coding["system"], coding["version"]) == ("http://hl7.org/fhir/sid/icd-10-cm", "2027")


def test_a_code_names_its_quotes_with_speaker_and_segment() -> None:
    (condition,) = resources(bundle_json(drafted_from(DISEASE)), "Condition")

    assert condition["note"][0] == {"authorString": "clinician", "text": "“low back pain” (clinician, s1)"}


def test_a_pain_score_is_an_observation_with_its_unit() -> None:
    (pain,) = resources(bundle_json(drafted_from(DISEASE, PAIN)), "Observation")

    assert pain["code"]["coding"][0]["code"] == "72514-3"
    assert (pain["valueQuantity"]["value"], pain["valueQuantity"]["code"]) == (7, "{score}")
    assert pain["effectiveDateTime"] == "2026-11-20"


def test_degrees_of_a_movement_are_an_observation() -> None:
    (motion,) = resources(bundle_json(drafted_from(DISEASE, FLEXION)), "Observation")

    assert motion["code"] == {"text": "Range of motion, lumbar flexion"}
    assert (motion["valueQuantity"]["value"], motion["valueQuantity"]["code"]) == (40, "deg")
    assert motion["category"][0]["coding"][0]["code"] == "exam"


def test_an_observation_stands_in_the_section_of_its_sentence() -> None:
    document = bundle_json(drafted_from(DISEASE, FLEXION))
    (composition,), (motion,) = resources(document, "Composition"), resources(document, "Observation")

    (exam,) = (one for one in composition["section"] if one["title"] == "Physical examination")
    assert exam["entry"] == [{"reference": f"urn:uuid:{motion['id']}"}]


@pytest.mark.parametrize(
    "changes",
    [
        {"assertion": Assertion.DENIED},
        {"assertion": Assertion.UNCERTAIN},
        {"temporality": Temporality.PAST},
        {"temporality": Temporality.HYPOTHETICAL},
        {"experiencer": Experiencer.FAMILY},
        {"disputed": True},
        {"value": "terrible"},
    ],
)
def test_a_number_that_does_not_hold_today_is_no_observation(changes: dict[str, object]) -> None:
    document = bundle_json(drafted_from(DISEASE, changed(PAIN, **changes)))

    assert resources(document, "Observation") == []


def test_a_number_that_no_sentence_says_is_no_observation() -> None:
    result = drafted_from(DISEASE, PAIN)
    silent = result.model_copy(update={"note": result.note.model_copy(update={"sections": ()})})

    assert resources(bundle_json(silent), "Observation") == []
    assert faults(json.loads(bundle_json(silent))) == []


def test_the_patient_has_no_name_and_the_age_that_was_told() -> None:
    document = bundle_json(drafted_from(DISEASE, visit=encounter(age_years=54, sex=Sex.FEMALE)))
    (patient,), (age,) = resources(document, "Patient"), resources(document, "Observation")

    assert patient.keys() == {"resourceType", "id", "text", "gender"}
    assert (age["valueQuantity"]["value"], age["valueQuantity"]["code"]) == (54, "a")


@pytest.mark.parametrize(
    ("setting", "code", "ends"),
    [
        (Setting.OUTPATIENT, "AMB", {"start", "end"}),
        (Setting.EMERGENCY, "EMER", {"start"}),
        (Setting.INPATIENT, "IMP", {"end"}),
    ],
)
def test_a_visit_has_the_class_of_its_setting(setting: Setting, code: str, ends: set[str]) -> None:
    (visit,) = resources(bundle_json(drafted_from(DISEASE, visit=encounter(setting=setting))), "Encounter")

    assert (visit["class"]["code"], visit["period"].keys()) == (code, ends)


def test_what_a_machine_made_says_so_even_when_it_is_signed() -> None:
    document = bundle_json(drafted_from(DISEASE, PAIN), SIGNING)
    (provenance,) = resources(document, "Provenance")

    kinds = ("Composition", "Encounter", "Condition", "Observation", "DetectedIssue")
    made = [one for kind in kinds for one in resources(document, kind)]
    labels = {one["meta"]["security"][0]["code"] for one in made}
    targets = {one["reference"] for one in provenance["target"]}
    assert (labels, targets) == ({"AIAST"}, {f"urn:uuid:{one['id']}" for one in made})


def agents(document: str) -> list[tuple[str, str]]:
    (provenance,) = resources(document, "Provenance")
    return [(one["type"]["coding"][0]["code"], one["who"]["display"]) for one in provenance["agent"]]


def test_an_unsigned_draft_names_its_software_and_no_clinician() -> None:
    document = bundle_json(drafted_from(DISEASE))

    unknown = "The clinician of the visit; not identified, and has not signed"
    assert agents(document) == [("author", unknown), ("assembler", "scribe")]
    assert resources(document, "Practitioner") == []


def test_a_signed_note_names_its_signer_as_author_and_attester() -> None:
    document = bundle_json(drafted_from(DISEASE), SIGNING)
    (composition,) = resources(document, "Composition")

    assert agents(document) == [("author", SIGNING.by), ("attester", SIGNING.by), ("assembler", "scribe")]
    assert composition["attester"][0]["time"] == "2026-11-20T17:30:00.250000Z"
    assert "I have read &amp; agree." in composition["section"][-1]["text"]["div"]


def test_the_engine_the_model_and_the_host_that_received_text_are_named() -> None:
    result = drafted_from(DISEASE)
    model = ModelComponent(name="some-model", host="127.0.0.1", structured="prompt", temperature=0.0)
    machines = {"asr": AsrComponent(name="base", version="1", sha256="0f" * 32), "model": model}

    document = bundle_json(result.model_copy(update={"provenance": result.provenance.model_copy(update=machines)}))

    named = {one["deviceName"][0]["name"]: one for one in resources(document, "Device")}
    assert named.keys() == {"scribe", "base", "some-model"}
    assert named["some-model"]["note"] == [{"text": "Text of the visit was sent to 127.0.0.1."}]
    assert named["base"]["identifier"][0]["value"].startswith("ni:///sha-256;")


def test_the_recording_is_named_by_its_digest_alone() -> None:
    (provenance,) = resources(bundle_json(drafted_from(DISEASE), recording_sha256="00" * 32), "Provenance")

    source = provenance["entity"][0]
    assert (source["role"], source["what"]["identifier"]["value"]) == ("source", f"ni:///sha-256;{'A' * 43}")


def names_of(document: str) -> dict[str, str]:
    """The name of each Practitioner by the reference to them."""
    return {f"urn:uuid:{one['id']}": one["name"][0]["text"] for one in resources(document, "Practitioner")}


def test_an_override_is_a_mitigation_with_its_reason_its_author_and_its_time() -> None:
    document = bundle_json(result_of("sciatica-left"), SIGNING, SIGNED_AT, work=WORK)

    first, second, *others = resources(document, "DetectedIssue")
    (made,) = first["mitigation"]
    assert made["action"] == {"text": "Overridden with a reason: Seen & it stands."}
    assert made["date"] == "2026-11-20T16:30:00.250000Z"
    assert names_of(document)[made["author"]["reference"]] == "Dr. <Other>"
    assert names_of(document)[second["mitigation"][0]["author"]["reference"]] == SIGNING.by
    assert [one for one in others if "mitigation" in one] == []


def test_an_override_stands_beside_its_finding_for_a_person_to_read() -> None:
    (composition,) = resources(bundle_json(result_of("sciatica-left"), work=WORK), "Composition")

    (findings,) = (one for one in composition["section"] if one["title"] == "Findings")
    assert (
        "Overridden by Dr. &lt;Other&gt;, 2026-11-20T16:30:00.250000Z: Seen &amp; it stands."
        in (findings["text"]["div"])
    )


def test_who_added_to_a_signed_note_is_the_author_of_a_provenance_of_its_own() -> None:
    document = bundle_json(result_of("sciatica-left"), AMENDING, LATER, work=WORK)
    (composition,) = resources(document, "Composition")

    addendum, amendment, drafted_by = resources(document, "Provenance")
    told = [
        (
            one["activity"]["text"],
            one["activity"]["coding"][0]["code"],
            one["recorded"],
            names_of(document)[one["agent"][0]["who"]["reference"]],
        )
        for one in (addendum, amendment)
    ]
    assert told == [
        ("addendum", "APPEND", "2026-11-20T18:30:00.250000Z", SIGNING.by),
        ("amendment", "UPDATE", "2026-11-20T19:30:00.250000Z", "Dr. Late"),
    ]
    assert addendum["target"] == amendment["target"] == [{"reference": f"urn:uuid:{composition['id']}"}]
    assert drafted_by["recorded"] == composition["attester"][0]["time"]


@pytest.mark.parametrize(
    ("signing", "at", "date"),
    [
        (None, None, "2026-11-20"),
        (SIGNING, None, "2026-11-20T17:30:00.250000Z"),
        (AMENDING, LATER, "2026-11-20T19:30:00.250000Z"),
        (SIGNING, SIGNED_AT.replace(hour=9), "2026-11-20T17:30:00.250000Z"),
    ],
)
def test_a_composition_has_the_date_of_what_was_written_last(signing: Any, at: Any, date: str) -> None:
    (composition,) = resources(bundle_json(result_of("sciatica-left"), signing, at), "Composition")

    assert composition["date"] == date
