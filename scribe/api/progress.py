"""Progress: an encounter is finalized, and its job cancelled or tried again."""

from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from scribe.api.bodies import document_or_nothing
from scribe.api.described import document_body, refusals
from scribe.api.encounters import EncounterId
from scribe.api.errors import Refusal
from scribe.api.keeping import Keeping
from scribe.api.links import links
from scribe.api.principals import Caller
from scribe.clock import now
from scribe.schema.job import Job
from scribe.schema.principal import Role
from scribe.schema.record import Record
from scribe.schema.stored import EncounterState, StoredEncounter
from scribe.store.redraft import redraft

_FINALIZED_AT_ONCE = 16
"""Each reads a whole recording back, or waits for the last words of a live visit: threads of other requests are not
taken by it."""


GivesUp = Annotated[
    int | None,
    Query(
        ge=1,
        le=2**31 - 1,
        description="the revision of the note whose edits, answers and overrides the new draft begins without; "
        "a clinician's to say",
    ),
]


_FROM_FINAL = links("show", "transcript", "draft", "note", "export", "retry")


class Finalization(Record):
    """The body of ``POST /v1/encounters/{id}/finalize``; it may be left out."""

    sha256: Annotated[str, Field(pattern="^[0-9a-fA-F]{64}$")] | None = None
    """Of the whole recording, where the client knows it: another recording is not finalized."""


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}", tags=["jobs"])
    finalizing = CapacityLimiter(_FINALIZED_AT_ONCE)

    @router.post(
        "/finalize",
        status_code=202,
        summary="End the recording and have it drafted",
        responses={
            200: {"model": StoredEncounter, "description": "It was finalized before", **_FROM_FINAL},
            202: {"description": "Its job is queued", **_FROM_FINAL},
            **refusals(404, 409, 413, 460, 507),
        },
        openapi_extra=document_body("Finalization", required=False),
    )
    async def finalize(
        response: Response,
        caller: Caller,
        encounter_id: EncounterId,
        told: Annotated[Finalization, Depends(document_or_nothing(Finalization, "the end"))],
    ) -> StoredEncounter:
        """The recording is read back and takes no more; a job is queued. Again: nothing changes."""
        stored, ended_now = await to_thread.run_sync(
            finalized, keeping, caller.tenant, encounter_id, told.sha256, limiter=finalizing
        )
        response.status_code = 202 if ended_now else 200
        response.headers["Location"] = f"/v1/encounters/{encounter_id}"
        return stored

    @router.post("/cancel", summary="Cancel the job", responses=refusals(404, 409, 507))
    def cancel(caller: Caller, encounter_id: EncounterId) -> Job:
        """What is kept stays, and the job may be tried again. One that is over is shown as it ended."""
        keeping.store.encounters.check(encounter_id, caller.tenant)
        return keeping.store.jobs.cancel(encounter_id, now())

    @router.post("/retry", status_code=202, summary="Try the job again", responses=refusals(404, 409, 507))
    def retry(caller: Caller, encounter_id: EncounterId, gives_up: GivesUp = None) -> Job:
        """A new attempt at a job that is over; steps whose values are kept are skipped.

        Where somebody has worked on the note it is `409 note-worked-on`, unless a clinician gives that up. Until
        the attempt has given a draft, and where it gives none, the note stays as it is.
        """
        if gives_up is not None and not caller.has(Role.CLINICIAN):
            raise Refusal(403, "not-allowed", "Only a clinician gives up what was written on a note.")
        return redraft(keeping.store, encounter_id, caller, now(), gives_up)

    return router


def finalized(
    keeping: Keeping, tenant: str, encounter_id: str, sha256: str | None = None
) -> tuple[StoredEncounter, bool]:
    """The finalized encounter, and whether it was just now; what is heard live is put down first."""
    if keeping.store.encounters.get(encounter_id, tenant).state is EncounterState.OPEN:
        keeping.about_to_finalize(encounter_id)
    return keeping.store.encounters.finalize(encounter_id, now(), sha256, tenant)
