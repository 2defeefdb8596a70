"""Bodies of writes to a note. ``on_revision`` says what ``If-Match`` says, for clients that send no headers."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from scribe.schema.answer import QueryAnswer
from scribe.schema.note_entry import Addendum, Amendment, LateEntry, Payload, StatementEdit, Title, Words
from scribe.schema.record import Record

_Revision = Annotated[int, Field(ge=1, le=2**31 - 1)] | None
_MOST = 200


class Edits(Record):
    """Edits of statements, each addressed in the revision that they are made on."""

    on_revision: _Revision = None
    edits: Annotated[tuple[StatementEdit, ...], Field(min_length=1, max_length=_MOST)]


class Answers(Record):
    """Answers to queries of the note. Who answered and when, the service says."""

    on_revision: _Revision = None
    answers: Annotated[tuple[QueryAnswer, ...], Field(min_length=1, max_length=_MOST)]


class OverrideOf(Record):
    """The finding by its id; or by its rule, and where it has several by a segment that it quotes."""

    on_revision: _Revision = None
    finding: Annotated[str, Field(max_length=64)] | None = None
    rule: Annotated[str, Field(max_length=16)] | None = None
    segment_id: Annotated[str, Field(max_length=64)] | None = None
    reason: Words


class Signature(Record):
    """``role``: in which the signer signs, as it is to be read."""

    on_revision: _Revision = None
    role: Title = "clinician"


class Additions(Record):
    """What is added to a signed note. An amendment says why."""

    on_revision: _Revision = None
    kind: Literal["addendum", "late_entry", "amendment"]
    text: Words
    reason: Words | None = None

    @model_validator(mode="after")
    def _an_amendment_has_a_reason(self) -> "Additions":
        if (self.kind == "amendment") is (self.reason is None):
            raise ValueError("an amendment, and only an amendment, has a reason")
        return self


def addition(given: Additions) -> Payload:
    """What is kept of it."""
    if given.kind == "amendment":
        return Amendment(text=given.text, reason=given.reason or "")
    return Addendum(text=given.text) if given.kind == "addendum" else LateEntry(text=given.text)
