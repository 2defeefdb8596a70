"""Who saw and did what with a note is told, and nothing is shown that cannot be told of."""

import pytest

from scribe.schema.errors import StoreUnavailable
from scribe.schema.principal import Role
from tests.api.access_world import key_of
from tests.api.conftest import Service
from tests.api.noted import added, drafted, type_of, write


@pytest.fixture
def visit(service: Service) -> str:
    return drafted(service)


def test_who_saw_and_did_what_is_told(service: Service, visit: str) -> None:
    service.ask("GET", f"/encounters/{visit}/draft")
    write(service, visit, "edits", 1, edits=[added("Plan", "Walk daily.")])
    service.ask("GET", f"/encounters/{visit}/note")

    records = service.ask("GET", f"/encounters/{visit}/audit").json()["records"]

    assert [one["action"] for one in records] == [
        "encounter.create",
        "encounter.finalize",
        "draft.read",
        "note.draft",
        "note.edit",
        "note.read",
    ]
    assert {one["subject"] for one in records} == {"local", "scribe"}
    assert all(one["at"] for one in records)


def test_reading_the_audit_log_is_told_too(service: Service, visit: str) -> None:
    service.ask("GET", f"/encounters/{visit}/audit")

    page = service.ask("GET", f"/encounters/{visit}/audit?after=2&limit=1").json()

    assert [one["action"] for one in page["records"]] == ["audit.read"]
    assert page["next"] == 3


def test_who_had_a_note_drafted_anew_is_told(service: Service, visit: str) -> None:
    service.ask("POST", f"/encounters/{visit}/retry")
    service.ask("POST", f"/encounters/{visit}/cancel")

    records = service.ask("GET", f"/encounters/{visit}/audit").json()["records"]

    assert [one["action"] for one in records][-2:] == ["job.retry", "job.cancel"]


def test_an_administrator_reads_who_did_what_with_a_deleted_visit_and_no_other_tenant_does(
    service: Service, visit: str
) -> None:
    admin, foreign = (key_of(service, Role.ADMIN, tenant=tenant) for tenant in ("local", "south"))
    service.ask("DELETE", f"/encounters/{visit}", headers={"Authorization": f"Bearer {admin}"})

    path = f"/encounters/{visit}/audit"
    shown, refused = (
        service.ask("GET", path, headers={"Authorization": f"Bearer {key}"}) for key in (admin, foreign)
    )

    assert [one["action"] for one in shown.json()["records"]][-1] == "encounter.delete"
    assert (refused.status_code, type_of(refused)) == (404, "unknown-encounter")


def test_a_list_is_told_as_a_reading(service: Service, visit: str) -> None:
    service.ask("GET", "/encounters")

    last = service.store.audit.page("local")[-1]

    assert (last.action, last.subject, last.encounter_id) == ("encounter.list", "local", None)


def test_a_refused_reading_is_not_told_as_one(service: Service, visit: str) -> None:
    service.ask("GET", f"/encounters/{visit}/draft?revision=9")

    records = service.ask("GET", f"/encounters/{visit}/audit").json()["records"]

    assert "draft.read" not in [one["action"] for one in records]


def test_nothing_is_shown_that_cannot_be_told_of(
    service: Service, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("The database does not answer.")

    monkeypatch.setattr("scribe.store.audit_log.AuditLog.record", away)

    answer = service.ask("GET", f"/encounters/{visit}/note")

    assert (answer.status_code, type_of(answer)) == (503, "store-unavailable")
    assert "ibuprofen" not in answer.text
