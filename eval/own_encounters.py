"""The project's self-written encounters, each with its request as read and what is expected of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scribe.intake.request import encounter_of, parse_request, proposed_codes, transcript_of
from scribe.schema.coding import ProposedCode
from scribe.schema.encounter import Encounter
from scribe.schema.transcript import Transcript

FOLDER = Path(__file__).parent / "fixtures" / "encounters"
DATE_OF_SERVICE = date(2026, 11, 20)
"""Where an encounter names none."""


@dataclass(frozen=True, slots=True)
class OwnEncounter:
    """An encounter of a file. ``expected`` is as written there."""

    name: str
    visit: Encounter
    transcript: Transcript
    proposed: tuple[ProposedCode, ...]
    expected: Mapping[str, Any]


def paths() -> list[Path]:
    """The files, in the order of their names."""
    return sorted(FOLDER.glob("*.json"))


def load(path: Path) -> OwnEncounter:
    """The encounter of a file."""
    document = json.loads(path.read_text("utf-8"))
    request = parse_request(json.dumps(document["request"]), path.name)
    return OwnEncounter(
        name=path.stem,
        visit=encounter_of(request.encounter, fallback_id=path.stem, today=DATE_OF_SERVICE),
        transcript=transcript_of(request.transcript),
        proposed=proposed_codes(request.proposed_codes),
        expected=document["expected"],
    )


def own_encounters() -> Iterator[OwnEncounter]:
    """All of them."""
    yield from map(load, paths())
