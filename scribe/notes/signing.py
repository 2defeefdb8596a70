"""Signing: what a signature states, and when none is taken."""

import hashlib
from datetime import datetime

from scribe.notes.fold import NoteState
from scribe.schema.errors import DraftNotReady, OpenErrors
from scribe.schema.job import Job, JobState
from scribe.schema.note_entry import Attestation
from scribe.schema.signature import Signing

STATEMENT = (
    "I have read this note as it stands here, with its codes and its findings, I have corrected what needed "
    "correction, and I attest that it is my record of this visit."
)
"""Fixed wording. What it says of findings is in the attestation's list of those that were overridden."""


def attestation(state: NoteState, drafting: Job | None, by: str, role: str, at: datetime) -> Attestation:
    """The signature under the note as it stands. drafting: the attempt that gave the draft it began as; how a later
    one ended takes nothing from it.

    Raises DraftNotReady, OpenErrors.
    """
    if drafting is None or drafting.state is not JobState.DONE:
        raise DraftNotReady("The job of this note has not given its draft.", "Wait for it, or retry it.")
    if state.open_errors:
        raise OpenErrors(state.open_errors)
    return Attestation(
        statement=STATEMENT,
        by=by,
        role=role,
        at=at,
        result_sha256=hashlib.sha256(state.result_json.encode("utf-8")).hexdigest(),
        overridden=_overridden(state),
    )


def signing_of(state: NoteState) -> Signing | None:
    """The signature as an export takes it; None of a note that is not signed."""
    signed = state.attestation
    if signed is None:
        return None
    return Signing(
        by=signed.by, role=signed.role, at=signed.at, statement=signed.statement, amended=bool(state.addenda)
    )


def _overridden(state: NoteState) -> tuple[str, ...]:
    return tuple(key for key in state.standing_errors if key in state.overridden)
