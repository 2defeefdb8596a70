"""UnlabelledEncounter: an encounter that nobody labelled, from a public set or a team's own archive.

It says what was said and by whom, so speech, speakers, evidence and unsupported words can be measured on it; what
must come of it nobody wrote down, so nothing of codes, queries or recall can. A labelled encounter is another
record (``eval/samples/labels.py``): empty labels there would say that nothing may come of the encounter.
"""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from eval.samples.labels import Text
from scribe.schema.record import Record
from scribe.schema.request import NoteRequest
from scribe.schema.transcript import SpeakerRole

FORMAT: Final = "scribe-eval-unlabelled/1"


class OwnRecording(Record):
    """The sound of the encounter. The segments' times, where they have any, are its reference turns."""

    file: Text
    """Relative to the folder of the JSON file."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    channels: tuple[SpeakerRole, ...] = ()
    """Who speaks on which channel, in order; empty where the channels are not people."""


class UnlabelledEncounter(Record):
    """One file. The name of the file is the name of the sample."""

    format: Literal["scribe-eval-unlabelled/1"]
    title: Text
    source: Text
    """The set it comes from, and the file in it."""
    licence: Text
    request: NoteRequest
    recording: OwnRecording | None = None
    reference_note: Text | None = None
    """The note that a clinician or an annotator wrote. It is no label: it may hold what nobody said aloud."""

    @model_validator(mode="after")
    def _every_segment_has_an_id(self) -> Self:
        segments = self.request.transcript.segments
        if not segments:
            raise ValueError("the transcript has no segments")
        if any(segment.id is None for segment in segments):
            raise ValueError("every segment needs an id of its own")
        return self
