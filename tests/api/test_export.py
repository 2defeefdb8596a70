"""A draft is exported in the form that the client names or likes, and in no other."""

import json

import pytest

from scribe.api.export import FORMS, ExportFormat, negotiated
from tests.api.conftest import Service
from tests.api.test_encounters import kind
from tests.api.test_progress import drafted

FHIR = "application/fhir+json"


def exported(service: Service, query: str = "", **headers: str):
    encounter_id = service.recorded()
    drafted(service, encounter_id)
    return service.ask("GET", f"/encounters/{encounter_id}/export{query}", headers=headers)


def test_a_draft_is_exported_as_a_fhir_document(service: Service) -> None:
    answer = exported(service, "?format=fhir")

    kinds = [entry["resource"]["resourceType"] for entry in answer.json()["entry"]]
    assert (answer.status_code, answer.headers["content-type"]) == (200, FHIR)
    assert (answer.json()["type"], kinds[0], kinds[-1]) == ("document", "Composition", "Provenance")


def test_an_exported_document_names_its_recording_and_when_it_was_drafted(service: Service) -> None:
    answer = exported(service, "?format=fhir")

    provenance = answer.json()["entry"][-1]["resource"]
    assert "Recording of the visit" in provenance["entity"][0]["what"]["display"]
    assert provenance["recorded"] == answer.json()["timestamp"] != "2026-11-20T00:00:00Z"


def test_two_exports_of_a_draft_are_equal_bytes(service: Service) -> None:
    encounter_id = service.recorded()
    drafted(service, encounter_id)

    first, again = (service.ask("GET", f"/encounters/{encounter_id}/export").content for _ in range(2))

    assert first == again


def test_a_draft_that_is_not_made_yet_is_not_exported(service: Service) -> None:
    assert kind(service.ask("GET", f"/encounters/{service.recorded()}/export")) == (409, "draft-not-ready")


def test_a_revision_that_is_not_there_is_not_exported(service: Service) -> None:
    assert kind(exported(service, "?revision=7")) == (404, "unknown-revision")


def test_a_form_that_does_not_exist_is_refused(service: Service) -> None:
    assert kind(exported(service, "?format=Planted")) == (422, "invalid-request")


def test_a_media_type_that_is_not_made_is_refused(service: Service) -> None:
    answer = exported(service, accept="text/html")

    assert kind(answer) == (406, "not-acceptable")
    assert FHIR in answer.json()["detail"]


def test_the_format_outweighs_what_the_client_accepts(service: Service) -> None:
    assert exported(service, "?format=fhir", accept="text/html").status_code == 200


@pytest.mark.parametrize(
    "accept", [None, "*/*", "application/*", FHIR, f"text/html, {FHIR};q=0.5", f"{FHIR.upper()} ; Q=1.0"]
)
def test_a_client_that_likes_fhir_gets_it(accept: str | None) -> None:
    assert negotiated(accept) is FORMS[ExportFormat.FHIR]


@pytest.mark.parametrize(
    "accept", ["text/html", f"{FHIR};q=0", f"{FHIR};q=nan", f"{FHIR};q=-1", "application/json", ";;,,", "*"]
)
def test_a_client_that_likes_nothing_of_ours_gets_nothing(accept: str) -> None:
    assert negotiated(accept) is None


def test_a_document_holds_no_name_of_whoever_gave_consent(service: Service) -> None:
    assert "Planted" not in json.dumps(exported(service).json())
