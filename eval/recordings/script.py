"""Script: what is said in a visit, turn by turn, and when each turn was spoken once it is rendered."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from scribe.schema.record import Record
from scribe.schema.transcript import Seconds, SpeakerRole

PHRASE_END = re.compile(r"(?<=[.?!:])\s+")


class Turn(Record):
    """One stretch by one speaker. start and end are seconds in the recording, None before rendering."""

    speaker_role: SpeakerRole
    text: Annotated[str, Field(min_length=1)]
    start: Seconds | None = None
    end: Seconds | None = None


class Script(Record):
    """The turns of one visit, in order."""

    title: str
    language: str
    pronounced: dict[SpeakerRole, dict[str, str]] = Field(default_factory=dict)
    """For each voice, written form -> how it must be told to read it; the written form stays the reference."""
    duration: Seconds | None = None
    """Length of the rendered recording, in seconds."""
    turns: tuple[Turn, ...]

    def timed(self, spans: Sequence[tuple[float, float]], duration: float) -> "Script":
        """The same script with the times of its turns; spans: one (start, end) a turn, in order."""
        turns = tuple(
            turn.model_copy(update={"start": round(start, 2), "end": round(end, 2)})
            for turn, (start, end) in zip(self.turns, spans, strict=True)
        )
        return self.model_copy(update={"turns": turns, "duration": round(duration, 2)})


def load(path: Path) -> Script:
    """The script in a JSON file."""
    return Script.model_validate_json(path.read_bytes())


def save(script: Script, path: Path) -> None:
    """The script as indented JSON, one key a line."""
    path.write_text(script.model_dump_json(indent=2) + "\n", encoding="utf-8")


def phrases(script: Script, turn: Turn) -> tuple[str, ...]:
    """The sentences of a turn as a voice is to read them; a colon ends one too, for the pause after it."""
    text = turn.text
    for written, spoken in script.pronounced.get(turn.speaker_role, {}).items():
        text = text.replace(written, spoken)
    return tuple(PHRASE_END.split(text))
