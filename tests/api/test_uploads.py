"""A recording arrives in chunks, each acknowledged byte is kept, and what is refused leaves nothing."""

import hashlib
import tracemalloc
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from scribe.clock import now
from scribe.schema.errors import StoreUnavailable
from scribe.store.database import writing
from scribe.store.recordings import Recordings
from scribe.store.tables import encounters
from tests.api.conftest import CONSENT, WORDS, Service
from tests.api.test_encounters import NOBODY, kind

MIB = 1 << 20


def sha256(chunk: bytes) -> str:
    return "sha256 " + b64encode(hashlib.sha256(chunk).digest()).decode()


def sha1(chunk: bytes) -> str:
    return "sha1 " + b64encode(hashlib.sha1(chunk).digest()).decode()


def offset(service: Service, encounter_id: str) -> int:
    return int(service.ask("HEAD", f"/encounters/{encounter_id}/audio").headers["upload-offset"])


def objects(folder: Path, encounter_id: str) -> int:
    return len(list((folder / "audio" / encounter_id).glob("*")))


@pytest.fixture
def encounter_id(service: Service) -> str:
    return service.begun(consent=CONSENT)


def test_chunks_join_to_the_recording(service: Service, encounter_id: str) -> None:
    recording = bytes(range(256)) * 12_000

    first = service.patch(encounter_id, 0, recording[:MIB])
    second = service.patch(encounter_id, MIB, recording[MIB:], Upload_Checksum=sha256(recording[MIB:]))

    assert (first.status_code, first.headers["upload-offset"], first.content) == (204, str(MIB), b"")
    assert second.headers["upload-offset"] == str(len(recording))
    assert service.ask("GET", f"/encounters/{encounter_id}/audio/content").content == recording


def test_sound_is_sealed_where_it_is_kept(service: Service, encounter_id: str, tmp_path: Path) -> None:
    service.patch(encounter_id, 0, b"Planted sound" * 1000)

    kept = [one.read_bytes() for one in (tmp_path / "audio").rglob("*") if one.is_file()]
    assert (len(kept), b"Planted" in b"".join(kept)) == (1, False)


def test_the_version_is_named_by_each_answer(service: Service, encounter_id: str) -> None:
    head = service.ask("HEAD", f"/encounters/{encounter_id}/audio", headers={"Tus-Resumable": "1.0.0"})
    refused = service.patch(encounter_id, 7, b"x")

    assert (head.headers["tus-resumable"], refused.headers["tus-resumable"]) == ("1.0.0", "1.0.0")
    assert (head.headers["cache-control"], head.headers["upload-defer-length"]) == ("no-store", "1")


def test_another_version_is_refused_with_ours(service: Service, encounter_id: str) -> None:
    answer = service.patch(encounter_id, 0, b"x", Tus_Resumable="0.2.2")

    assert (answer.status_code, answer.headers["tus-version"]) == (412, "1.0.0")


def test_the_service_says_what_it_speaks(make_service) -> None:
    service = make_service(max_recording_mb=3)
    answer = service.ask("OPTIONS", f"/encounters/{NOBODY}/audio", headers={"Tus-Resumable": "9"})

    assert answer.status_code == 204
    assert answer.headers["tus-checksum-algorithm"] == "sha256,sha1"
    assert answer.headers["tus-max-size"] == str(3 * MIB)


def test_a_finalized_recording_has_a_length_and_takes_no_more(service: Service) -> None:
    encounter_id = service.recorded(b"sound")

    head = service.ask("HEAD", f"/encounters/{encounter_id}/audio")
    refused = service.patch(encounter_id, 5, b"x")

    assert (head.headers["upload-length"], head.headers["upload-offset"]) == ("5", "5")
    assert kind(refused) == (409, "already-finalized")


@pytest.mark.parametrize("checksum", [sha256, sha1])
def test_a_chunk_with_another_checksum_leaves_nothing(
    service: Service, encounter_id: str, tmp_path: Path, checksum
) -> None:
    chunk = b"x" * (2 * MIB + 1)

    refused = service.patch(encounter_id, 0, chunk, Upload_Checksum=checksum(chunk[1:]))

    assert kind(refused) == (460, "checksum-mismatch")
    assert (offset(service, encounter_id), objects(tmp_path, encounter_id)) == (0, 0)
    assert service.patch(encounter_id, 0, chunk, Upload_Checksum=checksum(chunk)).status_code == 204


def test_a_chunk_from_another_byte_is_told_where_to_go_on(service: Service, encounter_id: str) -> None:
    service.patch(encounter_id, 0, b"12345")

    refused = service.patch(encounter_id, 4, b"5678")

    assert kind(refused) == (409, "offset-mismatch")
    assert refused.headers["upload-offset"] == "5"


@pytest.mark.parametrize("checksum", [{}, {"Upload-Checksum": sha256(b"x" * MIB)}])
def test_of_two_chunks_for_one_place_one_is_kept(
    service: Service, encounter_id: str, tmp_path: Path, checksum: dict[str, str]
) -> None:
    tus = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", **checksum}
    sent = ("PATCH", f"/v1/encounters/{encounter_id}/audio", {"content": b"x" * MIB, "headers": tus})

    answers = service.together(sent, sent, sent)

    assert sorted(one.status_code for one in answers) == [204, 409, 409]
    assert (offset(service, encounter_id), objects(tmp_path, encounter_id)) == (MIB, 1)


