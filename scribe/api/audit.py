"""``GET /v1/encounters/{id}/audit``: who saw and did what with a visit, and when."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from scribe.api.described import refusals
from scribe.api.encounters import EncounterId
from scribe.api.keeping import Keeping
from scribe.api.principals import principal_of
from scribe.schema.audit import AuditRecord
from scribe.schema.record import Record


class AuditPage(Record):
    """Records in their order. ``next``: the number to continue after, None where nothing follows."""

    records: tuple[AuditRecord, ...]
    next: int | None


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}", tags=["encounters"])

    @router.get("/audit", summary="Read who saw and did what", responses=refusals(404))
    def audit(
        encounter_id: EncounterId,
        request: Request,
        after: Annotated[int, Query(ge=0, le=2**53, description="`next` of the page before")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> AuditPage:
        """Ids and codes alone, of a deleted encounter too. The record of this very reading follows it."""
        tenant = principal_of(request).tenant
        keeping.store.encounters.check_ever(encounter_id, tenant)
        records = keeping.store.audit.page(tenant, encounter_id, after, limit)
        return AuditPage(records=records, next=records[-1].number if len(records) == limit else None)

    return router
