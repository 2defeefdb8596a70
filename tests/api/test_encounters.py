"""Encounters are begun once, listed by pages, and deleted with a receipt."""

import pytest

from tests.api.conftest import CONSENT, DAY, KEY, WORDS, Service

NOBODY = "0" * 32


def kind(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:scribe:problem:")


def test_an_encounter_is_begun_and_shown(service: Service) -> None:
    made = service.ask("POST", "/encounters", json={"encounter": DAY, "consent": CONSENT})

    assert made.status_code == 201
    assert made.headers["location"] == f"/v1/encounters/{made.json()['id']}"
    assert service.ask("GET", f"/encounters/{made.json()['id']}").json() == made.json()
    assert made.json()["consent"]["given_by"] == "Planted Patient"


def test_the_same_key_and_body_begin_one_encounter(service: Service) -> None:
    sent = {"json": {"encounter": DAY}, "headers": {"Idempotency-Key": "one"}}

    first, again = service.ask("POST", "/encounters", **sent), service.ask("POST", "/encounters", **sent)

    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["id"], "true") == (again.json()["id"], again.headers["idempotency-replayed"])


def test_requests_of_one_key_at_one_moment_begin_one_encounter(service: Service) -> None:
    sent = ("POST", "/v1/encounters", {"json": {"encounter": DAY}, "headers": {"Idempotency-Key": "one"}})

    answers = service.together(*[sent] * 6)

    assert sorted(one.status_code for one in answers) == [200] * 5 + [201]
    assert len({one.json()["id"] for one in answers}) == 1


def test_a_key_with_another_body_is_refused(service: Service) -> None:
    headers = {"Idempotency-Key": "one"}
    service.ask("POST", "/encounters", json={"encounter": DAY}, headers=headers)

    answer = service.ask("POST", "/encounters", json={}, headers=headers)

    assert kind(answer) == (422, "idempotency-key-reused")


def test_pages_show_each_encounter_once_the_latest_first(service: Service) -> None:
    made = [service.begun() for _ in range(5)]

    first = service.ask("GET", "/encounters?limit=2").json()
    service.begun()
    second = service.ask("GET", "/encounters", params={"limit": 2, "cursor": first["next"]}).json()
    third = service.ask("GET", "/encounters", params={"limit": 2, "cursor": second["next"]}).json()

    shown = [one["id"] for page in (first, second, third) for one in page["encounters"]]
    assert (shown, third["next"]) == (made[::-1], None)


def test_a_list_is_of_one_state_where_asked_and_leaves_out_the_words(service: Service) -> None:
    told = service.begun(transcript=WORDS)
    service.begun()
    service.ask("POST", f"/encounters/{told}/finalize")

    page = service.ask("GET", "/encounters?state=finalized").json()

    assert [(one["id"], one["told"]["transcript"]) for one in page["encounters"]] == [(told, None)]


def test_a_deletion_gives_its_receipt_each_time(service: Service) -> None:
    encounter_id = service.recorded()

    first, again = (service.ask("DELETE", f"/encounters/{encounter_id}") for _ in range(2))

    assert (first.status_code, first.json()) == (200, again.json())
    assert (first.json()["objects"], first.json()["bytes"]) == (1, 5)
    assert kind(service.ask("GET", f"/encounters/{encounter_id}")) == (404, "unknown-encounter")


def test_a_legal_hold_stands_against_a_deletion_until_it_is_ended(service: Service) -> None:
    path = f"/encounters/{service.begun()}"

    held = service.ask("PUT", f"{path}/legal-hold")
    refused = service.ask("DELETE", path)
    service.ask("DELETE", f"{path}/legal-hold")

    assert held.json()["legal_hold"] is True
    assert kind(refused) == (409, "legal-hold")
    assert service.ask("DELETE", path).status_code == 200


def test_the_wording_of_a_consent_is_kept_as_it_was_sent_and_never_made_up(service: Service) -> None:
    without, worded = (
        service.begun(consent=CONSENT),
        service.begun(consent={**CONSENT, "wording": "May we record?"}),
    )

    assert service.ask("GET", f"/encounters/{without}").json()["consent"]["wording"] is None
    assert service.ask("GET", f"/encounters/{worded}").json()["consent"]["wording"] == "May we record?"


def test_consent_may_come_later_and_is_not_overwritten(service: Service) -> None:
    path = f"/encounters/{service.begun()}/consent"

    given, again = (service.ask("PUT", path, json=CONSENT) for _ in range(2))
    another = service.ask("PUT", path, json={**CONSENT, "method": "written"})

    assert (given.status_code, again.status_code) == (200, 200)
    assert another.status_code == 409
    assert given.json()["consent"]["method"] == "verbal"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("DELETE", ""),
        ("PUT", "/legal-hold"),
        ("HEAD", "/audio"),
        ("GET", "/audio/content"),
        ("POST", "/finalize"),
        ("POST", "/cancel"),
        ("POST", "/retry"),
        ("GET", "/events"),
        ("GET", "/transcript"),
        ("GET", "/draft"),
        ("GET", "/export"),
    ],
)
def test_an_unknown_encounter_is_not_found(service: Service, method: str, path: str) -> None:
    assert service.ask(method, f"/encounters/{NOBODY}{path}").status_code == 404


