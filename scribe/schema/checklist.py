"""Checklist: which kinds of documentation have been heard while a visit still runs. Kinds and states alone."""

from enum import StrEnum

from scribe.schema.record import Record
from scribe.schema.terms import FactKind


class HeardAs(StrEnum):
    """What has been heard of a kind so far."""

    NOT_HEARD_YET = "not heard yet"
    DURATION_ONLY = "heard as a duration only"
    UNSPECIFIED_ONLY = "heard as unspecified only"
    UNCERTAIN_ONLY = "heard as uncertain only"
    DENIED = "heard as denied"
    HEARD = "heard"


class ChecklistItem(Record):
    """One kind and its state. No question, no condition and no option: it must not lead anybody."""

    kind: FactKind
    state: HeardAs


class Checklist(Record):
    """All kinds that a back pain note is read for, in their fixed order."""

    items: tuple[ChecklistItem, ...]
    heard_until: float
    """Seconds from the start of the recording up to which final words were read."""
