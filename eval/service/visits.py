"""Visits: what each client of a trial sends, from a seed, and what must be there when everything is over."""

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from eval.service.client import Client
from eval.service.simulated import spoken_of
from scribe.store.recordings import PIECE_BYTES

_SMALLEST, _LARGEST = 50_000, 3 * PIECE_BYTES
_CHUNKS = (20_000, 250_000, PIECE_BYTES, 2 * PIECE_BYTES)


@dataclass
class Visit:
    """One encounter of a trial."""

    number: int
    recording: bytes
    chunk: int
    encounter_id: str = ""
    acknowledged: list[int] = field(default_factory=list)
    finalized: bool = False

    @classmethod
    def of(cls, number: int, chance: random.Random) -> "Visit":
        """A visit whose recording is noise; its digest is what the simulated words name."""
        return cls(number, chance.randbytes(chance.randint(_SMALLEST, _LARGEST)), chance.choice(_CHUNKS))

    @property
    def sha256(self) -> str:
        """Of the recording."""
        return hashlib.sha256(self.recording).hexdigest()

    def send(self, client: Client, trial: str) -> None:
        """Creates the encounter, uploads the recording and finalizes it, whatever breaks off meanwhile."""
        self.encounter_id = client.create(f"{trial}-{self.number}")
        self.acknowledged = client.upload(self.encounter_id, self.recording, self.chunk)
        client.finalize(self.encounter_id)
        self.finalized = True

    def faults(self, client: Client) -> list[str]:
        """What is lost, doubled or left without an end; empty where all is well."""
        found = client.encounter(self.encounter_id)
        job = found["job"]
        wrong = []
        if client.recording(self.encounter_id) != self.recording:
            wrong.append("the recording is not what was sent")
        if found["recording_sha256"] != self.sha256:
            wrong.append("another digest was noted")
        if job is None or job["state"] not in ("done", "failed"):
            wrong.append("the job has no end")
        elif job["state"] == "failed":
            wrong += [] if job["failure"] and job["failure"]["code"] else ["the job failed without a reason"]
        else:
            wrong += self._of_draft(client.draft(self.encounter_id))
        return [f"visit {self.number}: {one}" for one in wrong]

    def _of_draft(self, draft: dict[str, Any]) -> Iterable[str]:
        said = [segment["text"] for segment in draft["transcript"]["segments"]]
        if said != [segment.text for segment in spoken_of(self.sha256).segments]:
            yield "the draft is of another transcript"
        if draft["encounter"]["id"] != self.encounter_id:
            yield "the draft is of another encounter"
        if not draft["codes"]:
            yield "the draft has no code"
