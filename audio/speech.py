"""Speech: the local transcriber. Survey, gate, decode the speech, name the speakers, account for each second."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from audio import coverage
from audio.blocks import cut, plan
from audio.decode import decode
from audio.diarizer import Diarize, Diarizer, LazyEmbedder
from audio.doubts import IMPROBABLE, is_gibberish
from audio.embedder import NAME, WEIGHTS_SHA256
from audio.heard import Dropped
from audio.hearing import hear_block
from audio.segments import as_segments
from audio.spans import Span
from audio.speech_regions import is_enough_speech
from audio.survey import Survey, survey
from audio.transcriber import Progress
from audio.utterances import Utterance
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Transcript

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """How the speech engine is to be built. ``model`` None: the default; ``language`` None: listen for it."""

    model: str | None
    device: str
    compute_type: str | None
    cache_dir: Path
    language: str | None
    cpu_threads: int
    diarize: Diarize = "auto"


class SpeechTranscriber:
    """Transcribes with Whisper on this machine. The model is loaded with the first speech and then kept.

    One recording at a time: a second caller waits.
    """

    def __init__(self, settings: EngineSettings, warn: Callable[[str], None]) -> None:
        from audio.engine import LazyEngine

        self._settings = settings
        self._engine = LazyEngine(settings, warn)
        self._embedder = LazyEmbedder(settings.diarize, settings.cpu_threads)
        self._one_at_a_time = Lock()

    @property
    def component(self) -> AsrComponent:
        """The engine and its weights; without sha256 where they cannot be found on this machine."""
        component = self._engine.component
        if not self._embedder.asked:
            return component
        voices = {"speakers": f"{NAME} {WEIGHTS_SHA256[:12]}"}
        return component.model_copy(update={"settings": {**component.settings, **voices}})

    def transcribe(self, path: Path, progress: Report | None = None) -> Transcript:
        """See Transcriber. A recording with too little speech never reaches the engine."""
        found = survey(path)
        if not is_enough_speech(found.speech):
            account = coverage.nothing_heard(found.speech, found.seconds, found.undecodable)
            return Transcript(segments=(), duration=found.seconds, coverage=account)
        with self._one_at_a_time:
            return self._transcript(path, found, progress or (lambda _: None))

    def _transcript(self, path: Path, found: Survey, progress: Report) -> Transcript:
        said: list[Utterance] = []
        dropped: list[Dropped] = []
        diarizer = Diarizer((lambda: self._embedder.loaded) if self._embedder.asked else None)
        language = self._settings.language
        for block in cut(decode(path), plan(found.speech, found.decoded_seconds)):
            language = language or self._engine.loaded.language_of(block.samples)
            progress(Progress(block.spans[0].start, found.seconds))
            heard = hear_block(
                self._engine.loaded,
                block,
                found.speech,
                language,
                lambda second: progress(Progress(min(second, found.seconds), found.seconds)),
            )
            said += heard.utterances
            dropped += heard.dropped
            diarizer.listen(block, heard.utterances)
        progress(Progress(found.seconds, found.seconds))
        if is_gibberish([word for one in said for word in one.words]):
            dropped += (Dropped(Span(one.start, one.end), IMPROBABLE) for one in said)
            said = []
        segments = as_segments(diarizer.spoken(said))
        return Transcript(
            segments=segments,
            language=language,
            duration=found.seconds,
            coverage=coverage.account(segments, found.speech, found.seconds, found.undecodable, dropped),
            notices=diarizer.notices,
        )
