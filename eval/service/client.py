"""Client: what a careful recorder does: idempotent where it can be, resuming where it was broken off."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any

import httpx

CONSENT = {
    "given_by": "the patient",
    "obtained_by": "the clinician",
    "obtained_at": "2026-11-20T09:00:00+00:00",
    "method": "verbal",
}
DAY = {"date_of_service": "2026-11-20"}
_PASSING = frozenset({429, 500, 502, 503, 504, 507})


class GaveUp(Exception):
    """The service did not come back in time."""


class Client:
    """One client. Every call is tried until ``patience_s`` is over: connections may break at any moment."""

    def __init__(self, base_url: str, key: str, patience_s: float = 120.0, pause_s: float = 0.1) -> None:
        self._http = httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {key}"}, timeout=15)
        self._patience_s, self._pause_s = patience_s, pause_s
        self.broken_off = 0
        """Calls that had to be tried again."""

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def create(self, idempotency_key: str, **told: object) -> str:
        """The id of a new encounter with consent; the same key gives the same one."""
        body = {"encounter": DAY, "consent": CONSENT, **told}
        answer = self._call("POST", "/v1/encounters", json=body, headers={"Idempotency-Key": idempotency_key})
        return str(_checked(answer)["id"])

    def upload(self, encounter_id: str, recording: bytes, chunk: int) -> list[int]:
        """Sends the recording in chunks, each with its checksum; gives the offsets that were acknowledged."""
        acknowledged = []
        offset = self.offset(encounter_id)
        while offset < len(recording):
            piece = recording[offset : offset + chunk]
            answer = self._tried(encounter_id, offset, piece)
            if answer is not None and answer.status_code == httpx.codes.NO_CONTENT:
                offset = int(answer.headers["Upload-Offset"])
                acknowledged.append(offset)
                continue
            now = self.offset(encounter_id)
            if acknowledged and now < acknowledged[-1]:
                raise AssertionError(f"{acknowledged[-1]} bytes were acknowledged, {now} are kept")
            offset = now
        return acknowledged

    def offset(self, encounter_id: str) -> int:
        """Bytes that are kept."""
        answer = self._call("HEAD", f"/v1/encounters/{encounter_id}/audio", headers={"Tus-Resumable": "1.0.0"})
        return int(answer.headers["Upload-Offset"])

    def finalize(self, encounter_id: str) -> dict[str, Any]:
        """The encounter, finalized."""
        return _checked(self._call("POST", f"/v1/encounters/{encounter_id}/finalize"))

    def encounter(self, encounter_id: str) -> dict[str, Any]:
        """The encounter as it stands."""
        return _checked(self._call("GET", f"/v1/encounters/{encounter_id}"))

    def wait(self, encounter_id: str, within_s: float, attempt: int = 1) -> dict[str, Any]:
        """The encounter once its job, of this attempt or a later one, is over. Raises GaveUp."""
        until = monotonic() + within_s
        while monotonic() < until:
            found = self.encounter(encounter_id)
            job = found["job"]
            if job and job["attempt"] >= attempt and job["state"] in ("done", "failed", "cancelled"):
                return found
            sleep(self._pause_s)
        raise GaveUp(f"the job of {encounter_id} was not over in {within_s:.0f} s")

    def draft(self, encounter_id: str, revision: int | None = None) -> dict[str, Any]:
        """A draft, the latest where no revision is given."""
        asked = {} if revision is None else {"revision": revision}
        return _checked(self._call("GET", f"/v1/encounters/{encounter_id}/draft", params=asked))

    def listed(self) -> list[str]:
        """The ids of all encounters, page by page."""
        found, asked = [], {"limit": "2"}
        while True:
            page = _checked(self._call("GET", "/v1/encounters", params=asked))
            found += [one["id"] for one in page["encounters"]]
            if not page["next"]:
                return found
            asked["cursor"] = page["next"]

    def recording(self, encounter_id: str) -> bytes:
        """The sound that is kept."""
        return self._call("GET", f"/v1/encounters/{encounter_id}/audio/content").content

    def post(self, path: str, **given: Any) -> httpx.Response:
        """Any other call."""
        return self._call("POST", path, **given)

    def patch(self, encounter_id: str, offset: int, piece: bytes) -> httpx.Response:
        """One chunk, one try. Raises httpx.HTTPError: what became of it is then asked by the offset."""
        digest = b64encode(hashlib.sha256(piece).digest()).decode()
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {digest}",
            "Content-Type": "application/offset+octet-stream",
        }
        return self._http.patch(f"/v1/encounters/{encounter_id}/audio", content=piece, headers=headers)

    def _tried(self, encounter_id: str, offset: int, piece: bytes) -> httpx.Response | None:
        try:
            return self.patch(encounter_id, offset, piece)
        except httpx.HTTPError:
            self.broken_off += 1
            sleep(self._pause_s)
            return None

    def _call(self, method: str, path: str, **given: Any) -> httpx.Response:
        until = monotonic() + self._patience_s
        while monotonic() < until:
            try:
                answer = self._http.request(method, path, **given)
            except httpx.HTTPError:
                self.broken_off += 1
            else:
                if answer.status_code not in _PASSING:
                    return answer
                self.broken_off += 1
            sleep(self._pause_s)
        raise GaveUp(f"{method} got no answer in {self._patience_s:.0f} s")


def _checked(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise AssertionError(f"{answer.status_code} {answer.json().get('type', '')}")
    found: Mapping[str, Any] = answer.json()
    return dict(found)