@pytest.mark.parametrize("checksum", [{}, {"Upload_Checksum": sha256(b"x" * MIB)}])
def test_a_chunk_whose_commit_was_not_answered_stays_whole(
    service: Service, encounter_id: str, checksum: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Recordings.commit

    def then_away(*given: Any) -> int:
        commit(*given)
        raise StoreUnavailable("It does not answer.", "Try again.")

    with monkeypatch.context() as patched:
        patched.setattr(Recordings, "commit", then_away)
        answer = service.patch(encounter_id, 0, b"x" * MIB, **checksum)

    assert kind(answer) == (503, "store-unavailable")
    assert offset(service, encounter_id) == MIB
    assert service.ask("GET", f"/encounters/{encounter_id}/audio/content").content == b"x" * MIB


async def _never() -> AsyncIterator[bytes]:
    raise AssertionError("the body was read")
    yield b""


def test_without_consent_no_byte_is_read(service: Service) -> None:
    refused = service.patch(service.begun(), 0, _never())

    assert kind(refused) == (409, "consent-missing")


def test_an_encounter_of_told_words_takes_no_sound(service: Service) -> None:
    refused = service.patch(service.begun(consent=CONSENT, transcript=WORDS), 0, _never())

    assert kind(refused) == (409, "encounter-conflict")


@pytest.mark.parametrize(
    "headers",
    [
        {"Upload-Offset": "-1"},
        {"Upload-Offset": "1e3"},
        {"Upload-Offset": "\xb2"},
        {"Upload-Offset": ""},
        {"Upload-Offset": "9" * 5000},
        {"Upload-Length": "Planted"},
        {"Upload-Checksum": "sha256"},
        {"Upload-Checksum": "sha256 Planted"},
        {"Upload-Checksum": "sha256 " + "A" * 9999},
        {"Upload-Checksum": "crc32 AAAAAA=="},
        {"Upload-Checksum": "sha256 \xff\xff"},
    ],
)
def test_a_malformed_header_is_refused_unread(service: Service, encounter_id: str, headers: dict[str, str]) -> None:
    tus = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", **headers}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in tus.items()]

    answer = service.ask("PATCH", f"/encounters/{encounter_id}/audio", content=_never(), headers=raw)

    assert kind(answer) == (400, "malformed-header")
    assert "Planted" not in answer.text


def test_a_chunk_of_another_media_type_is_refused(service: Service, encounter_id: str) -> None:
    answer = service.patch(encounter_id, 0, _never(), Content_Type="audio/wav")

    assert kind(answer) == (415, "unsupported-media-type")


async def _drip(pieces: int, piece: bytes) -> AsyncIterator[bytes]:
    for _ in range(pieces):
        yield piece


@pytest.mark.parametrize("told", [{"Upload-Length": str(3 * MIB)}, {"Content-Length": str(3 * MIB)}])
def test_a_recording_that_says_it_is_too_large_is_refused_unread(make_service, told: dict[str, str]) -> None:
    service = make_service(max_recording_mb=2)
    encounter_id = service.begun(consent=CONSENT)

    answer = service.patch(encounter_id, 0, _never(), **told)

    assert kind(answer) == (413, "recording-too-large")


def test_a_recording_that_grows_too_large_keeps_what_was_within_the_bound(make_service) -> None:
    service = make_service(max_recording_mb=2)
    encounter_id = service.begun(consent=CONSENT)

    answer = service.patch(encounter_id, 0, _drip(5, bytes(MIB)))

    assert kind(answer) == (413, "recording-too-large")
    assert offset(service, encounter_id) == 2 * MIB


def test_a_body_over_the_limit_of_one_body_is_refused_while_it_streams(make_service) -> None:
    service = make_service(max_upload_mb=1)
    encounter_id = service.begun(consent=CONSENT)

    answer = service.patch(encounter_id, 0, _drip(5, bytes(MIB // 2)), Upload_Checksum=sha256(b""))

    assert kind(answer) == (413, "body-too-large")
    assert offset(service, encounter_id) == 0


def test_a_body_of_200_mb_is_never_in_memory(service: Service, encounter_id: str) -> None:
    checksum = "sha1 " + b64encode(hashlib.sha1(bytes(200 * MIB)).digest()).decode()
    tracemalloc.start()

    answer = service.patch(encounter_id, 0, _drip(800, bytes(MIB // 4)), Upload_Checksum=checksum)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.headers["upload-offset"] == str(200 * MIB)
    assert peak < 16 * MIB


@pytest.mark.parametrize(
    ("asked", "status", "first", "end"),
    [
        ("bytes=0-", 200, 0, None),
        ("bytes=5-9", 206, 5, 10),
        (f"bytes={MIB - 2}-{MIB + 1}", 206, MIB - 2, MIB + 2),
        ("bytes=-3", 206, -3, None),
        ("bytes=7-99999999999", 206, 7, None),
        ("bytes=1-2,5-6", 200, 0, None),
        ("Planted", 200, 0, None),
    ],
)
def test_a_range_of_the_recording_is_given(
    service: Service, asked: str, status: int, first: int, end: int | None
) -> None:
    recording = bytes(range(256)) * 5000
    encounter_id = service.recorded(recording)

    answer = service.ask("GET", f"/encounters/{encounter_id}/audio/content", headers={"Range": asked})

    assert (answer.status_code, answer.content) == (status, recording[first:end])


def test_a_range_behind_the_end_is_refused(service: Service) -> None:
    path = f"/encounters/{service.recorded()}/audio/content"

    answer = service.ask("GET", path, headers={"Range": "bytes=5-"})

    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */5")


@pytest.mark.parametrize(("method", "path"), [("HEAD", "audio"), ("GET", "audio/content")])
def test_an_expired_recording_is_gone(service: Service, method: str, path: str) -> None:
    encounter_id = service.recorded()
    service.store.recordings.expire(encounter_id)
    with writing(service.store.engine) as connection:
        connection.execute(update(encounters).values(audio_expired_at=now()))

    assert service.ask(method, f"/encounters/{encounter_id}/{path}").status_code == 410
