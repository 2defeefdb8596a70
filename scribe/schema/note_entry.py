"""Note entries: the history of a note, of which nothing is ever changed. Each entry is one kind of payload.

A payload that changes what the note says carries the whole note it leads to, as JSON text: what was signed is what
was shown, whatever rules a later version has. That JSON holds the typed segments alone; the spoken ones stand with
the draft and may expire.
"""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field, StringConstraints

from scribe.schema.answer import AnsweredQuery
from scribe.schema.record import Record
from scribe.schema.transcript import NFC

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), NFC]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), NFC]


class EntryKind(StrEnum):
    """What was added to a note."""

    DRAFT = "draft"
    EDIT = "edit"
    ANSWER = "answer"
    OVERRIDE = "override"
    ATTESTATION = "attestation"
    ADDENDUM = "addendum"
    LATE_ENTRY = "late_entry"
    AMENDMENT = "amendment"

    @property
    def follows_signature(self) -> bool:
        """Made after signing, and only then."""
        return self in (EntryKind.ADDENDUM, EntryKind.LATE_ENTRY, EntryKind.AMENDMENT)


class EditOp(StrEnum):
    """What happens to a statement."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"


class StatementEdit(Record):
    """One edit of one statement, addressed in the revision that the edits were made on."""

    op: EditOp
    section: Title
    """The title of the section; one that is not there is added by an ``add``."""
    statement: Annotated[int, Field(ge=1)] | None = None
    """Counted from 1 within its section. Of an ``add``: before which one; at the end without it."""
    text: Words | None = None
    """The clinician's words; none for a ``remove``."""


class Difference(Record):
    """One statement before and after. ``before`` None: it was added; ``after`` None: it was removed."""

    section: str
    before: str | None = None
    after: str | None = None


class DraftMade(Record):
    """A job gave a draft."""

    kind: Literal[EntryKind.DRAFT] = EntryKind.DRAFT
    draft_revision: Annotated[int, Field(ge=1)]
    draft_sha256: str
    """Of the draft with its transcript."""
    result_json: str


class Edited(Record):
    """A clinician changed statements."""

    kind: Literal[EntryKind.EDIT] = EntryKind.EDIT
    edits: Annotated[tuple[StatementEdit, ...], Field(min_length=1)]
    differences: tuple[Difference, ...]
    result_json: str


class Answered(Record):
    """A clinician answered queries, and the codes follow anew."""

    kind: Literal[EntryKind.ANSWER] = EntryKind.ANSWER
    answers: Annotated[tuple[AnsweredQuery, ...], Field(min_length=1)]
    differences: tuple[Difference, ...]
    result_json: str


class Override(Record):
    """A clinician signs in spite of a finding, and says why."""

    kind: Literal[EntryKind.OVERRIDE] = EntryKind.OVERRIDE
    finding: str
    """The id of the finding (``scribe.notes.findings``)."""
    rule: str
    reason: Words


class Attestation(Record):
    """The signature. ``statement`` is worded by this software, never by a model."""

    kind: Literal[EntryKind.ATTESTATION] = EntryKind.ATTESTATION
    statement: str
    by: str
    role: str
    at: AwareDatetime
    result_sha256: str
    """Of the note as it was signed (``result_json`` of the entry it was signed on)."""
    overridden: tuple[str, ...] = ()
    """Ids of the error findings that stood and were overridden."""


class Addendum(Record):
    """New information added to a signed note."""

    kind: Literal[EntryKind.ADDENDUM] = EntryKind.ADDENDUM
    text: Words


class LateEntry(Record):
    """What was left out when the note was signed."""

    kind: Literal[EntryKind.LATE_ENTRY] = EntryKind.LATE_ENTRY
    text: Words


class Amendment(Record):
    """A correction of a signed note, whose first wording stays legible."""

    kind: Literal[EntryKind.AMENDMENT] = EntryKind.AMENDMENT
    text: Words
    reason: Words


Payload: TypeAlias = Annotated[
    DraftMade | Edited | Answered | Override | Attestation | Addendum | LateEntry | Amendment,
    Field(discriminator="kind"),
]
Rewritten: TypeAlias = DraftMade | Edited | Answered
"""Payloads that lead to another note."""


class NoteEntry(Record):
    """One entry of a history. ``number`` is the note's revision once it stands."""

    number: Annotated[int, Field(ge=1)]
    made_at: AwareDatetime
    by: str
    on_revision: int | None = None
    """The revision it was made against; None of a draft."""
    payload: Payload
    entry_hash: str | None = None
    """Of the chain; None while the entry is a draft that no one has worked on."""

    @property
    def kind(self) -> EntryKind:
        """What was added."""
        return self.payload.kind
