"""Transcriber: what turns a recording into a transcript. One engine, one file that implements it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the types alone: this module is imported by whoever only asks for help
    from audio.live import LiveTranscriber
    from audio.source import Recording
    from scribe.schema.result import AsrComponent
    from scribe.schema.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the transcription is, in seconds of the recording. ``total`` is its whole length."""

    done: float
    total: float


class Transcriber(Protocol):
    """A speech engine with its settings."""

    @property
    def component(self) -> "AsrComponent":
        """The engine, its weights and the settings that change its words, for the provenance of a result."""
        ...

    def transcribe(
        self, recording: "Recording", progress: Callable[[Progress], None] | None = None
    ) -> "Transcript":
        """The words of the recording with times, roles where they are sure, and the account of every second.

        Raises UnreadableRecording for one without decodable audio, EngineError where no engine works.
        """
        ...

    def live(self) -> "LiveTranscriber":
        """A transcriber of a visit that is still going on, by the same model."""
        ...

    def unload(self) -> bool:
        """Lets the model go where nobody uses it, and says whether it did; the next speech loads it again."""
        ...
