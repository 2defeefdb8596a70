"""Speech: the local transcriber. Survey, gate, decode the speech, name the speakers, account for each second."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from audio import coverage
from audio.blocks import SpeechBlock, cut, plan
from audio.decode import decode
from audio.doubts import IMPROBABLE, believed, is_gibberish
from audio.heard import Dropped, HeardPassage
from audio.roles import assign_roles
from audio.segments import as_segments
from audio.spans import Span
from audio.speech_regions import is_enough_speech
from audio.survey import Survey, survey
from audio.transcriber import Progress
from audio.utterances import Utterance, settled, utterances
from audio.voice import voice_of
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


class SpeechTranscriber:
    """Transcribes with Whisper on this machine. The model is loaded with the first speech and then kept.

    One recording at a time: a second caller waits.
    """

    def __init__(self, settings: EngineSettings, warn: Callable[[str], None]) -> None:
        from audio.engine import LazyEngine

        self._settings = settings
        self._engine = LazyEngine(settings, warn)
        self._one_at_a_time = Lock()

    @property
    def component(self) -> AsrComponent:
        """The engine and its weights; without sha256 where they cannot be found on this machine."""
        return self._engine.component

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
        language = self._settings.language
        for block in cut(decode(path), plan(found.speech, found.decoded_seconds)):
            language = language or self._engine.loaded.language_of(block.samples)
            passages = self._passages(block, language, found, progress)
            words, lost = believed(tuple(passages), found.speech)
            said += (_with_voice(one, block) for one in utterances(settled(words, found.speech)))
            dropped += lost
        progress(Progress(found.seconds, found.seconds))
        if is_gibberish([word for one in said for word in one.words]):
            dropped += (Dropped(Span(one.start, one.end), IMPROBABLE) for one in said)
            said = []
        segments = as_segments(assign_roles(said))
        return Transcript(
            segments=segments,
            language=language,
            duration=found.seconds,
            coverage=coverage.account(segments, found.speech, found.seconds, found.undecodable, dropped),
        )

    def _passages(
        self, block: SpeechBlock, language: str, found: Survey, progress: Report
    ) -> Iterator[HeardPassage]:
        progress(Progress(block.spans[0].start, found.seconds))
        for passage in self._engine.loaded.hear(block.samples, language):
            placed = _in_recording(passage, block)
            yield placed
            if placed.words:
                progress(Progress(min(placed.words[-1].end, found.seconds), found.seconds))


def _in_recording(passage: HeardPassage, block: SpeechBlock) -> HeardPassage:
    """The passage with its times counted from the start of the recording."""
    spans = (block.in_recording(word.start, word.end) for word in passage.words)
    words = (replace(w, start=s.start, end=s.end) for w, s in zip(passage.words, spans, strict=True))
    return replace(passage, words=tuple(words))


def _with_voice(utterance: Utterance, block: SpeechBlock) -> Utterance:
    return replace(utterance, voice=voice_of(block.sound_of(Span(utterance.start, utterance.end))))
