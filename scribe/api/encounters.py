"""``/v1/encounters``: created, listed, shown and deleted; its consent and its legal hold."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Response

import guardrails
from scribe.api.bodies import MOST_SMALL_DOCUMENT_BYTES, document
from scribe.api.described import document_body, refusals
from scribe.api.keeping import Keeping
from scribe.api.links import links
from scribe.api.pages import EncounterPage, cursor_after, number_after, shown_to, without_words
from scribe.api.principals import Caller
from scribe.clock import now
from scribe.intake.request import proposed_codes
from scribe.schema.consent import Consent
from scribe.schema.stored import DeletionReceipt, EncounterState, NewEncounter, StoredEncounter

EncounterId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="of the encounter, as it was given")]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="the same key and body give the same encounter, however often they are sent",
    ),
]
REPLAYED = "Idempotency-Replayed"
_FROM_NEW = links("show", "consent", "append", "finalize", "delete")


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters", tags=["encounters"])
    _create(router, keeping)
    _look(router, keeping)
    _change(router, keeping)
    return router


def check_told(new: NewEncounter) -> None:
    """Refuses at once what the job would be refused for later. Raises InputError."""
    proposed_codes(new.proposed_codes)
    if new.encounter.date_of_service is not None:
        guardrails.code_set_for(new.encounter.date_of_service)


def _create(router: APIRouter, keeping: Keeping) -> None:
    @router.post(
        "",
        status_code=201,
        summary="Begin an encounter",
        responses={
            200: {"model": StoredEncounter, "description": "It was begun before", **_FROM_NEW},
            201: {"description": "It is begun", **_FROM_NEW},
            **refusals(413, 415, 507),
        },
        openapi_extra=document_body("NewEncounter"),
    )
    def create(
        response: Response,
        caller: Caller,
        new: Annotated[NewEncounter, Depends(document(NewEncounter, "the encounter"))],
        idempotency_key: IdempotencyKey = None,
    ) -> StoredEncounter:
        """Consent may come now or before the first sound."""
        check_told(new)
        stored, made_now = keeping.store.encounters.create(new, now(), idempotency_key, caller.tenant)
        response.headers["Location"] = f"/v1/encounters/{stored.id}"
        if not made_now:
            response.status_code = 200
            response.headers[REPLAYED] = "true"
        return stored


def _look(router: APIRouter, keeping: Keeping) -> None:
    @router.get("", summary="List encounters", responses=refusals())
    def page(
        caller: Caller,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        cursor: Annotated[str | None, Query(max_length=64, description="`next` of the page before")] = None,
        state: EncounterState | None = None,
    ) -> EncounterPage:
        """The latest first. What is created meanwhile moves nothing on the pages to come."""
        found = keeping.store.encounters.page(limit, number_after(cursor), state, caller.tenant)
        shown = tuple(shown_to(caller, without_words(one)) for one in found.encounters)
        return EncounterPage(encounters=shown, next=cursor_after(found.after))

    @router.get("/{encounter_id}", summary="Show an encounter", responses=refusals(404))
    def show(caller: Caller, encounter_id: EncounterId) -> StoredEncounter:
        """What was told, what was received, and how far the draft is."""
        return shown_to(caller, keeping.store.encounters.get(encounter_id, caller.tenant))


def _change(router: APIRouter, keeping: Keeping) -> None:
    @router.delete("/{encounter_id}", summary="Delete an encounter", responses=refusals(404, 409, 507))
    def delete(caller: Caller, encounter_id: EncounterId) -> DeletionReceipt:
        """Sound, words, drafts and the key that opens them. Again: the same receipt."""
        receipt = keeping.store.encounters.delete(encounter_id, now(), "requested", caller)
        keeping.deleted(encounter_id)  # not before: a deletion that is refused ends no visit
        return receipt

    @router.put(
        "/{encounter_id}/consent",
        summary="Record the consent",
        responses=refusals(404, 409, 413, 415, 507),
        openapi_extra=document_body("Consent"),
    )
    def consent(
        caller: Caller,
        encounter_id: EncounterId,
        given: Annotated[Consent, Depends(document(Consent, "the consent", MOST_SMALL_DOCUMENT_BYTES))],
    ) -> StoredEncounter:
        """Who gave it, to whom, when and how. No sound is taken before. It is never overwritten by another."""
        return keeping.store.encounters.record_consent(encounter_id, given, now(), caller)

    @router.put("/{encounter_id}/legal-hold", summary="Put under a legal hold", responses=refusals(404, 507))
    def hold(caller: Caller, encounter_id: EncounterId) -> StoredEncounter:
        """Neither deleted nor purged while it stands."""
        return shown_to(caller, keeping.store.encounters.hold(encounter_id, True, now(), caller))

    @router.delete("/{encounter_id}/legal-hold", summary="End the legal hold", responses=refusals(404, 507))
    def release(caller: Caller, encounter_id: EncounterId) -> StoredEncounter:
        """It may be deleted and purged again."""
        return shown_to(caller, keeping.store.encounters.hold(encounter_id, False, now(), caller))
