"""Speech: the local transcriber. Survey, gate, decode the speech, name the speakers, account for each second."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import BoundedSemaphore

from audio import coverage
from audio.allocation import give_back_large_blocks
from audio.blocks import cut, plan
from audio.channels import spoken_in_channels, without_echoes
from audio.decode import decode
from audio.diarizer import Diarize, Diarizer, LazyEmbedder
from audio.doubts import IMPROBABLE, is_gibberish
from audio.embedder import NAME, WEIGHTS_SHA256
from audio.heard import Dropped
from audio.hearing import hear_block, without_loops_across
from audio.live import LiveTranscriber
from audio.rates import at_true_rate
from audio.segments import as_segments
from audio.source import Recording
from audio.spans import Span
from audio.speech_regions import is_enough_speech
from audio.survey import Survey, survey
from audio.transcriber import Progress
from audio.utterances import Utterance
from scribe.schema.result import AsrComponent
from scribe.schema.transcript import Coverage, Notice, Segment, Transcript

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
    at_once: int = 1
    """Recordings heard at once (audio.capacity)."""


class SpeechTranscriber:
    """Transcribes with Whisper on this machine. The model is loaded with the first speech and then kept.

    So many recordings at once as the settings say: a further caller waits.
    """

    def __init__(self, settings: EngineSettings, warn: Callable[[str], None]) -> None:
        from audio.engine import SharedEngine

        give_back_large_blocks()
        self._settings = settings
        self._engine = SharedEngine(settings, warn)
        self._embedder = LazyEmbedder(settings.diarize, settings.cpu_threads)
        self._places = BoundedSemaphore(settings.at_once)

    @property
    def component(self) -> AsrComponent:
        """The engine and its weights; without sha256 where they cannot be found on this machine."""
        component = self._engine.component
        if not self._embedder.asked:
            return component
        voices = {"speakers": f"{NAME} {WEIGHTS_SHA256[:12]}"}
        return component.model_copy(update={"settings": {**component.settings, **voices}})

    def unload(self) -> bool:
        """See Transcriber."""
        return self._engine.unload()

    def live(self) -> LiveTranscriber:
        """See Transcriber."""
        return LiveTranscriber(lambda: self._engine, self._settings.language, self._engine.in_use)

    def transcribe(self, recording: Recording, progress: Report | None = None) -> Transcript:
        """See Transcriber. A recording with too little speech never reaches the engine."""
        found = survey(recording)
        notices: tuple[Notice, ...] = ()
        if found.is_rate_doubtful:
            with self._places, self._engine.in_use():
                language = self._settings.language or "en"
                found, notices = at_true_rate(recording, found, lambda: self._engine, language)
        if not is_enough_speech(found.speech):
            account = coverage.nothing_heard(found.speech, found.seconds, found.undecodable)
            return Transcript(segments=(), duration=found.seconds, coverage=account, notices=notices)
        with self._places, self._engine.in_use():
            heard = self._transcript(recording, found, progress or (lambda _: None))
        return heard.model_copy(update={"notices": (*heard.notices, *notices)})

    def _transcript(self, recording: Recording, found: Survey, progress: Report) -> Transcript:
        said: list[Utterance] = []
        dropped: list[list[Dropped]] = [[] for _ in found.ears]
        diarizer = Diarizer((lambda: self._embedder.loaded) if self._embedder.asked else None)
        if not all(one.label for one in found.ears):
            diarizer.prepare()
        language = self._settings.language
        for number, listening in enumerate(found.ears):
            report = _share(progress, number, len(found.ears), found.seconds)
            heard: list[Utterance] = []
            for block in cut(decode(recording, listening.ear), plan(listening.speech, found.decoded_seconds)):
                language = language or self._engine.language_of(block.samples)
                report(block.spans[0].start)
                part = hear_block(self._engine, block, listening.speech, language, report)
                heard += (replace(one, channel=number if listening.label else None) for one in part.utterances)
                dropped[number] += part.dropped
                if not listening.label:
                    diarizer.listen(block, part.utterances)
                del block  # before the next is cut: two of them would be the peak of a long recording
            whole = without_loops_across(heard)
            said += whole.utterances
            dropped[number] += whole.dropped
        if len(found.ears) > 1:
            apart = without_echoes(said, found.levels, found.likeness)
            said = list(apart.utterances)
            for number, echo in apart.dropped:
                dropped[number].append(echo)
        progress(Progress(found.seconds, found.seconds))
        if is_gibberish([word for one in said for word in one.words]):
            for one in said:
                dropped[one.channel or 0].append(Dropped(Span(one.start, one.end), IMPROBABLE))
            said = []
        labels = [one.label for one in found.ears]
        segments = as_segments(spoken_in_channels(said, labels) if any(labels) else diarizer.spoken(said))
        return Transcript(
            segments=segments,
            language=language,
            duration=found.seconds,
            coverage=_account(segments, found, dropped),
            notices=diarizer.notices,
        )


def _account(segments: Sequence[Segment], found: Survey, dropped: Sequence[Sequence[Dropped]]) -> Coverage:
    """Of every second, by what each ear heard and lost."""
    ears = [
        coverage.HeardBy(
            coverage.words_of(s for s in segments if one.label is None or s.speaker_label == one.label),
            one.speech,
            tuple(lost),
        )
        for one, lost in zip(found.ears, dropped, strict=True)
    ]
    return coverage.account_of_ears(segments, ears, found.seconds, found.undecodable)


def _share(progress: Report, number: int, count: int, seconds: float) -> Callable[[float], None]:
    """Takes how far one of several ears is, and reports how far the whole is."""
    return lambda second: progress(Progress((number * seconds + min(second, seconds)) / count, seconds))
