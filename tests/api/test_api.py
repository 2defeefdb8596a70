"""The API answers as the contract says, and its errors are problems without patient text."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from scribe.api.app import create_app
from scribe.api.auth import load_or_make_key
from scribe.api.drafting import Drafting
from scribe.schema.errors import SettingsError
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Transcript
from scribe.settings import Settings
from tests.build import transcript

KEY = "test-key"
VISIT = {
    "encounter": {"date_of_service": "2026-11-20"},
    "transcript": {
        "segments": [
            {"speaker_role": "patient", "text": "I have had low back pain for about a year."},
            {"speaker_role": "clinician", "text": "My assessment is chronic low back pain."},
        ]
    },
}


@pytest.fixture
def ask(tmp_path: Path):
    app = create_app(Settings(data_dir=tmp_path, max_upload_mb=1), KEY)

    def send(method: str, path: str, key: str | None = KEY, **more: Any) -> httpx.Response:
        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                headers = {**({"Authorization": f"Bearer {key}"} if key else {}), **more.pop("headers", {})}
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(call())

    return send


def test_a_transcript_becomes_a_result(ask) -> None:
    answer = ask("POST", "/v1/notes", json=VISIT)

    assert answer.status_code == 200
    assert [code["code"] for code in answer.json()["codes"]] == ["M54.50", "G89.29"]
    assert answer.json()["encounter"]["date_of_service"] == "2026-11-20"


def test_without_the_key_nothing_is_drafted(ask) -> None:
    for key in (None, "wrong"):
        answer = ask("POST", "/v1/notes", key=key, json=VISIT)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/metrics", 200), ("/openapi.json", 200), ("/readyz", 503)]
)
def test_health_figures_and_description_need_no_key(ask, path: str, status: int) -> None:
    assert ask("GET", path, key=None).status_code == status  # no worker runs beside this one: it is not ready


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"transcript": {"segments": [{"txt": "Marker Smith"}]}}, 422, "unreadable-transcript"),
        ({"transcript": {"segments": "Marker Smith"}}, 422, "unreadable-transcript"),
        ({**VISIT, "encounter": {"date_of_service": "2015-09-30"}}, 422, "date-of-service-out-of-range"),
        ({**VISIT, "encounter": {"date_of_service": "2027-04-01"}}, 422, "date-of-service-out-of-range"),
        ({**VISIT, "encounter": {"date_of_service": "Marker"}}, 422, "unreadable-transcript"),
    ],
)
def test_a_wrong_body_is_a_problem_that_names_the_field_and_not_the_content(
    ask, body: dict[str, Any], status: int, code: str
) -> None:
    answer = ask("POST", "/v1/notes", json=body)

    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:scribe:problem:{code}")
    assert "Marker" not in answer.text


def test_another_media_type_is_refused(ask) -> None:
    answer = ask("POST", "/v1/notes", content=b"hello", headers={"Content-Type": "text/plain"})

    assert answer.status_code == 415
    assert answer.json()["type"] == "urn:scribe:problem:unsupported-media-type"


def test_a_body_over_the_limit_is_refused_declared_or_not(ask) -> None:
    async def drip():
        for _ in range(3):
            yield b" " * 2**19

    body = b" " * (2**20 + 1)

    assert ask("POST", "/v1/notes", content=body, headers={"Content-Type": "application/json"}).status_code == 413
    assert ask("POST", "/v1/notes", content=drip(), headers={"Content-Type": "application/json"}).status_code == 413


def test_an_unreadable_recording_is_one_clear_problem(ask) -> None:
    answer = ask("POST", "/v1/notes", files={"recording": ("visit.wav", b"Marker is no sound", "audio/wav")})

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:scribe:problem:unreadable-recording")
    assert "Marker" not in answer.text


def test_a_multipart_body_without_a_recording_is_refused(ask) -> None:
    answer = ask("POST", "/v1/notes", files={"other": ("x.wav", b"x", "audio/wav")})

    assert answer.status_code == 422


def test_an_unknown_path_is_a_problem_too(ask) -> None:
    answer = ask("GET", "/v1/nothing")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_the_openapi_document_describes_each_of_its_tags_and_names_the_websocket(ask) -> None:
    document = ask("GET", "/openapi.json").json()

    told = {tag["name"]: tag["description"] for tag in document["tags"]}
    used = {tag for path in document["paths"].values() for operation in path.values() for tag in operation["tags"]}
    assert told.keys() == used
    assert "WebSocket" in told["encounters"]
    assert "/v1/encounters/{encounter_id}/live" in told["encounters"]


def test_the_openapi_document_names_the_request_and_the_result(ask) -> None:
    document = ask("GET", "/openapi.json").json()

    assert {"NoteRequest", "EncounterRequest", "Result"} <= document["components"]["schemas"].keys()
    assert "#/components/schemas/NoteRequest" in json.dumps(document["paths"]["/v1/notes"])


def test_the_key_is_made_once_and_is_this_users_alone(tmp_path: Path) -> None:
    first, made = load_or_make_key(tmp_path)
    again, made_again = load_or_make_key(tmp_path)

    assert (first, made, made_again) == (again, True, False)
    assert (tmp_path / "api_key").stat().st_mode & 0o777 == 0o600


def test_what_nobody_foresaw_is_a_problem_and_a_log_line_without_text(
    ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Marker Smith")

    monkeypatch.setattr("scribe.api.drafting.draft", fail)
    answer = ask("POST", "/v1/notes", json=VISIT)

    assert (answer.status_code, answer.json()["type"]) == (500, "urn:scribe:problem:unexpected")
    assert "Marker" not in answer.text + capsys.readouterr().err


class _Stub:
    component = AsrComponent(name="stub")

    def transcribe(self, path: Path) -> Transcript:
        return transcript("P: I have low back pain.", "C: My assessment is low back pain.")


def test_a_recording_becomes_a_result(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Drafting, "transcriber", _Stub())
    parts = {
        "recording": ("v.wav", b"sound", "audio/wav"),
        "encounter": (None, '{"date_of_service": "2026-11-20"}'),
    }

    answer = ask("POST", "/v1/notes", files=parts)

    assert (answer.status_code, answer.json()["provenance"]["asr"]["name"]) == (200, "stub")
    assert [code["code"] for code in answer.json()["codes"]] == ["M54.50"]


def test_a_damaged_key_is_told_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "api_key").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsError, match="is damaged"):
        load_or_make_key(tmp_path)
    assert (tmp_path / "api_key").read_bytes() == b"\xff\xfe\x00"


def test_services_that_start_first_at_one_moment_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: load_or_make_key(tmp_path / "data"), range(8)))

    assert {key for key, _ in made} == {(tmp_path / "data" / "api_key").read_text().strip()}
    assert [fresh for _, fresh in made].count(True) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["api_key"]


def test_an_empty_key_file_is_filled(tmp_path: Path) -> None:
    (tmp_path / "api_key").touch()

    key, fresh = load_or_make_key(tmp_path)

    assert fresh
    assert (tmp_path / "api_key").read_text().strip() == key
