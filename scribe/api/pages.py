"""Pages: the cursor by which a list goes on. Opaque to clients: they hand back what they were given."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from scribe.api.bodies import plain_number
from scribe.api.errors import Refusal
from scribe.schema.principal import Principal, Role
from scribe.schema.record import Record
from scribe.schema.stored import NewEncounter, StoredEncounter

_PREFIX = "e1."
_READERS = (Role.CLINICIAN, Role.CODER, Role.QA, Role.SERVICE)


class EncounterPage(Record):
    """Encounters, the latest first. The words of a transcript that was told are left out here."""

    encounters: tuple[StoredEncounter, ...]
    next: str | None
    """The cursor of the next page; null at the end."""


def cursor_after(number: int | None) -> str | None:
    """The cursor behind the encounter of this number."""
    return None if number is None else urlsafe_b64encode(f"{_PREFIX}{number}".encode()).decode().rstrip("=")


def number_after(cursor: str | None) -> int | None:
    """What the cursor stands for. Refuses one that this service never gave."""
    if cursor is None:
        return None
    try:
        told = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        told = ""
    number = plain_number(told.removeprefix(_PREFIX)) if told.startswith(_PREFIX) else None
    if number is None or cursor_after(number) != cursor:
        raise Refusal(422, "invalid-request", "Not as documented: query.cursor.")
    return number


def without_words(encounter: StoredEncounter) -> StoredEncounter:
    """The encounter as a list shows it."""
    return encounter.model_copy(update={"told": encounter.told.model_copy(update={"transcript": None})})


def shown_to(caller: Principal, encounter: StoredEncounter) -> StoredEncounter:
    """The encounter as this caller may see it: an administrator sees neither what was told nor who consented."""
    if caller.has(*_READERS):
        return encounter
    told = NewEncounter(audio_format=encounter.told.audio_format)
    return encounter.model_copy(update={"told": told, "consent": None})
