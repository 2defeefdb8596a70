"""Narrative: the note's sections of statements, each resting on facts."""

from typing import Annotated

from pydantic import Field

from scribe.schema.evidence import EvidenceList
from scribe.schema.record import Record
from scribe.schema.transcript import NFC


class Statement(Record):
    """One sentence of the note with the quotes it rests on. ``fact_ids`` may be empty in a foreign document."""

    text: Annotated[str, Field(min_length=1), NFC]
    evidence: EvidenceList
    fact_ids: tuple[str, ...] = ()


class Section(Record):
    """A titled part of the note. A section without statements is not written."""

    title: str
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Narrative(Record):
    """The sections in the order they are read."""

    sections: tuple[Section, ...] = ()
