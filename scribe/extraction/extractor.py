"""Extractor: what turns the words of a visit into facts with evidence."""

from typing import Protocol

from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.result import Component
from scribe.schema.transcript import Transcript


class Extractor(Protocol):
    """One reading of a transcript. Raises ``StepError`` where it cannot give its value."""

    @property
    def component(self) -> Component:
        """Name, version and hash for the provenance."""

    def extract(self, encounter: Encounter, transcript: Transcript) -> Documentation:
        """The facts of the transcript in reading order, ids ``f1, f2, ...``, each with located evidence."""
