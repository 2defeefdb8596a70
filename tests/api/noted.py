"""A drafted visit behind the API, and its note asked by the routes."""

from typing import Any

import httpx

from scribe.clock import now
from scribe.extraction.reader import Reader
from scribe.pipeline.run import Parts, draft
from scribe.schema.coding import ProposedCode
from scribe.schema.job import Failure
from tests.api.conftest import Service
from tests.build import encounter, transcript

SPOKEN = transcript(
    "C: What brings you in?",
    "P: My back hurts on the left, since two weeks. No fever.",
    "P: It goes down the left leg.",
    "C: My assessment is back pain.",
    "C: Take ibuprofen 400 mg.",
)


def drafted(service: Service, *codes: str) -> str:
    """An encounter whose job has given its draft, with these proposed codes; gives its id."""
    encounter_id = service.begun(transcript={"segments": [{"text": "Back pain."}]})
    service.ask("POST", f"/encounters/{encounter_id}/finalize")
    drafted_again(service, encounter_id, *codes)
    return encounter_id


def drafted_again(
    service: Service, encounter_id: str, *codes: str, failure: Failure | None = None, gives: bool = True
) -> None:
    """The attempt that waits comes to its end. gives: whether it keeps a draft before."""
    store = service.store
    ticket = store.jobs.ticket(encounter_id)
    assert ticket is not None
    job = store.jobs.begin(ticket, "w1", now())
    assert job is not None
    if gives:
        proposed = tuple(ProposedCode(code=code) for code in codes)
        result = draft(encounter(id=encounter_id), SPOKEN, proposed, Parts(reader=Reader()))
        store.values.save_draft(encounter_id, job.attempt, result, now())
    store.jobs.end(job, "w1", now(), failure)


def note(service: Service, encounter_id: str) -> dict[str, Any]:
    """The note as it stands."""
    return service.ask("GET", f"/encounters/{encounter_id}/note").json()


def write(service: Service, encounter_id: str, what: str, revision: int, **body: object) -> httpx.Response:
    """A write to the note, made against a revision."""
    headers = {"If-Match": f'"{revision}"'}
    return service.ask("POST", f"/encounters/{encounter_id}/note/{what}", json=body, headers=headers)


def added(section: str, text: str) -> dict[str, str]:
    """The edit that adds a statement."""
    return {"op": "add", "section": section, "text": text}


def texts(view: dict[str, Any], title: str) -> list[str]:
    """The statements of a section."""
    sections = view["result"]["note"]["sections"]
    return [one["text"] for section in sections if section["title"] == title for one in section["statements"]]


def type_of(answer: httpx.Response) -> str:
    """The code of a refusal."""
    return answer.json()["type"].removeprefix("urn:scribe:problem:")


def signed(service: Service, visit: str) -> int:
    """Signs the note, whatever stands on it; gives its revision."""
    view = note(service, visit)
    for finding in view["findings"]:
        if finding["blocks_signing"]:
            view = write(
                service, visit, "overrides", view["revision"], finding=finding["id"], reason="Seen, and it stands."
            ).json()
    return write(service, visit, "sign", view["revision"], role="physician").json()["revision"]
