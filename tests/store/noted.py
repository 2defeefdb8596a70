"""Encounters with a drafted note, signed or not, for what the store keeps of notes."""

import hashlib
from datetime import datetime
from functools import cache

from scribe.schema.note_entry import Addendum, Attestation, NoteEntry, Override
from scribe.schema.principal import Principal, Role
from scribe.schema.stored import NewEncounter
from scribe.schema.transcript import Transcript
from scribe.store.store import Store
from tests.store.conftest import NOW
from tests.store.drafted import result

WHO = Principal(subject="dr-sample", tenant="local", roles=frozenset({Role.CLINICIAN}))
OVERRIDE = Override(finding="GG101-0", rule="GG101", reason="Seen.")
ADDENDUM = Addendum(text="The film came back normal.")


def drafted(store: Store) -> str:
    """An encounter with a draft; gives its id."""
    encounter_id = store.encounters.create(NewEncounter(), NOW)[0].id
    store.values.save_draft(encounter_id, 1, result(), NOW)
    return encounter_id


@cache
def _digest() -> str:
    """Of the draft as a history holds it."""
    bare = result().model_copy(update={"transcript": Transcript(segments=())})
    return hashlib.sha256(bare.model_dump_json().encode()).hexdigest()


def attestation(at: datetime = NOW) -> Attestation:
    """A signature under the draft."""
    return Attestation(statement="Read.", by="dr-sample", role="physician", at=at, result_sha256=_digest())


def signed(store: Store) -> str:
    """An encounter whose draft is signed; gives its id."""
    encounter_id = drafted(store)
    store.notes.append(encounter_id, WHO, 1, attestation(), NOW)
    return encounter_id


def added(store: Store, encounter_id: str, on_revision: int) -> NoteEntry:
    """One addendum more."""
    return store.notes.append(encounter_id, WHO, on_revision, ADDENDUM, NOW)
