"""The note over HTTP: edited, answered, overridden, signed and added to; no write is lost, and each is told of."""

from typing import Any

import pytest

from scribe.schema.principal import Principal, Role
from tests.api.conftest import Service
from tests.api.noted import added, drafted, note, signed, texts, type_of, write

CODER = Principal(subject="coder", tenant="local", roles=frozenset({Role.CODER}))


@pytest.fixture
def visit(service: Service) -> str:
    return drafted(service)


def test_a_draft_is_a_note_of_revision_1(service: Service, visit: str) -> None:
    answer = service.ask("GET", f"/encounters/{visit}/note")

    view = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (200, '"1"')
    assert (view["status"], view["revision"], view["differences"]) == ("preliminary", 1, [])


def test_before_there_is_a_draft_there_is_no_note(service: Service) -> None:
    encounter_id = service.begun()

    answer = service.ask("GET", f"/encounters/{encounter_id}/note")

    assert (answer.status_code, type_of(answer)) == (409, "draft-not-ready")


def test_an_edit_makes_a_revision_and_shows_its_difference_from_the_draft(service: Service, visit: str) -> None:
    edits = [added("Plan", "Follow up in two weeks.")]

    answer = write(service, visit, "edits", 1, edits=edits)

    view = answer.json()
    assert (answer.status_code, view["revision"], answer.headers["etag"]) == (200, 2, '"2"')
    assert view["differences"] == [{"section": "Plan", "before": None, "after": "Follow up in two weeks."}]
    assert note(service, visit) == view


def test_of_two_clinicians_who_edit_at_once_one_is_told_of_the_other_and_nothing_is_lost(
    service: Service, visit: str
) -> None:
    path, first, second = f"/v1/encounters/{visit}/note/edits", "Call if worse.", "No heavy lifting."
    head = {"If-Match": '"1"'}
    both = [
        ("POST", path, {"json": {"edits": [added("Plan", words)]}, "headers": head}) for words in (first, second)
    ]

    answers = service.together(*both)

    assert sorted(one.status_code for one in answers) == [200, 409]
    stale = next(one for one in answers if one.status_code == 409)
    assert (type_of(stale), stale.headers["etag"]) == ("stale-revision", '"2"')
    lost = first if answers[0] is stale else second
    again = write(service, visit, "edits", 2, edits=[added("Plan", lost)])
    assert {first, second} <= set(texts(again.json(), "Plan"))


def test_a_write_that_names_no_revision_is_refused(service: Service, visit: str) -> None:
    answer = service.ask("POST", f"/encounters/{visit}/note/edits", json={"edits": [added("Plan", "Rest.")]})

    assert (answer.status_code, type_of(answer)) == (428, "revision-missing")


def test_the_body_may_name_the_revision(service: Service, visit: str) -> None:
    body = {"on_revision": 1, "edits": [added("Plan", "Rest.")]}

    answer = service.ask("POST", f"/encounters/{visit}/note/edits", json=body)

    assert answer.json()["revision"] == 2


@pytest.mark.parametrize(
    ("header", "on_revision"), [('"one"', None), ('"1"', 2), ("*", None), ('"' + "9" * 40 + '"', None)]
)
def test_a_revision_that_is_none_is_refused(
    service: Service, visit: str, header: str, on_revision: int | None
) -> None:
    body = {"on_revision": on_revision, "edits": [added("Plan", "Rest.")]}

    answer = service.ask("POST", f"/encounters/{visit}/note/edits", json=body, headers={"If-Match": header})

    assert (answer.status_code, type_of(answer)) == (400, "malformed-header")


def test_an_answered_query_is_closed_and_its_answer_stands_in_the_note(service: Service, visit: str) -> None:
    before = note(service, visit)["result"]
    query = next(one for one in before["queries"] if one["rule"] == "GG106")

    answer = write(service, visit, "answers", 1, answers=[{"query": query["id"], "answer": "Low back"}])

    after = answer.json()["result"]
    assert [one["code"] for one in before["codes"]] == ["M54.9"]
    assert "M54.50" in [one["code"] for one in after["codes"]]
    assert query["id"] not in [one["id"] for one in after["queries"]]
    history = service.ask("GET", f"/encounters/{visit}/note/history").json()["entries"]
    assert history[1]["payload"]["answers"][0]["answer"]["by"] == "local"


