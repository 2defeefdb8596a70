"""Signed: the condition that the note of an encounter is signed, for all that may then not be done any more."""

from typing import Any

from sqlalchemy import ColumnElement, exists

from scribe.schema.note_entry import EntryKind
from scribe.store.tables import note_entries


def signed(encounter_id: Any) -> ColumnElement[bool]:
    """Of an encounter's id, or of a column of such ids."""
    return exists().where(
        note_entries.c.encounter_id == encounter_id, note_entries.c.kind == EntryKind.ATTESTATION.value
    )
