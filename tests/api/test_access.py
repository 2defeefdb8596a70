"""What a caller is bound by: rates, sizes, patience, origins, and words that an administrator does not see."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from scribe.api import events, watching
from scribe.api.rates import Rate
from scribe.clock import now
from scribe.schema.errors import SettingsError
from scribe.schema.principal import Role
from scribe.settings import Settings, load_settings
from tests.api.access_world import key_of, said
from tests.api.conftest import CONSENT, DAY, WORDS, Service, served


def bearer(key: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} | more


def kind(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:scribe:problem:")


def test_an_administrator_sees_that_a_visit_is_there_and_no_word_of_it(service: Service) -> None:
    encounter_id = service.begun(consent=CONSENT, transcript=WORDS)
    admin = {"headers": bearer(key_of(service, Role.ADMIN))}

    answers = [
        service.ask("GET", "/encounters", **admin),
        service.ask("GET", f"/encounters/{encounter_id}", **admin),
        service.ask("PUT", f"/encounters/{encounter_id}/legal-hold", **admin),
        service.ask("DELETE", f"/encounters/{encounter_id}/legal-hold", **admin),
        service.ask("DELETE", f"/encounters/{encounter_id}", **admin),
    ]

    assert [(one.status_code, encounter_id in one.text) for one in answers] == [(200, True)] * 5
    assert [one.text for one in answers if "Planted" in one.text or "low back" in one.text] == []


def test_who_reads_and_administers_sees_the_words(service: Service) -> None:
    encounter_id = service.begun(consent=CONSENT, transcript=WORDS)
    both = bearer(key_of(service, Role.ADMIN, Role.CLINICIAN))

    assert "low back" in service.ask("GET", f"/encounters/{encounter_id}", headers=both).text


def test_the_audit_log_tells_two_keys_of_one_name_apart(service: Service) -> None:
    first, second = (key_of(service, Role.CLINICIAN, tenant="local") for _ in range(2))
    encounter_id = service.begun()
    service.ask("GET", f"/encounters/{encounter_id}", headers=bearer(first))
    service.ask("GET", f"/encounters/{encounter_id}", headers=bearer(second))

    records = service.ask("GET", f"/encounters/{encounter_id}/audit").json()["records"]

    subjects = [one["subject"] for one in records if one["action"] == "encounter.read"]
    assert [one.rpartition(" ")[2] for one in subjects] == [first.split("_")[1], second.split("_")[1]]


def test_idempotency_keys_of_two_tenants_do_not_meet(service: Service) -> None:
    north, south = (key_of(service, Role.SERVICE, tenant=tenant) for tenant in ("north", "south"))
    one = {"headers": bearer(north, **{"Idempotency-Key": "visit-1"}), "json": {"encounter": DAY}}
    other = {"headers": bearer(south, **{"Idempotency-Key": "visit-1"}), "json": {"transcript": WORDS}}

    begun = [service.ask("POST", "/encounters", **more) for more in (one, other, one)]
    reused = service.ask("POST", "/encounters", headers=one["headers"], json={"transcript": WORDS})

    assert [answer.status_code for answer in begun] == [201, 201, 200]
    assert begun[0].json()["id"] == begun[2].json()["id"] != begun[1].json()["id"]
    assert kind(reused) == (422, "idempotency-key-reused")


def test_a_program_of_another_tenant_sends_sound_and_has_it_drafted(service: Service) -> None:
    program = bearer(key_of(service, Role.SERVICE, tenant="south"))
    begun = service.ask("POST", "/encounters", headers=program, json={"encounter": DAY, "consent": CONSENT})
    encounter_id = begun.json()["id"]
    tus = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}

    sent = service.ask("PATCH", f"/encounters/{encounter_id}/audio", headers=program | tus, content=b"sound")
    ended = service.ask("POST", f"/encounters/{encounter_id}/finalize", headers=program)
    told = service.ask("POST", "/notes", headers=program | {"Prefer": "respond-async"}, json={"transcript": WORDS})

    assert [one.status_code for one in (begun, sent, ended, told)] == [201, 204, 202, 202]
    assert service.ask("GET", "/encounters").json()["encounters"] == []
    assert len(service.ask("GET", "/encounters", headers=program).json()["encounters"]) == 2


def test_a_principal_that_comes_too_often_is_told_when_to_come_again(make_service) -> None:
    service = make_service(requests_per_minute=3)
    busy, other = bearer(key_of(service, Role.QA)), bearer(key_of(service, Role.QA))

    answers = [service.ask("GET", "/encounters", headers=busy) for _ in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert kind(answers[3]) == (429, "too-many-requests")
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert service.ask("GET", "/encounters", headers=other).status_code == 200
    assert [service.ask("GET", "/encounters").status_code for _ in range(4)] == [200] * 4


def test_who_fails_too_often_is_looked_at_no_more_and_keeps_nobody_else_out(make_service) -> None:
    service = make_service(failures_per_minute=3)
    known, late = key_of(service, Role.CLINICIAN), key_of(service, Role.QA)
    before = service.ask("GET", "/encounters", headers=bearer(known)).status_code

    failed = [service.ask("GET", "/encounters", headers=bearer(f"scribe_{n}_x")).status_code for n in range(5)]

    assert (before, failed) == (200, [401, 401, 401, 429, 429])
    assert service.ask("GET", "/encounters", headers=bearer(known)).status_code == 200
    assert service.ask("GET", "/encounters", headers=bearer(late)).status_code == 429
    assert service.ask("GET", "/encounters").status_code == 200
    assert said(service, "/v1/encounters/x/live", known)[0] == "accept"


def test_a_rate_is_one_of_the_last_minute() -> None:
    moments = [0.0]
    rate = Rate(2, lambda: moments[0])
    rate.count("a")
    moments[0] = 30.0
    rate.count("a")

    at_30 = rate.wait_s("a"), rate.wait_s("b")
    moments[0] = 60.0

    assert (at_30, rate.wait_s("a")) == ((30, 0), 0)


def test_a_rate_of_zero_is_none() -> None:
    rate = Rate(0, lambda: 0.0)
    rate.count("a")

    assert rate.wait_s("a") == 0


async def dripping(*pieces: bytes, then_s: float) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
    await asyncio.sleep(then_s)
    yield b"late"


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", "/encounters", {"Content-Type": "application/json"}),
        ("POST", "/notes", {"Content-Type": "application/json"}),
        ("POST", "/notes", {"Content-Type": "multipart/form-data; boundary=x"}),
        (
            "PATCH",
            "/encounters/{id}/audio",
            {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"},
        ),
    ],
)
def test_a_body_that_stops_coming_is_refused(make_service, method: str, path: str, headers: dict[str, str]) -> None:
    service = make_service(body_patience_s=0.1)
    path = path.format(id=service.begun(consent=CONSENT))

    answer = service.ask(method, path, headers=headers, content=dripping(b"--x\r\n", then_s=2.0))

    assert kind(answer) == (408, "body-too-slow")


def test_a_slow_body_without_a_checksum_leaves_what_was_acknowledged_by_its_offset(make_service) -> None:
    service = make_service(body_patience_s=0.1)
    encounter_id = service.begun(consent=CONSENT)
    chunk = b"x" * (2**20 + 1)

    service.patch(encounter_id, 0, dripping(chunk, then_s=2.0))

    kept = service.ask("HEAD", f"/encounters/{encounter_id}/audio")
    assert kept.headers["upload-offset"] == str(2**20)


def test_a_stream_that_is_read_for_long_is_not_taken_for_a_slow_body(make_service) -> None:
    service = make_service(body_patience_s=0.1)
    encounter_id = service.recorded()
    cancel = ("POST", f"/v1/encounters/{encounter_id}/cancel", {})

    followed, _ = service.together(("GET", f"/v1/encounters/{encounter_id}/events", {}), cancel)

    assert followed.status_code == 200
    assert "cancelled" in followed.text


DEEP = b'{"a":' * 5000 + b"1" + b"}" * 5000
LISTS = b"[" * 20_000


@pytest.mark.parametrize("body", [DEEP, LISTS, b'{"encounter":' + LISTS, b'{"transcript":{"segments":' + DEEP])
@pytest.mark.parametrize("path", ["/encounters", "/notes", "/encounters/{id}/finalize"])
def test_a_document_nested_deep_is_refused(service: Service, path: str, body: bytes) -> None:
    path = path.format(id=service.begun(consent=CONSENT))

    answer = service.ask("POST", path, headers={"Content-Type": "application/json"}, content=body)

    assert kind(answer) == (422, "unreadable-transcript")


def test_a_part_of_a_form_nested_deep_is_refused(service: Service) -> None:
    parts = {"recording": ("v.wav", b"sound", "audio/wav"), "encounter": (None, DEEP)}

    assert kind(service.ask("POST", "/notes", files=parts)) == (422, "unreadable-transcript")


@pytest.mark.parametrize(
    ("path", "headers", "refused"),
    [
        ("/encounters?cursor=" + "a" * 9000, {}, (414, "address-too-long")),
        ("/encounters", {"X-Planted": "a" * 33_000}, (431, "headers-too-large")),
        ("/encounters", {"Content-Length": str(2**21)}, (413, "body-too-large")),
    ],
)
def test_a_head_that_is_too_large_is_refused(
    make_service, path: str, headers: dict[str, str], refused: tuple[int, str]
) -> None:
    service = make_service(max_upload_mb=1)

    assert kind(service.ask("POST", path, headers=headers)) == refused


@pytest.mark.parametrize(
    "tricky",
    [
        "..",
        "../../etc/passwd",
        "%2e%2e%2f",
        "..%2f..%2fapi_key",
        "%00",
        "a" * 32 + "%2f..",
        "A" * 32,
        "０" * 32,
        "0" * 31,
        "0" * 33,
        "' OR 1=1 --",
        "0" * 32 + "%0a",
    ],
)
def test_no_id_is_a_path(service: Service, tricky: str) -> None:
    answers = [
        service.ask("GET", f"/encounters/{tricky}"),
        service.ask("GET", f"/encounters/{tricky}/draft"),
        service.ask("GET", f"/encounters/{tricky}/audio/content"),
        service.ask("DELETE", f"/encounters/{tricky}"),
    ]

    assert {(one.status_code, one.headers["content-type"]) for one in answers} <= {
        (404, "application/problem+json"),
        (405, "application/problem+json"),
    }
    assert "unknown-encounter" in said(service, f"/v1/encounters/{tricky.replace('/', '_')}/live", "test-key")[1]


ORIGIN = "https://scribe.example"
PREFLIGHT = {
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "authorization,upload-offset",
}


@pytest.mark.parametrize("origin", [ORIGIN, "null", "http://localhost:3000"])
def test_no_page_of_another_origin_is_allowed_by_default(service: Service, origin: str) -> None:
    answers = [
        service.ask("GET", "/encounters", headers={"Origin": origin}),
        service.ask("OPTIONS", "/encounters/x/audio", headers={"Origin": origin} | PREFLIGHT),
    ]

    assert [name for one in answers for name in one.headers if name.startswith("access-control")] == []


def test_a_named_origin_is_allowed_without_cookies(make_service) -> None:
    service = make_service(cors_origins=ORIGIN)

    asked = service.ask("OPTIONS", "/encounters/x/audio", headers={"Origin": ORIGIN} | PREFLIGHT)
    listed = service.ask("GET", "/encounters", headers={"Origin": ORIGIN})
    refused = service.ask("GET", "/encounters", headers={"Origin": ORIGIN} | bearer("wrong"))

    told = [one.headers.get("access-control-allow-origin") for one in (asked, listed, refused)]
    assert (told, refused.status_code) == ([ORIGIN] * 3, 401)
    assert "access-control-allow-credentials" not in listed.headers
    assert "Upload-Offset" in listed.headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", [f"{ORIGIN}.evil", "http://scribe.example", "null", f"{ORIGIN}:8443"])
def test_an_origin_beside_the_named_one_is_not_allowed(make_service, origin: str) -> None:
    service = make_service(cors_origins=ORIGIN)

    asked = service.ask("OPTIONS", "/encounters/x/audio", headers={"Origin": origin} | PREFLIGHT)
    listed = service.ask("GET", "/encounters", headers={"Origin": origin})

    assert "access-control-allow-origin" not in asked.headers
    assert "access-control-allow-origin" not in listed.headers


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "null"),
        ("CORS_ORIGINS", "https://*.example"),
        ("CORS_ORIGINS", "https://scribe.example/"),
        ("CORS_ORIGINS", f"{ORIGIN},scribe.example"),
        ("OIDC_JWKS_URL", "http://id.example/keys"),
        ("OIDC_JWKS_URL", "file:///etc/passwd"),
        ("OIDC_JWKS_URL", "https://user@id.example/keys"),
        ("REQUESTS_PER_MINUTE", "-1"),
        ("BODY_PATIENCE_S", "0"),
    ],
)
def test_an_unsafe_setting_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SCRIBE_{name}", value)

    with pytest.raises(SettingsError, match=f"SCRIBE_{name}"):
        load_settings()


def test_half_an_issuer_is_refused(make_service) -> None:
    with pytest.raises(SettingsError, match="SCRIBE_OIDC_AUDIENCE"):
        make_service(oidc_issuer="https://id.example")


def test_several_origins_stand_between_commas() -> None:
    assert Settings(cors_origins=f" {ORIGIN} , http://localhost:3000,").cors_origins == (
        f"{ORIGIN},http://localhost:3000"
    )


def test_the_openapi_document_tells_of_these_refusals(service: Service) -> None:
    document = service.together(("GET", "/openapi.json", {}))[0].json()

    told = [
        one["responses"].keys() for path, many in document["paths"].items() for one in many.values() if "v1" in path
    ]
    assert [one for one in told if not {"401", "403", "408", "429"} <= one] == []
    assert json.dumps(document).count('"scheme": "bearer"') == 1


def test_a_client_that_stops_sending_is_told_so_and_let_go(make_service) -> None:
    service = make_service(body_patience_s=0.1)
    head = (
        b"POST /v1/encounters HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test-key\r\nContent-Length: 99\r\n\r\n{"
    )

    with served(service.app) as port, socket.create_connection(("127.0.0.1", port), timeout=10.0) as client:
        client.sendall(head)
        answer = b"".join(iter(lambda: client.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"urn:scribe:problem:body-too-slow" in answer


def test_a_stream_that_is_followed_ends_with_its_key(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(events, "HEARTBEAT_EVERY_S", 0.0)
    monkeypatch.setattr(events, "LOOK_EVERY_S", 0.05)
    path, key = f"/v1/encounters/{service.begun(consent=CONSENT)}/events", key_of(service, Role.QA)

    with (
        served(service.app) as port,
        httpx.stream("GET", f"http://127.0.0.1:{port}{path}", headers=bearer(key), timeout=10.0) as answer,
    ):
        pieces = answer.iter_text()
        first = next(pieces)
        service.store.api_keys.revoke(key.split("_")[1], now())
        with pytest.raises(httpx.RemoteProtocolError):
            list(pieces)

    assert first.startswith("event: encounter")


def test_a_live_visit_ends_with_its_key(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.05)
    encounter_id = service.begun(consent=CONSENT, audio_format="pcm_s16le_16000")
    key = key_of(service, Role.CLINICIAN)

    with served(service.app) as port:
        url = f"ws://127.0.0.1:{port}/v1/encounters/{encounter_id}/live"
        with connect(url, additional_headers=bearer(key), proxy=None) as client:
            first = json.loads(client.recv(timeout=10.0))
            service.store.api_keys.revoke(key.split("_")[1], now())
            told = [json.loads(client.recv(timeout=10.0)) for _ in range(2)]
            with pytest.raises(ConnectionClosed) as closed:
                client.recv(timeout=10.0)

    assert [first["type"], told[0]["type"], told[1]["code"]] == ["ready", "checklist", "not-authenticated"]
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