def test_a_long_account_that_answers_is_named_whole(
    service: Service, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = Principal(subject="dr." + "a" * 197, tenant="local", roles=frozenset({Role.CLINICIAN}))
    monkeypatch.setattr("scribe.api.note.principal_of", lambda _: longest)
    query = next(one for one in note(service, visit)["result"]["queries"] if one["rule"] == "GG106")

    write(service, visit, "answers", 1, answers=[{"query": query["id"], "answer": "Low back"}])

    entry = service.ask("GET", f"/encounters/{visit}/note/history").json()["entries"][1]
    assert entry["by"] == entry["payload"]["answers"][0]["answer"]["by"] == longest.subject


def test_an_answer_to_no_open_query_is_refused(service: Service, visit: str) -> None:
    answer = write(service, visit, "answers", 1, answers=[{"query": "GG999-x", "answer": "Low back"}])

    assert (answer.status_code, type_of(answer)) == (422, "unknown-query")


def test_a_signed_note_is_final_and_says_by_whom(service: Service, visit: str) -> None:
    revision = signed(service, visit)

    view = note(service, visit)
    assert (view["status"], view["revision"], view["result"]["note"]["status"]) == ("final", revision, "final")
    assert (view["attestation"]["by"], view["attestation"]["role"]) == ("local", "physician")
    assert "Signed by local, physician" in view["result"]["note"]["markdown"]
    assert "Not signed" not in view["result"]["note"]["markdown"]


def blocking(view: dict[str, Any]) -> list[str]:
    """Rules of the findings that keep the note from being signed."""
    return [one["rule"] for one in view["findings"] if one["blocks_signing"]]


def test_an_error_that_stands_keeps_a_note_from_being_signed(service: Service) -> None:
    visit = drafted(service, "M54.5")
    open_ones = [one["id"] for one in note(service, visit)["findings"] if one["blocks_signing"]]

    refused = write(service, visit, "sign", 1)

    assert (refused.status_code, type_of(refused)) == (409, "open-errors")
    assert len([one for one in open_ones if one in refused.json()["detail"]]) == 2
    assert note(service, visit)["revision"] == 1


def test_an_error_goes_where_the_note_is_corrected(service: Service) -> None:
    visit = drafted(service, "M54.5")
    before = blocking(note(service, visit))

    after = write(service, visit, "edits", 1, edits=[added("Assessment", "Low back pain on the right.")]).json()

    assert (before, blocking(after)) == (["CS101", "CV108"], ["CS101"])


def test_an_overridden_error_lets_the_note_be_signed_and_stands_in_the_attestation(service: Service) -> None:
    visit = drafted(service, "M54.5")
    open_ones = [one["id"] for one in note(service, visit)["findings"] if one["blocks_signing"]]

    signed(service, visit)

    view = note(service, visit)
    assert view["attestation"]["overridden"] == open_ones
    assert blocking(view) == []


def test_an_override_needs_a_reason(service: Service, visit: str) -> None:
    answer = write(service, visit, "overrides", 1, rule="CS104", reason="  ")

    assert answer.status_code == 422
    assert note(service, visit)["revision"] == 1


def test_an_override_names_its_finding_by_its_rule_too(service: Service, visit: str) -> None:
    answer = write(service, visit, "overrides", 1, rule="CS104", reason="Known.")

    found = next(one for one in answer.json()["findings"] if one["rule"] == "CS104")
    assert (found["reason"], found["overridden_by"]) == ("Known.", "local")


def test_a_finding_that_does_not_stand_is_not_overridden(service: Service, visit: str) -> None:
    answer = write(service, visit, "overrides", 1, rule="CV101", reason="Known.")

    assert (answer.status_code, type_of(answer)) == (422, "unknown-finding")


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("sign", {}),
        ("edits", {"edits": [added("Plan", "Rest.")]}),
        ("answers", {"answers": [{"query": "GG106-back", "answer": "Low back"}]}),
        ("overrides", {"rule": "CS104", "reason": "Known."}),
        ("addenda", {"kind": "addendum", "text": "Rest."}),
    ],
)
def test_only_a_clinician_writes_and_signs(
    service: Service, visit: str, monkeypatch: pytest.MonkeyPatch, what: str, body: dict[str, object]
) -> None:
    monkeypatch.setattr("scribe.api.note.principal_of", lambda _: CODER)

    answer = write(service, visit, what, 1, **body)

    assert (answer.status_code, type_of(answer)) == (403, "not-allowed")


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("edits", {"edits": [added("Plan", "Rest.")]}),
        ("overrides", {"rule": "CS104", "reason": "Known."}),
        ("sign", {}),
    ],
)
def test_a_signed_note_is_not_changed_any_more(
    service: Service, visit: str, what: str, body: dict[str, object]
) -> None:
    revision = signed(service, visit)

    answer = write(service, visit, what, revision, **body)

    assert (answer.status_code, type_of(answer)) == (409, "already-signed")