@pytest.mark.parametrize("told", ["x", "A" * 32, "0" * 31, "0" * 33, "%00" * 32, "..%2f..%2fetc", "0" * 31 + "%0A"])
def test_what_is_no_id_is_not_found(service: Service, told: str) -> None:
    answer = service.ask("GET", f"/encounters/{told}")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"Planted",
        b"\x00",
        b"\xff\xfe",
        b'"\\ud800"',
        b"[" * 5000,
        b'{"Planted": 1}',
        b'{"require_model": "Planted"}',
        b'{"encounter": {"age_years": 1e400}}',
        b'{"encounter": {"age_years": 99999999999999999999999999}}',
        b'{"encounter": {"date_of_service": "1999-01-01"}}',
        b'{"consent": {"given_by": "Planted"}}',
        b'{"proposed_codes": ["Planted Planted Planted"]}',
    ],
)
def test_a_wrong_body_is_a_problem_without_a_word_of_it(service: Service, body: bytes) -> None:
    answer = service.ask("POST", "/encounters", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert "Planted" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=9" + "9" * 400,
        "limit=x",
        "cursor=Planted",
        "cursor=%00",
        "cursor=" + "A" * 65,
        "cursor=ZTEuMTIzNDU2Nzg5MDEyMzQ1Njc4OTA",
        "cursor=ZTEuwrI",
        "state=Planted",
    ],
)
def test_a_wrong_query_is_a_problem_without_a_word_of_it(service: Service, query: str) -> None:
    answer = service.ask("GET", f"/encounters?{query}")

    assert kind(answer) == (422, "invalid-request")
    assert "Planted" not in answer.text


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_an_idempotency_key_of_no_use_is_refused(service: Service, key: str) -> None:
    assert service.ask("POST", "/encounters", json={}, headers={"Idempotency-Key": key}).status_code == 422


def test_a_document_over_the_bound_is_refused(service: Service) -> None:
    answer = service.ask("POST", "/encounters", content=b" " * (16 * 2**20 + 1))

    assert kind(answer) == (413, "body-too-large")


def test_another_media_type_is_refused(service: Service) -> None:
    answer = service.ask("POST", "/encounters", content=b"{}", headers={"Content-Type": "text/xml"})

    assert kind(answer) == (415, "unsupported-media-type")


@pytest.mark.parametrize("key", [KEY, "wrong"])
def test_no_answer_and_no_refusal_may_be_stored_by_a_cache(service: Service, key: str) -> None:
    answer = service.ask("GET", "/encounters", headers={"Authorization": f"Bearer {key}"})

    assert answer.headers["cache-control"] == "no-store"


def test_a_trailing_slash_leads_nowhere(service: Service) -> None:
    assert service.ask("GET", "/encounters/").status_code == 404


def test_a_refused_deletion_ends_no_running_visit(service: Service) -> None:
    encounter_id = service.begun()
    ended: list[str] = []
    service.app.state.keeping.after_delete.append(ended.append)
    service.ask("PUT", f"/encounters/{encounter_id}/legal-hold")

    refused = service.ask("DELETE", f"/encounters/{encounter_id}")
    before = list(ended)
    service.ask("DELETE", f"/encounters/{encounter_id}/legal-hold")
    service.ask("DELETE", f"/encounters/{encounter_id}")

    assert (refused.status_code, before, ended) == (409, [], [encounter_id])


def test_of_a_list_only_the_first_wrong_item_is_told(service: Service) -> None:
    refused = service.ask("POST", "/encounters", json={"encounter": DAY, "proposed_codes": [""] * 100_000})

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("the encounter: proposed_codes.0: string should have")
    assert "more)" not in refused.json()["detail"]


def test_very_many_wrong_fields_are_counted_and_not_listed(service: Service) -> None:
    refused = service.ask("POST", "/encounters", json={f"planted{number}": 1 for number in range(101)})

    assert refused.json()["detail"].startswith("the encounter: 101 fields are wrong.")


def test_a_document_without_words_of_a_visit_is_small(service: Service) -> None:
    path, long = f"/encounters/{service.begun()}", {"content": b"{" + b" " * 65_536}

    assert kind(service.ask("POST", f"{path}/finalize", **long)) == (413, "body-too-large")
    assert kind(service.ask("PUT", f"{path}/consent", **long)) == (413, "body-too-large")
