"""Audit: who saw or did what, and when. Ids, codes and numbers alone; never a word of a visit."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from scribe.schema.principal import Principal
from scribe.schema.record import Record


class AuditEvent(Record):
    """One thing that somebody did. ``action`` is a stable code (``draft.read``, ``note.attestation``)."""

    tenant: Annotated[str, Field(min_length=1, max_length=64)]
    subject: Annotated[str, Field(min_length=1, max_length=200)]
    roles: str = ""
    """The roles that were held, sorted, with a space between."""
    action: Annotated[str, Field(min_length=1, max_length=64)]
    encounter_id: str | None = None
    revision: int | None = None
    """Of the note that was written."""
    note_hash: str | None = None
    """Of the entry of the note's history that was made: so the end of a history cannot be cut off unseen."""


class AuditRecord(AuditEvent):
    """An event as it stands in the log, numbered and chained within its tenant."""

    number: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    entry_hash: str


def event_of(
    who: Principal,
    action: str,
    encounter_id: str | None = None,
    revision: int | None = None,
    note_hash: str | None = None,
) -> AuditEvent:
    """What this caller did. An API key is told by its id too: several may have one name."""
    return AuditEvent(
        tenant=who.tenant,
        subject=f"{who.subject} {who.key_id}" if who.key_id else who.subject,
        roles=" ".join(sorted(who.roles)),
        action=action,
        encounter_id=encounter_id,
        revision=revision,
        note_hash=note_hash,
    )
