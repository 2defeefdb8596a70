"""A chunk whose client goes away keeps what came where each piece counts, and nothing where it counts whole."""

import hashlib
import socket
from base64 import b64encode
from time import monotonic, sleep

import pytest

from scribe.store.recordings import Piece, Recordings
from tests.api.conftest import CONSENT, KEY, Service, served

MIB = 1 << 20


def broken_off(port: int, encounter_id: str, body: bytes, declared: int, *headers: str) -> None:
    """Sends a part of what it declared, and goes away."""
    lines = [
        f"PATCH /v1/encounters/{encounter_id}/audio HTTP/1.1",
        "Host: x",
        f"Authorization: Bearer {KEY}",
        "Content-Type: application/offset+octet-stream",
        "Upload-Offset: 0",
        f"Content-Length: {declared}",
        *headers,
    ]
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def settled(service: Service, encounter_id: str, wanted: int) -> int:
    """Bytes that are kept, once they are as many as wanted, or after a while."""
    until = monotonic() + 5
    while service.store.recordings.received(encounter_id) != wanted and monotonic() < until:
        sleep(0.02)
    return service.store.recordings.received(encounter_id)


def test_without_a_checksum_all_that_came_is_kept(service: Service) -> None:
    encounter_id, recording = service.begun(consent=CONSENT), bytes(range(256)) * 6000

    with served(service.app) as port:
        broken_off(port, encounter_id, recording, 3 * MIB)
        kept = settled(service, encounter_id, len(recording))

    assert kept == len(recording)
    assert b"".join(service.app.state.keeping.store.recordings.stream(encounter_id)) == recording


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_with_a_checksum_nothing_is_kept(service: Service, algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encounter_id, recording = service.begun(consent=CONSENT), bytes(2 * MIB + 5)
    checksum = b64encode(hashlib.new(algorithm, recording).digest()).decode()
    kept: list[Piece] = []
    keep = Recordings.keep
    monkeypatch.setattr(Recordings, "keep", lambda *given: kept.append(keep(*given)) or kept[-1])

    with served(service.app) as port:
        broken_off(port, encounter_id, recording[:-1], len(recording), f"Upload-Checksum: {algorithm} {checksum}")
        until = monotonic() + 5
        while len(kept) < 3 and monotonic() < until:
            sleep(0.02)

    store = service.store
    assert [one.length for one in kept] == [MIB, MIB, 4]
    assert (store.recordings.received(encounter_id), store.objects.of(encounter_id)) == (0, [])
