"""Ways in: everything a client may say to the API, with a planted patient in each part that is free text."""

import json
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from eval.service.processes import Installation
from tests.planted import NAME, NUMBER, NUMBER_DIGITS, PHONE, PHRASE, STREET, SURNAME

EVERYTHING = f"{NAME}, {NUMBER}, {PHONE}, {STREET}: {PHRASE}"
SOUND = f"{EVERYTHING}. ".encode() * 400
SPEECH = (Path(__file__).parents[2] / "eval/fixtures/recordings/low-back-pain.opus").read_bytes()[:60_000] + SOUND
"""Some seconds of speech, which needs an engine, with the marks behind it."""
CONSENT = {
    "given_by": f"{NAME} {PHONE}",
    "obtained_by": f"Nurse {SURNAME}",
    "obtained_at": "2026-11-20T09:00:00+00:00",
    "method": "verbal",
    "wording": f"I, {NAME} of {STREET}, agree that my {PHRASE} is recorded.",
}
ENCOUNTER = {"id": f"{NAME}/{NUMBER}", "encounter_type": f"{PHRASE} {PHONE}", "date_of_service": "2026-11-20"}
TRANSCRIPT = {
    "language": SURNAME,
    "segments": [
        {
            "id": f"{SURNAME}-1",
            "speaker_role": "patient",
            "text": f"I am {NAME} of {STREET}, number {NUMBER}, {PHONE}.",
        },
        {
            "speaker_role": "patient",
            "speaker_label": NAME,
            "text": f"My low back hurts, an {PHRASE}, since Tuesday.",
        },
        {"speaker_role": "clinician", "text": "My assessment is chronic low back pain."},
    ],
}
CODES = [SURNAME, NUMBER, "M54.9"]
HEADERS = {
    name: EVERYTHING.encode("latin-1")
    for name in ("User-Agent", "Referer", "Cookie", "X-Request-Id", "X-Forwarded-For", "Forwarded", "Traceparent")
}
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