@pytest.mark.parametrize(
    ("kind", "more", "title"),
    [
        ("addendum", {}, "Addenda"),
        ("late_entry", {}, "Late entries"),
        ("amendment", {"reason": "Heard wrongly."}, "Amendments"),
    ],
)
def test_what_is_added_after_signing_stands_beside_what_was_signed(
    service: Service, visit: str, kind: str, more: dict[str, str], title: str
) -> None:
    revision = signed(service, visit)
    before = note(service, visit)["result"]["note"]["sections"]

    view = write(service, visit, "addenda", revision, kind=kind, text="The film is normal.", **more).json()

    assert view["status"] == "amended"
    assert view["result"]["note"]["sections"][:-1] == before
    assert texts(view, title)[0].startswith("The film is normal.")


@pytest.mark.parametrize(
    "body", [{"kind": "amendment", "text": "x"}, {"kind": "addendum", "text": "x", "reason": "y"}]
)
def test_an_amendment_alone_has_a_reason(service: Service, visit: str, body: dict[str, str]) -> None:
    answer = write(service, visit, "addenda", signed(service, visit), **body)

    assert answer.status_code == 422


def test_a_note_that_is_not_signed_takes_no_addendum(service: Service, visit: str) -> None:
    answer = write(service, visit, "addenda", 1, kind="addendum", text="The film is normal.")

    assert (answer.status_code, type_of(answer)) == (409, "not-signed")


def test_a_visit_with_a_signed_note_is_not_deleted(service: Service, visit: str) -> None:
    signed(service, visit)

    answer = service.ask("DELETE", f"/encounters/{visit}")

    assert (answer.status_code, type_of(answer)) == (409, "signed-note")
    assert note(service, visit)["status"] == "final"


def test_the_export_of_a_signed_note_is_final_and_of_one_added_to_amended(service: Service, visit: str) -> None:
    draft = service.ask("GET", f"/encounters/{visit}/export").json()
    revision = signed(service, visit)
    final = service.ask("GET", f"/encounters/{visit}/export").json()
    write(service, visit, "addenda", revision, kind="addendum", text="The film is normal.")

    amended = service.ask("GET", f"/encounters/{visit}/export").text

    status = [one["entry"][0]["resource"]["status"] for one in (draft, final)]
    assert status == ["preliminary", "final"]
    assert '"status": "amended"' in amended
    assert "The film is normal." in amended
    assert ("signed again" in amended, "added to since it was signed" in amended) == (False, True)


def test_the_export_names_who_overrode_and_who_added_and_has_the_time_of_the_latest_entry(
    service: Service, visit: str
) -> None:
    view = write(service, visit, "overrides", 1, rule="CS104", reason="Known.").json()
    finding = next(at for at, one in enumerate(view["result"]["findings"]) if one["rule"] == "CS104")
    write(service, visit, "addenda", signed(service, visit), kind="late_entry", text="The film is normal.")

    document = service.ask("GET", f"/encounters/{visit}/export").json()

    held = [one["resource"] for one in document["entry"]]
    issues = [one for one in held if one["resourceType"] == "DetectedIssue"]
    assert issues[finding]["mitigation"][0]["action"]["text"] == "Overridden with a reason: Known."
    added_by = next(one for one in held if one["resourceType"] == "Provenance")
    history = service.ask("GET", f"/encounters/{visit}/note/history").json()["entries"]
    assert added_by["activity"]["text"] == "late entry"
    assert held[0]["date"] == added_by["recorded"] == history[-1]["made_at"]


def test_a_draft_is_exported_as_it_was(service: Service, visit: str) -> None:
    write(service, visit, "edits", 1, edits=[added("Plan", "Walk daily.")])

    note_now = service.ask("GET", f"/encounters/{visit}/export").text
    as_drafted = service.ask("GET", f"/encounters/{visit}/export?revision=1").text

    assert ("Walk daily." in note_now, "Walk daily." in as_drafted) == (True, False)


def test_words_that_are_refused_are_not_echoed(service: Service, visit: str) -> None:
    answers = [
        write(
            service, visit, "edits", 1, edits=[{"op": "replace", "section": "Quixwhistle", "text": "Quixwhistle"}]
        ),
        write(service, visit, "edits", 1, edits=[{"op": "Quixwhistle", "section": "Plan"}]),
        write(service, visit, "overrides", 1, finding="Quixwhistle", reason="Quixwhistle"),
        write(service, visit, "answers", 1, answers=[{"query": "Quixwhistle", "answer": "Quixwhistle"}]),
        write(service, visit, "addenda", 1, kind="addendum", text="Quixwhistle"),
    ]

    assert [one.status_code for one in answers] == [422, 422, 422, 422, 409]
    assert "Quixwhistle" not in "".join(one.text for one in answers)
