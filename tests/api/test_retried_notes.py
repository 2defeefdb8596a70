"""A note drafted anew: nothing that a clinician wrote goes by the way, and what gave no draft changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from scribe.schema.job import Failure
from scribe.schema.principal import Role
from tests.api.access_world import key_of
from tests.api.conftest import Service
from tests.api.noted import added, drafted, drafted_again, note, signed, texts, type_of, write


@pytest.fixture
def visit(service: Service) -> str:
    return drafted(service)


def test_a_note_whose_only_job_failed_is_not_signed(service: Service) -> None:
    visit = drafted(service)
    with service.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE jobs SET state = 'failed', failure_code = 'x', failure_detail = 'y', failure_retryable = 1"
        )

    answer = write(service, visit, "sign", 1)

    assert (answer.status_code, type_of(answer)) == (409, "draft-not-ready")


def test_a_visit_that_never_had_a_draft_is_not_signed(service: Service) -> None:
    visit = service.recorded()
    drafted_again(service, visit, failure=FAILURE, gives=False)

    answer = write(service, visit, "sign", 1)

    assert (answer.status_code, type_of(answer)) == (409, "draft-not-ready")


def worked_on(service: Service, visit: str) -> int:
    """An edit and an override on the note; gives its revision."""
    write(service, visit, "edits", 1, edits=[added("Plan", "Walk daily.")])
    return write(service, visit, "overrides", 2, rule="CS104", reason="Known.").json()["revision"]


def retried(service: Service, visit: str, query: str = "", *roles: Role) -> Any:
    headers = {"Authorization": f"Bearer {key_of(service, *roles)}"} if roles else {}
    return service.ask("POST", f"/encounters/{visit}/retry{query}", headers=headers)


def test_a_note_that_was_worked_on_is_not_drafted_anew_by_the_way(service: Service, visit: str) -> None:
    worked_on(service, visit)

    answers = [retried(service, visit), retried(service, visit, "", Role.SERVICE)]

    assert [(one.status_code, type_of(one)) for one in answers] == [(409, "note-worked-on")] * 2
    assert "1 edit(s), 1 override(s)" in answers[0].json()["detail"]
    assert answers[0].headers["etag"] == '"3"'
    assert service.store.jobs.ticket(visit) is None


def test_a_program_gives_up_nothing_that_a_clinician_wrote(service: Service, visit: str) -> None:
    worked_on(service, visit)

    answer = retried(service, visit, "?gives_up=3", Role.SERVICE)

    assert (answer.status_code, type_of(answer)) == (403, "not-allowed")


def test_what_is_given_up_is_the_note_that_the_clinician_knows(service: Service, visit: str) -> None:
    worked_on(service, visit)

    answer = retried(service, visit, "?gives_up=2", Role.CLINICIAN)

    assert (answer.status_code, type_of(answer)) == (409, "stale-revision")


def test_a_clinician_who_says_so_has_the_note_drafted_anew_and_that_is_told(service: Service, visit: str) -> None:
    worked_on(service, visit)

    answer = retried(service, visit, "?gives_up=3", Role.CLINICIAN)
    drafted_again(service, visit)

    told = service.ask("GET", f"/encounters/{visit}/audit").json()["records"][-1]
    assert answer.status_code == 202
    assert (told["action"], told["roles"], told["revision"]) == ("job.retry", "clinician", 3)
    assert "Walk daily." not in texts(note(service, visit), "Plan")


def test_a_note_that_nobody_worked_on_is_drafted_anew_by_a_program(service: Service, visit: str) -> None:
    assert retried(service, visit, "", Role.SERVICE).status_code == 202


FAILURE = Failure(code="x", detail="y", retryable=True)


def end_by_failing(service: Service, visit: str) -> None:
    drafted_again(service, visit, failure=FAILURE, gives=False)


def end_by_failing_late(service: Service, visit: str) -> None:
    drafted_again(service, visit, failure=FAILURE)


def end_by_a_cancel(service: Service, visit: str) -> None:
    service.ask("POST", f"/encounters/{visit}/cancel")


@pytest.mark.parametrize("end", [end_by_failing, end_by_failing_late, end_by_a_cancel])
def test_a_retry_that_gave_nothing_leaves_the_note_to_be_edited_and_signed(
    service: Service, visit: str, end: Callable[[Service, str], None]
) -> None:
    worked_on(service, visit)
    retried(service, visit, "?gives_up=3")

    end(service, visit)

    assert "Walk daily." in texts(note(service, visit), "Plan")
    edited = write(service, visit, "edits", 3, edits=[added("Plan", "Call if worse.")])
    assert (edited.status_code, edited.json()["revision"]) == (200, 4)
    signed(service, visit)
    assert {"Walk daily.", "Call if worse."} <= set(texts(note(service, visit), "Plan"))
    assert note(service, visit)["status"] == "final"


def test_a_note_that_is_being_drafted_anew_is_not_worked_on(service: Service, visit: str) -> None:
    retried(service, visit)

    answer = write(service, visit, "edits", 1, edits=[added("Plan", "Walk daily.")])

    assert (answer.status_code, type_of(answer)) == (409, "draft-not-ready")
