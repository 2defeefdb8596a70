"""``/v1/encounters/{id}/note``: the note read, edited, answered, signed and added to, each on its latest revision.

Every write names the revision it was made against, by ``If-Match`` or ``on_revision``; one that is not the latest
is refused (409, ``stale-revision``) and keeps nothing.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from scribe.api.bodies import document, plain_number
from scribe.api.described import document_body, refusals
from scribe.api.encounters import EncounterId
from scribe.api.errors import Refusal
from scribe.api.keeping import Keeping
from scribe.api.note_bodies import Additions, Answers, Edits, OverrideOf, Signature, addition
from scribe.api.principals import principal_of
from scribe.clock import now
from scribe.notes.answering import answered
from scribe.notes.differences import differences
from scribe.notes.editing import edited
from scribe.notes.findings import finding_id, the_finding
from scribe.notes.fold import NoteState, fold
from scribe.notes.second_pass import Working
from scribe.notes.signing import attestation
from scribe.notes.view import NoteHistory, NoteView, history_of, view_of
from scribe.schema.errors import StaleRevision
from scribe.schema.note_entry import Answered, Difference, Edited, Override, Payload
from scribe.schema.principal import Principal, Role
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}/note", tags=["notes"])
    _read(router, keeping)
    _change(router, keeping)
    _sign(router, keeping)
    return router


def note_of(keeping: Keeping, encounter_id: str, tenant: str) -> tuple[NoteState, Transcript]:
    """The note as it stands, and the spoken words of its draft. Raises UnknownEncounter, DraftNotReady."""
    state = fold(keeping.store.notes.history(encounter_id, tenant))
    drafted = keeping.store.values.draft(encounter_id, state.draft_revision)
    return state, drafted.transcript if drafted else Transcript(segments=())


def _read(router: APIRouter, keeping: Keeping) -> None:
    @router.get("", summary="Read the note", responses=refusals(404, 409))
    def note(encounter_id: EncounterId, request: Request, response: Response) -> NoteView:
        """At its latest revision, which `ETag` names. Its status is that of FHIR: preliminary, final or amended."""
        state, spoken = note_of(keeping, encounter_id, principal_of(request).tenant)
        return _shown(encounter_id, state, spoken, response)

    @router.get("/history", summary="Read the history of the note", responses=refusals(404))
    def history(encounter_id: EncounterId, request: Request) -> NoteHistory:
        """Every entry that was ever made, with its hash."""
        return history_of(encounter_id, keeping.store.notes.history(encounter_id, principal_of(request).tenant))


def _change(router: APIRouter, keeping: Keeping) -> None:
    refused = refusals(400, 403, 404, 409, 413, 415, 428, 507)

    @router.post("/edits", summary="Edit statements", responses=refused, openapi_extra=document_body("Edits"))
    def edits(
        encounter_id: EncounterId,
        request: Request,
        response: Response,
        given: Annotated[Edits, Depends(document(Edits, "the edits"))],
    ) -> NoteView:
        """All of them or none. What is typed is evidence of itself; codes and findings follow anew."""

        def made(state: NoteState, working: Working) -> Payload:
            result = edited(working, given.edits, state.revision + 1)
            return Edited(
                edits=given.edits, differences=_differences(state, result), result_json=result.model_dump_json()
            )

        return _written(keeping, encounter_id, request, response, given.on_revision, made)

    @router.post("/answers", summary="Answer queries", responses=refused, openapi_extra=document_body("Answers"))
    def answers(
        encounter_id: EncounterId,
        request: Request,
        response: Response,
        given: Annotated[Answers, Depends(document(Answers, "the answers"))],
    ) -> NoteView:
        """An answer is a new fact by the clinician; codes, findings and queries follow anew."""
        who, at = principal_of(request), now().isoformat(timespec="seconds")
        signed = [one.model_copy(update={"by": who.subject, "at": at}) for one in given.answers]

        def made(state: NoteState, working: Working) -> Payload:
            result, records = answered(working, signed)
            return Answered(
                answers=records, differences=_differences(state, result), result_json=result.model_dump_json()
            )

        return _written(keeping, encounter_id, request, response, given.on_revision, made)

    @router.post(
        "/overrides", summary="Override a finding", responses=refused, openapi_extra=document_body("OverrideOf")
    )
    def overrides(
        encounter_id: EncounterId,
        request: Request,
        response: Response,
        given: Annotated[OverrideOf, Depends(document(OverrideOf, "the override"))],
    ) -> NoteView:
        """With a reason. It holds while the same finding stands on the same words."""

        def made(state: NoteState, _: Working) -> Payload:
            finding = the_finding(state.result, given.finding, given.rule, given.segment_id)
            return Override(finding=finding_id(finding), rule=finding.rule, reason=given.reason)

        return _written(keeping, encounter_id, request, response, given.on_revision, made)


def _sign(router: APIRouter, keeping: Keeping) -> None:
    refused = refusals(400, 403, 404, 409, 413, 415, 428, 507)

    @router.post("/sign", summary="Sign the note", responses=refused, openapi_extra=document_body("Signature"))
    def sign(
        encounter_id: EncounterId,
        request: Request,
        response: Response,
        given: Annotated[Signature, Depends(document(Signature, "the signature"))],
    ) -> NoteView:
        """Refused while a finding of severity error is neither fixed nor overridden. The statement is fixed."""
        who = principal_of(request)

        def made(state: NoteState, _: Working) -> Payload:
            drafting = keeping.store.jobs.attempt(encounter_id, state.draft_revision)
            return attestation(state, drafting, who.subject, given.role, now())

        return _written(keeping, encounter_id, request, response, given.on_revision, made)

    @router.post(
        "/addenda", summary="Add to a signed note", responses=refused, openapi_extra=document_body("Additions")
    )
    def addenda(
        encounter_id: EncounterId,
        request: Request,
        response: Response,
        given: Annotated[Additions, Depends(document(Additions, "the addition"))],
    ) -> NoteView:
        """An addendum, a late entry, or an amendment with its reason. What was signed stays as it is."""
        payload = addition(given)
        return _written(keeping, encounter_id, request, response, given.on_revision, lambda *_: payload)


def _written(
    keeping: Keeping,
    encounter_id: str,
    request: Request,
    response: Response,
    on_revision: int | None,
    made: Callable[[NoteState, Working], Payload],
) -> NoteView:
    """Makes an entry on the note as it stands, keeps it, and shows what came of it.

    A write against another revision is refused before anything is made of it, and once more when it is kept.
    """
    who = _clinician(request)
    wanted = _wanted(request, on_revision)
    state, spoken = note_of(keeping, encounter_id, who.tenant)
    if state.revision != wanted:
        raise StaleRevision(state.revision)
    payload = made(state, Working(state.result, spoken, state.answers))
    keeping.store.notes.append(encounter_id, who, wanted, payload, now())
    state, spoken = note_of(keeping, encounter_id, who.tenant)
    return _shown(encounter_id, state, spoken, response)


def _shown(encounter_id: str, state: NoteState, spoken: Transcript, response: Response) -> NoteView:
    response.headers["ETag"] = f'"{state.revision}"'
    return view_of(encounter_id, state, spoken)


def _differences(state: NoteState, result: Result) -> tuple[Difference, ...]:
    return differences(state.result.note.sections, result.note.sections)


def _wanted(request: Request, on_revision: int | None) -> int:
    """The revision that a write was made against. Refuses one that names none, or two."""
    header = request.headers.get("if-match")
    if header is None:
        if on_revision is None:
            raise Refusal(428, "revision-missing", "Name the revision in If-Match or on_revision.")
        return on_revision
    named = plain_number(header.strip().removeprefix("W/").strip('"'))
    if named is None:
        raise Refusal(400, "malformed-header", "If-Match is not the ETag of a note.")
    if on_revision not in (None, named):
        raise Refusal(400, "malformed-header", "If-Match and on_revision name two revisions.")
    return named


def _clinician(request: Request) -> Principal:
    """What is written here is evidence by a clinician: nobody else writes it."""
    who = principal_of(request)
    if not who.has(Role.CLINICIAN):
        raise Refusal(403, "not-allowed", "Only a clinician writes in a note and signs it.")
    return who
