"""``/v1/encounters/{id}/export``: a note in the form of another system, named by ``format`` or by ``Accept``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from scribe.api.described import refusals
from scribe.api.drafts import Revision, draft_of
from scribe.api.encounters import EncounterId
from scribe.api.errors import Refusal
from scribe.api.keeping import Keeping
from scribe.api.note import note_of
from scribe.api.principals import Caller
from scribe.export import fhir
from scribe.export.fhir_source import Added, Overridden, Work
from scribe.notes.findings import finding_id
from scribe.notes.fold import NoteState
from scribe.notes.shown import shown
from scribe.notes.signing import signing_of
from scribe.schema.note_entry import Override
from scribe.schema.result import Result
from scribe.schema.signature import Signing
from scribe.schema.stored import StoredEncounter


class ExportFormat(StrEnum):
    """The forms there are. One more is a member here and a line in ``FORMS``."""

    FHIR = "fhir"


@dataclass(frozen=True, slots=True)
class Exported:
    """What is exported: a note or a draft, when it was last written to, the digest of its sound, its signature, and
    what people did with it."""

    result: Result
    made_at: datetime | None
    recording_sha256: str | None
    signing: Signing | None = None
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A media type and how it is written."""

    media_type: str
    write: Callable[[Exported], str]


def _fhir(exported: Exported) -> str:
    return fhir.bundle_json(
        exported.result,
        exported.signing,
        exported.made_at,
        recording_sha256=exported.recording_sha256,
        work=exported.work,
    )


FORMS: Mapping[ExportFormat, Form] = {ExportFormat.FHIR: Form(fhir.MEDIA_TYPE, _fhir)}
"""The first stands for ``*/*``."""


def routes(keeping: Keeping) -> APIRouter:
    """The routes of this noun."""
    router = APIRouter(prefix="/v1/encounters/{encounter_id}", tags=["drafts"])

    @router.get(
        "/export",
        summary="Export the note, or a draft",
        response_class=Response,
        responses={
            200: {
                "content": {form.media_type: {} for form in FORMS.values()},
                "description": "The note, as FHIR an R4 document of its status; with `revision`, that draft",
            },
            **refusals(404, 406, 409),
        },
    )
    def export(
        caller: Caller,
        encounter_id: EncounterId,
        request: Request,
        format: Annotated[ExportFormat | None, Query(description="outweighs `Accept`")] = None,  # noqa: A002
        revision: Revision = None,
        accept: Annotated[str | None, Header(include_in_schema=False)] = None,
    ) -> Response:
        """Equal notes give equal bytes. Who the patient is, no note knows."""
        form = FORMS[format] if format else negotiated(accept)
        if form is None:
            known = ", ".join(one.media_type for one in FORMS.values())
            raise Refusal(406, "not-acceptable", f"A draft is exported as {known}.")
        stored = keeping.store.encounters.get(encounter_id, caller.tenant)
        whole = _draft(keeping, stored, revision) if revision else _note(keeping, stored, caller.tenant)
        body = form.write(whole)
        return Response(body, media_type=form.media_type, headers={"Vary": "Accept"})

    return router


def _draft(keeping: Keeping, stored: StoredEncounter, revision: int) -> Exported:
    """A draft as a job gave it."""
    draft = draft_of(keeping, stored, revision)
    return Exported(draft, keeping.store.values.drafted_at(stored.id, revision), stored.recording_sha256)


def _note(keeping: Keeping, stored: StoredEncounter, tenant: str) -> Exported:
    """The note as it stands: edited, signed, added to."""
    entries = keeping.store.notes.history(stored.id, tenant)
    if not entries:
        draft_of(keeping, stored, None)  # says how far it is
    state, spoken = note_of(keeping, stored.id, tenant)
    written = entries[-1].made_at
    return Exported(shown(state, spoken), written, stored.recording_sha256, signing_of(state), _work(state))


def _work(state: NoteState) -> Work:
    """Overrides of the findings that stand, and what was added after signing."""
    given = state.overridden
    numbered = ((number, given.get(finding_id(one))) for number, one in enumerate(state.result.findings, start=1))
    overridden = {
        number: Overridden(entry.by, entry.made_at, entry.payload.reason)
        for number, entry in numbered
        if entry is not None and isinstance(entry.payload, Override)
    }
    return Work(overridden, tuple(Added(entry.kind.value, entry.by, entry.made_at) for entry in state.addenda))


def negotiated(accept: str | None) -> Form | None:
    """The form that the client likes best, the first where it likes them alike; None where it likes none."""
    likes = [_like(part) for part in (accept or "*/*").split(",")]
    for _, wanted in sorted((like for like in likes if like[0] > 0), key=lambda like: -like[0]):
        for form in FORMS.values():
            if wanted in ("*/*", form.media_type, f"{form.media_type.split('/')[0]}/*"):
                return form
    return None


def _like(part: str) -> tuple[float, str]:
    """The weight of one media range and its name; what is no number weighs nothing."""
    name, *parameters = (one.strip().casefold() for one in part.split(";"))
    given = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    return (float(given) if _is_weight(given) else 0.0), name


def _is_weight(given: str) -> bool:
    whole, _, part = given.partition(".")
    return given.isascii() and whole in ("0", "1") and (not part or part.isdigit())