@dataclass
class Ways:
    """One client. ``heard``: the heads of all answers and the bodies of those that are errors, by request."""

    installation: Installation
    heard: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        key = {"Authorization": f"Bearer {self.installation.key}"}
        self._http = httpx.Client(base_url=self.installation.base_url, headers={**HEADERS, **key}, timeout=15)

    def close(self) -> None:
        """Lets the connections go."""
        self._http.close()

    def ask(
        self, method: str, path: str, headers: Mapping[str, str | bytes] | None = None, **given: Any
    ) -> httpx.Response:
        """One request with marks in the headers that nobody reads."""
        answer = self._http.request(method, path, headers=dict(headers or {}), **given)
        head = repr(answer.headers.raw).encode()
        self.heard[f"answer {len(self.heard)}"] = head + (answer.content if answer.is_error else b"")
        return answer

    def watched(self, path: str) -> bytes:
        """The body of an answer that may name no patient, whatever its status."""
        answer = self.ask("GET", path)
        self.heard[path] = answer.content
        return answer.content

    def encounter(self, number: int, **more: object) -> str:
        """The id of a new encounter whose idempotency key names the patient; begun twice, and once otherwise."""
        told = {"encounter": ENCOUNTER, "proposed_codes": CODES, "consent": CONSENT, **more}
        key = {"Idempotency-Key": f"{NAME} {NUMBER} visit {number}"}
        path = f"/v1/encounters?patient={NAME}&number={NUMBER}"
        made = self.ask("POST", path, key, json=told).json()["id"]
        self.ask("POST", path, key, json=told)
        self.ask("POST", path, key, json={**told, "encounter": {"id": NAME}})
        return str(made)

    def told(self) -> str:
        """A visit that was heard elsewhere, which a language model must read. Finalized."""
        encounter_id = self.encounter(1, transcript=TRANSCRIPT, require_model=True)
        self.ask("PUT", f"/v1/encounters/{encounter_id}/consent", json={**CONSENT, "given_by": PHRASE})
        self.ask("POST", f"/v1/encounters/{encounter_id}/finalize")
        return encounter_id

    def recorded(self) -> str:
        """A visit whose sound holds the marks, with chunks that are refused and one that breaks off. Finalized."""
        encounter_id = self.encounter(2)
        audio, told = f"/v1/encounters/{encounter_id}/audio", {"Upload-Metadata": f"filename {NAME}"}
        self.ask("PATCH", audio, {**TUS, **told, "Upload-Offset": "0"}, content=SOUND)
        for wrong in (
            {"Upload-Offset": NUMBER},
            {"Upload-Offset": NUMBER_DIGITS},
            {"Upload-Offset": "1", "Upload-Checksum": f"sha256 {NAME}"},
            {"Upload-Offset": str(len(SOUND)), "Upload-Checksum": f"{SURNAME} MTIz"},
            {"Upload-Offset": str(len(SOUND)), "Upload-Checksum": f"sha256 {'A' * 43}="},
            {"Upload-Offset": str(len(SOUND)), "Upload-Length": PHONE},
            {"Upload-Offset": "0", "Content-Type": f"text/{SURNAME}"},
            {"Tus-Resumable": NAME},
        ):
            self.ask("PATCH", audio, {**TUS, **wrong}, content=SOUND)
        self._broken_off(audio, len(SOUND))
        self.ask("GET", f"{audio}/content", {"Range": f"bytes={NUMBER_DIGITS}-"})
        self.ask("POST", f"/v1/encounters/{encounter_id}/finalize", json={"sha256": NAME})
        self.ask("POST", f"/v1/encounters/{encounter_id}/finalize", json={"sha256": "0" * 64})
        self.ask("POST", f"/v1/encounters/{encounter_id}/finalize", json={SURNAME: PHRASE})
        self.ask("POST", f"/v1/encounters/{encounter_id}/finalize")
        self.ask("PATCH", audio, {**TUS, "Upload-Offset": "0"}, content=SOUND)
        return encounter_id

    def kept_aside(self) -> str:
        """A recording that no engine of the API can hear; gives the encounter as which it is kept. Finalized."""
        form = {"encounter": json.dumps(ENCOUNTER), "consent": json.dumps(CONSENT)}
        sound = {"recording": (f"{NAME}.opus", SPEECH, "audio/ogg")}
        encounter_id = str(self.ask("POST", "/v1/notes", files=sound, data=form).json()["encounter"])
        self.ask("POST", f"/v1/encounters/{encounter_id}/finalize")
        return encounter_id

    def noted(self) -> str:
        """Notes in one request: drafted now and later, from words and from sound, well-formed and not. Gives the
        encounter of one that is drafted later."""
        later, sound = (
            {"Prefer": f'respond-async, {SURNAME}="{NAME}"'},
            (f"{NAME} {NUMBER}.wav", SOUND, f"x/{SURNAME}"),
        )
        request = {"encounter": ENCOUNTER, "transcript": TRANSCRIPT, "proposed_codes": CODES}
        whole = {"encounter": json.dumps(ENCOUNTER), "consent": json.dumps(CONSENT), "proposed_codes": CODES}
        for headers in ({}, later):
            self.ask("POST", "/v1/notes", headers, json=request)
            self.ask("POST", "/v1/notes", headers, json={**request, SURNAME: PHRASE})
            self.ask("POST", "/v1/notes", headers, json={**request, "transcript": {SURNAME: NAME}})
            self.ask("POST", "/v1/notes", headers, files={"recording": sound})
            self.ask("POST", "/v1/notes", headers, files={"recording": sound}, data=whole)
            self.ask("POST", "/v1/notes", headers, files={"recording": sound}, data={"encounter": EVERYTHING})
            self.ask("POST", "/v1/notes", headers, files={"recording": sound, NAME: sound}, data={SURNAME: PHRASE})
            self.ask("POST", "/v1/notes", headers, files={SURNAME: sound})
            self.ask("POST", "/v1/notes", headers, content=SOUND)
        self.ask("POST", f"/v1/notes?require_model={NAME}", json=request)
        return str(self.ask("POST", "/v1/notes", later, json=request).json()["id"])

    def refused(self) -> None:
        """Requests that are as they should not be."""
        for body in (
            f'{{"encounter": "{EVERYTHING}"',
            f'{{"{NAME}": "{EVERYTHING}", "{SURNAME}": 1}}',
            f'{{"encounter": {{"setting": "{SURNAME}", "sex": "{SURNAME}", "age_years": "{NUMBER}"}}}}',
            f'{{"encounter": {{"date_of_service": "{PHONE}", "{SURNAME}": 1}}, "audio_format": "{NAME}"}}',
            f'{{"consent": {{"method": "{SURNAME}", "obtained_at": "{NUMBER_DIGITS}", "given_by": ["{NAME}"]}}}}',
            f'{{"transcript": {{"segments": [{{"id": "{NAME}", "text": "a"}}, {{"id": "{NAME}", "text": "b"}}]}}}}',
            f'{{"transcript": {{"segments": [{{"start": "{NAME}", "speaker_role": "{SURNAME}", "text": 5}}]}}}}',
            f'{{"proposed_codes": ["{EVERYTHING}"], "encounter": {{"date_of_service": "1999-01-01"}}}}',
            EVERYTHING.encode("utf-16"),
        ):
            self.ask("POST", "/v1/encounters", {"Content-Type": "application/json"}, content=body)
        self.ask("POST", "/v1/encounters", {"Content-Type": f"text/{SURNAME}; name={NUMBER}"}, content=EVERYTHING)
        self.ask("POST", "/v1/encounters", {"Idempotency-Key": 9 * EVERYTHING.encode("latin-1")}, json={})
        for query in (f"cursor={SURNAME}", f"limit={NUMBER}", f"state={NAME}", f"{NAME}={NUMBER}"):
            self.ask("GET", f"/v1/encounters?{query}")
        for path in (f"/{NAME}", f"/v1/encounters/{NAME}", f"/v1/encounters/{NAME}/draft?revision={NUMBER}"):
            for method in ("GET", "POST", "DELETE", "OPTIONS", "QUIXWHISTLE"):
                self.ask(method, path)
                self.ask(method, path, {"Authorization": f"Bearer {NAME}"})

    def looked_at(self, encounter_id: str) -> None:
        """The answers beside the visit itself, none of which names the patient."""
        for path in ("/healthz", "/readyz", "/metrics", "/openapi.json", f"/v1/encounters/{encounter_id}/events"):
            self.watched(path)
        self.ask("GET", f"/v1/encounters/{encounter_id}/draft?revision={NUMBER_DIGITS}")
        self.ask("GET", f"/v1/encounters/{encounter_id}/export?format={SURNAME}")
        self.ask("GET", f"/v1/encounters/{encounter_id}/export", {"Accept": f"text/{SURNAME}; q={NUMBER}"})

    def spoken(self) -> str:
        """A live visit whose samples, texts, subprotocols and addresses hold the marks."""
        encounter_id = self.encounter(3, audio_format="pcm_s16le_16000")
        texts = (EVERYTHING, f'{{"type": "{NAME}", "{SURNAME}": "{PHRASE}"}}', f'["{NAME}"', EVERYTHING * 100)
        for said in (SOUND, *texts, EVERYTHING.encode() * 6000, f'{{"type": "end", "name": "{NAME}"}}'):
            self._says(f"/v1/encounters/{encounter_id}/live?name={NAME}", said)
        self._says(f"/v1/encounters/{NAME}/live", SOUND)
        self._says(f"/v1/{NAME}", SOUND, [Subprotocol(SURNAME)])
        return encounter_id

    def _says(self, path: str, said: str | bytes, subprotocols: list[Subprotocol] | None = None) -> None:
        """One message over a WebSocket of its own; all answers are kept."""
        address = httpx.URL(self.installation.base_url.replace("http", "ws", 1)).join(path)
        key = Subprotocol(f"bearer.{self.installation.key}")
        heard = []
        try:
            with connect(str(address), subprotocols=subprotocols or [Subprotocol(SURNAME), key]) as client:
                client.send(said)
                with suppress(ConnectionClosed, TimeoutError):
                    while True:
                        heard.append(str(client.recv(timeout=1.2)))
                heard.append(f"{client.close_code} {client.close_reason}")
        except (InvalidHandshake, ConnectionClosed) as error:
            heard.append(str(error))
        self.heard[f"socket {len(self.heard)}"] = "\n".join(heard).encode()

    def scrambled(self) -> None:
        """Bytes that are no HTTP."""
        for sent in (
            f"GET /{SURNAME} HTTP/7.7\r\n\r\n",
            f"{EVERYTHING}\r\n\r\n",
            f"GET / HTTP/1.1\r\n{NAME}\r\n\r\n",
        ):
            self.heard[f"socket {len(self.heard)}"] = self._sent(sent.encode())

    def _broken_off(self, audio: str, offset: int) -> None:
        """A chunk of which half comes before the connection breaks."""
        head = f"PATCH {audio} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.installation.key}\r\n"
        told = {**TUS, "Upload-Offset": str(offset), "Content-Length": str(2 * len(SOUND))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self._sent(f"{head}{lines}\r\n".encode() + SOUND, until_answered=False)

    def _sent(self, sent: bytes, *, until_answered: bool = True) -> bytes:
        with socket.create_connection(("127.0.0.1", self.installation.port), timeout=5) as line:
            line.sendall(sent)
            return line.recv(65_536) if until_answered else b""
