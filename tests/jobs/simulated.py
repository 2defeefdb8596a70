"""A simulated engine: it hears the same words in any sound."""

from collections.abc import Callable
from dataclasses import dataclass

from audio.transcriber import Progress
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

WORDS = Transcript(
    segments=(
        Segment(
            id="s1", start=0.0, end=3.0, speaker_role=SpeakerRole.PATIENT, text="My lower back hurts since Monday."
        ),
    ),
    duration=3.0,
)
FAKE_ENGINE = AsrComponent(name="fake", version="1", device="cpu")


@dataclass
class FakeTranscriber:
    """Hears WORDS in any sound. ``during`` is called between its two progress calls and may raise."""

    during: Callable[[], object] = lambda: None
    heard: int = 0
    unloaded: int = 0
    component: AsrComponent = FAKE_ENGINE

    def transcribe(self, recording: object, progress: Callable[[Progress], None] | None = None) -> Transcript:
        assert progress is not None
        progress(Progress(1.0, 3.0))
        self.during()
        progress(Progress(3.0, 3.0))
        self.heard += 1
        return WORDS

    def unload(self) -> bool:
        self.unloaded += 1
        return True
