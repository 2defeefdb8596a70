"""Each error has its status, and no request however malformed is answered by a server error."""

import random
from pathlib import Path
from typing import Any

import pytest

from scribe.api import errors
from scribe.api.app import create_app
from scribe.schema import errors as tree
from scribe.settings import Settings
from tests.api.conftest import CONSENT, Service


def made(name: str) -> tree.ScribeError:
    kind = getattr(tree, name)
    return kind.__new__(kind)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("InputError", 422),
        ("UnreadableTranscript", 422),
        ("UnknownEncounter", 404),
        ("ConsentMissing", 409),
        ("OffsetMismatch", 409),
        ("AlreadyFinalized", 409),
        ("NotFinalized", 409),
        ("NothingReceived", 409),
        ("DraftNotReady", 409),
        ("NotRetryable", 409),
        ("LegalHold", 409),
        ("IdempotencyKeyReused", 422),
        ("ChecksumMismatch", 460),
        ("StoreError", 500),
        ("StoreUnavailable", 503),
        ("StorageFull", 507),
        ("ObjectMissing", 500),
        ("SealBroken", 500),
        ("KeyUnavailable", 500),
        ("EngineFailed", 503),
        ("ModelTimeout", 503),
        ("SettingsError", 503),
        ("UnexpectedFailure", 500),
    ],
)
def test_an_error_has_the_status_of_its_kind(name: str, status: int) -> None:
    assert errors.status_of(made(name)) == status


@pytest.mark.parametrize(
    ("error", "after"),
    [(tree.StoreUnavailable("x"), "5"), (tree.EngineBusy("x"), "60"), (tree.ModelRateLimited("x", "", 2.5), "3")],
)
def test_what_passes_says_when_to_try_again(error: tree.ScribeError, after: str) -> None:
    assert errors.problem_of(error).headers["retry-after"] == after


def test_a_database_that_does_not_answer_is_told_and_tried_again(make_service) -> None:
    service: Service = make_service(database_url="postgresql://nobody@127.0.0.1:9/none")

    answer = service.ask("GET", "/encounters")

    assert (answer.status_code, answer.json()["type"]) == (503, "urn:scribe:problem:store-unavailable")
    assert "retry-after" in answer.headers


def test_a_damaged_value_is_a_problem_without_a_word_of_it(service: Service) -> None:
    encounter_id = service.recorded(b"Planted")
    [kept] = (service.app.state.keeping.settings.data_dir / "audio" / encounter_id).iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")

    answer = service.ask("GET", f"/encounters/{encounter_id}/audio/content")

    assert (answer.status_code, answer.json()["type"]) == (500, "urn:scribe:problem:seal-broken")
    assert "Planted" not in answer.text


def test_a_missing_key_file_is_told_and_not_made_anew(service: Service, tmp_path: Path) -> None:
    service.begun()
    (tmp_path / "store-keys.json").unlink()
    service.app.state.keeping.close()

    answer = service.ask("GET", "/encounters")

    assert (answer.status_code, answer.json()["type"]) == (500, "urn:scribe:problem:key-unavailable")
    assert not (tmp_path / "store-keys.json").exists()


def test_a_service_is_described_without_a_store(tmp_path: Path) -> None:
    document = create_app(Settings(data_dir=tmp_path), "key").openapi()

    asked = [
        one["responses"].keys() for path, many in document["paths"].items() for one in many.values() if "v1" in path
    ]
    assert (len(asked) > 15, [one for one in asked if not {"401", "422", "500", "503"} <= one]) == (True, [])
    assert list(tmp_path.iterdir()) == []


JUNK = [
    b"",
    b"\x00",
    b"-1",
    b"9" * 400,
    b"\xb2",
    b"Planted\xff",
    b"bytes=9-1",
    b"sha256 ====",
    b",;=",
    b"1e9",
    b"{}",
]
NAMES = [
    b"content-type",
    b"content-length",
    b"upload-offset",
    b"upload-length",
    b"upload-checksum",
    b"upload-defer-length",
    b"tus-resumable",
    b"idempotency-key",
    b"prefer",
    b"range",
    b"accept",
    b"x-http-method-override",
    b"transfer-encoding",
]
PATHS = ["", "/{id}", "/{id}/audio", "/{id}/audio/content", "/{id}/finalize", "/{id}/consent", "/{id}/legal-hold"]
PATHS += [
    "/{id}/cancel",
    "/{id}/retry",
    "/{id}/transcript",
    "/{id}/draft",
    "/{id}/export",
    "/../encounters",
    "//",
    "/{id}/../..",
    "/%00",
]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "OPTIONS", "TRACE", "PLANTED"]
BODIES = [
    b"",
    b"{}",
    b"\x00",
    b"[]",
    b"Planted",
    b'{"sha256": null}',
    b'{"transcript": {"segments": []}}',
    b"[" * 999,
]


def junk_request(chance: random.Random, encounter_id: str) -> tuple[str, str, dict[str, Any]]:
    headers = [(name, chance.choice(JUNK)) for name in chance.sample(NAMES, 4)]
    path = "/v1/encounters" + chance.choice(PATHS).format(id=encounter_id)
    params = {chance.choice(["limit", "cursor", "state", "revision", "format"]): chance.choice(JUNK)}
    more = {"headers": headers, "content": chance.choice(BODIES), "params": params}
    return chance.choice(METHODS), path, more


def test_no_junk_is_answered_by_a_server_error_or_echoed(service: Service) -> None:
    chance = random.Random(20261120)
    encounter_id = service.begun(consent=CONSENT)

    answers = service.together(*[junk_request(chance, encounter_id) for _ in range(300)])

    assert [one.text for one in answers if one.status_code >= 500] == []
    assert [one.text for one in answers if one.is_error and "Planted" in one.text] == []
