"""A visit in a few lines: ``C:`` the clinician, ``P:`` the patient, no label an unknown speaker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from scribe.extraction.reader import Reader
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.facts import Fact
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

_ROLES = {"C: ": SpeakerRole.CLINICIAN, "P: ": SpeakerRole.PATIENT}
ENCOUNTER = Encounter(id="e1", date_of_service=date(2026, 11, 20))


def _segment(at: int, line: str) -> Segment:
    role = _ROLES.get(line[:3], SpeakerRole.UNKNOWN)
    return Segment(id=f"s{at}", speaker_role=role, text=line[3:] if line[:3] in _ROLES else line)


@dataclass(frozen=True)
class Heard:
    """The documentation of a short visit, made easy to ask."""

    transcript: Transcript
    documentation: Documentation

    def facts(self, kind: str, **wanted: Any) -> list[Fact]:
        """The facts of a kind whose fields or attributes have the wanted values."""
        found = [fact for fact in self.documentation.facts if fact.kind == kind]
        return [fact for fact in found if all(_field(fact, name) == value for name, value in wanted.items())]

    def values(self, kind: str, **wanted: Any) -> list[str]:
        """Their values as plain text."""
        return [str(fact.value) for fact in self.facts(kind, **wanted)]

    def statuses(self, kind: str, **wanted: Any) -> list[str]:
        """Their assertions."""
        return [fact.assertion.value for fact in self.facts(kind, **wanted)]

    def quotes(self, kind: str, **wanted: Any) -> list[list[str]]:
        """The quotes of each."""
        return [[quote.quote for quote in fact.evidence] for fact in self.facts(kind, **wanted)]


def _field(fact: Fact, name: str) -> Any:
    return getattr(fact, name) if name in type(fact).model_fields else getattr(fact.attributes, name, None)


def read(*lines: str) -> Heard:
    """The facts of the lines."""
    transcript = Transcript(segments=tuple(_segment(at, line) for at, line in enumerate(lines, 1)))
    return Heard(transcript, Reader().extract(ENCOUNTER, transcript))


@pytest.fixture
def hear() -> Callable[..., Heard]:
    """``hear("C: Any numbness?", "P: No.")``."""
    return read


@pytest.fixture
def dictate() -> Callable[[str], Heard]:
    """A note dictated by one clinician."""
    return lambda text: read("C: " + text)
