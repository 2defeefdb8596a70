"""Spoken terms: sentences with words of the spine, drug names and traps, to measure what the engine makes of them.

Each sentence is read by one of the two voices and belongs to one half: ``tune``, on which the correction of terms
was made, or ``report``, of which the figures are told. One recording holds the sentences of a half and a voice.
"""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from eval.recordings import mix, opus, room
from eval.recordings.voices import Voice
from scribe.schema.record import Record
from scribe.schema.transcript import Seconds

FOLDER = Path(__file__).parents[1] / "fixtures" / "recordings" / "vocabulary"
SCRIPT = FOLDER / "sentences.json"
BITS_PER_SECOND = 16_000
_SEED = 11


class Kind(StrEnum):
    """What a sentence is there for. A trap sounds like a term, holds none, and must stay as it is said."""

    TERM = "term"
    DRUG = "drug"
    TRAP = "trap"


class Half(StrEnum):
    """By the sha256 of the sentence, so that nobody chose."""

    TUNE = "tune"
    REPORT = "report"


class Spoken(Record):
    """One sentence. ``terms``: what must be heard in it. start and end: seconds in its recording, None before."""

    kind: Kind
    half: Half
    voice: str
    text: Annotated[str, Field(min_length=1)]
    terms: tuple[str, ...] = ()
    read_as: str | None = None
    """How the voice is told to read it, where it would stress a name as nobody does."""
    start: Seconds | None = None
    end: Seconds | None = None

    @property
    def recording(self) -> str:
        """The name of its file."""
        return f"{self.half}-{self.voice}.opus"


_SENTENCES: TypeAdapter[tuple[Spoken, ...]] = TypeAdapter(tuple[Spoken, ...])


def load(path: Path = SCRIPT) -> tuple[Spoken, ...]:
    """The sentences in the order they are spoken."""
    return _SENTENCES.validate_json(path.read_bytes())


def save(sentences: Sequence[Spoken], path: Path = SCRIPT) -> None:
    """The sentences as indented JSON."""
    lines = [one.model_dump(mode="json", exclude_none=True) for one in sentences]
    path.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")


def render(voices: dict[str, Voice], folder: Path = FOLDER) -> list[Path]:
    """Every recording of the script in the folder; the times are written back to the script."""
    script = folder / SCRIPT.name
    sentences = load(script)
    timed: dict[Spoken, Spoken] = {}
    made = []
    for name in dict.fromkeys(one.recording for one in sentences):
        here = [one for one in sentences if one.recording == name]
        mixed = mix.mixed([[voices[one.voice](one.read_as or one.text)] for one in here], _SEED)
        opus.write(mixed.samples, room.SAMPLE_RATE_HZ, folder / name, BITS_PER_SECOND)
        for one, (start, end) in zip(here, mixed.spans, strict=True):
            timed[one] = one.model_copy(update={"start": round(start, 2), "end": round(end, 2)})
        made.append(folder / name)
    save([timed[one] for one in sentences], script)
    return made
