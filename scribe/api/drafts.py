"""What came of an encounter: its transcript and its drafts."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from scribe.api.described import refusals
from scribe.api.encounters import EncounterId
from scribe.api.errors import Refusal
from scribe.api.keeping import Keeping
from scribe.api.links import OF_PATH, links
from scribe.api.principals import Caller
from scribe.export.json_result import result_json, transcript_json
from scribe.intake.request import transcript_of
from scribe.jobs.kept import KeptTranscript
from scribe.schema.errors import DraftNotReady
from scribe.schema.job import Job
from scribe.schema.result import Result
from scribe.schema.stored import StoredEncounter
from scribe.schema.transcript import Transcript

_JSON = "application/json"
Revision = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="the latest without it")]


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}", tags=["drafts"])

    @router.get(
        "/transcript",
        summary="Read the transcript",
        response_model=None,
        responses={
            200: {"model": Transcript, "description": "The words, with their times"},
            **refusals(404, 409, 410),
        },
    )
    def transcript(caller: Caller, encounter_id: EncounterId) -> Response:
        """As it was heard or told, also before it is drafted from."""
        stored = keeping.store.encounters.get(encounter_id, caller.tenant)
        return Response(transcript_json(_transcript(keeping, stored)), media_type=_JSON)

    @router.get(
        "/draft",
        summary="Read a draft",
        response_model=None,
        responses={
            200: {
                "model": Result,
                "description": "The draft",
                **links("note", "sign", "export", "retry", of=OF_PATH),
            },
            **refusals(404, 409),
        },
    )
    def draft(caller: Caller, encounter_id: EncounterId, revision: Revision = None) -> Response:
        """A revision is the attempt that made it. Its transcript has no segments where they have expired."""
        stored = keeping.store.encounters.get(encounter_id, caller.tenant)
        return Response(result_json(draft_of(keeping, stored, revision), indent=None), media_type=_JSON)

    return router


def draft_of(keeping: Keeping, stored: StoredEncounter, revision: int | None) -> Result:
    """The draft of this revision, or the latest. Raises DraftNotReady, or a Refusal where none will come."""
    found = keeping.store.values.draft(stored.id, revision)
    if found is None and (revision is None or _may_come(stored, revision)):
        raise DraftNotReady(f"There is no draft yet ({_how_far(stored.job)}).", "Follow .../events.")
    if found is None:
        raise Refusal(404, "unknown-revision", "There is no draft of this revision.")
    return found


def _transcript(keeping: Keeping, stored: StoredEncounter) -> Transcript:
    kept = keeping.store.values.transcript(stored.id, stored.recording_sha256)
    if kept is not None:
        return KeptTranscript.model_validate_json(kept).transcript
    if stored.transcript_expired:
        raise Refusal(410, "transcript-expired", "The transcript has expired and was purged.")
    if stored.told.transcript is not None:
        return transcript_of(stored.told.transcript)
    raise Refusal(409, "transcript-not-ready", f"There is no transcript yet ({_how_far(stored.job)}).")


def _may_come(stored: StoredEncounter, revision: int) -> bool:
    """Whether this is the revision of the latest attempt, or of the first before there is one."""
    return revision == (stored.job.attempt if stored.job else 1)


def _how_far(job: Job | None) -> str:
    if job is None:
        return "the encounter is open"
    failed = f", {job.failure.code}" if job.failure else ""
    return f"the job is {job.state}, step {job.step}{failed}"
