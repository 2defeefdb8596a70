"""A visit made for tests of live hearing: loud samples are speech, and an engine that knows what is said in them.

Each stretch of samples is found again in the visit, so the engine tells the words of exactly the sound it is given.
A word of which the sound holds only a part is heard as a fragment, as by a real engine.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from audio.decode import SAMPLE_RATE, Samples
from audio.heard import HeardPassage, HeardWord
from audio.live import LiveTranscriber, LiveUpdate
from audio.spans import Span
from audio.speech_regions import WINDOW
from scribe.schema.errors import EngineFailed

WORD_SECONDS = 0.3
FRAGMENT = "~"


class LoudnessNetwork:
    """Takes loud windows for speech; stands in for the network of audio.speech_regions."""

    def judged(self, samples: Samples) -> Samples:
        return (np.abs(samples).reshape(-1, WINDOW).mean(axis=1) > 0.1).astype(np.float32)

    def passed_over(self, samples: Samples) -> Samples:
        return np.zeros(len(samples) // WINDOW, np.float32)


class Visit:
    """Speech in the given stretches, a word every 0.3 s of it, silence between."""

    def __init__(self, *talk: tuple[float, float], seconds: float) -> None:
        noise = np.random.default_rng(7).integers(8_000, 32_000, round(seconds * SAMPLE_RATE))
        loud = np.zeros(len(noise), bool)
        self.words: list[HeardWord] = []
        for start, end in talk:
            loud[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)] = True
            for begin in np.arange(start, end - WORD_SECONDS + 1e-6, WORD_SECONDS).tolist():
                self.words.append(HeardWord(begin, begin + WORD_SECONDS, f" w{len(self.words)}", 0.9))
        self.pcm = np.where(loud, noise, 0).astype("<i2")
        self.samples = (self.pcm / np.float32(32768)).astype(np.float32)

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words).strip()

    def place_of(self, samples: Samples) -> Span:
        """Where in the visit the samples come from, in seconds."""
        first = int(np.flatnonzero(samples)[0])
        known = samples[first : first + 8]
        for index in np.flatnonzero(self.samples == known[0]).tolist():
            if np.array_equal(self.samples[index : index + 8], known):
                return Span((index - first) / SAMPLE_RATE, (index - first + len(samples)) / SAMPLE_RATE)
        raise AssertionError("the engine was given sound that is not of the visit")


class KnowingEngine:
    """Tells what is said in the sound. ``fails``: whether it fails at a stretch of the visit."""

    def __init__(self, visit: Visit, fails: Callable[[Span], bool] = lambda _: False, probability: float = 0.9):
        self.visit, self.fails, self.probability = visit, fails, probability
        self.asked: list[Span] = []

    @property
    def seconds_heard(self) -> float:
        return sum(span.length for span in self.asked)

    def language_of(self, samples: Samples) -> str:
        return "en"

    def hear(
        self, samples: Samples, language: str, pauses: Sequence[Span] = (), *, again: bool = False
    ) -> Iterator[HeardPassage]:
        if again:
            return
        place = self.visit.place_of(samples)
        self.asked.append(place)
        if self.fails(place):
            raise EngineFailed("The speech engine failed while transcribing (RuntimeError).", "Try again.")
        words = tuple(self._heard(word, place) for word in self.visit.words if self._is_in(word, place))
        if words:
            yield HeardPassage(words, 0, -0.3, 0.1, 1.5)

    def _is_in(self, word: HeardWord, place: Span) -> bool:
        return word.start < place.end and word.end > place.start

    def _heard(self, word: HeardWord, place: Span) -> HeardWord:
        whole = place.start <= word.start + 0.01 and word.end <= place.end + 0.01
        start, end = max(word.start, place.start) - place.start, min(word.end, place.end) - place.start
        return HeardWord(start, end, word.text if whole else f" {FRAGMENT}", self.probability)


@pytest.fixture
def loudness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speech is what is loud."""
    monkeypatch.setattr("audio.live_speech.SpeechNetwork", LoudnessNetwork)
    monkeypatch.setattr("audio.hearing.voice_of", lambda _: None)  # it hears no voice in noise, and takes long


def live(engine: KnowingEngine, language: str | None = "en") -> LiveTranscriber:
    return LiveTranscriber(lambda: engine, language)


def idle(transcriber: LiveTranscriber) -> list[LiveUpdate]:
    """The steps until there is nothing more to do."""
    updates = [transcriber.step()]
    while updates[-1].worked:
        updates.append(transcriber.step())
    return updates


def fed(transcriber: LiveTranscriber, sound: Samples, frame_seconds: float = 0.25) -> list[LiveUpdate]:
    """The updates while the sound arrives frame by frame and the engine keeps up."""
    size, updates = round(frame_seconds * SAMPLE_RATE), []
    for start in range(0, len(sound), size):
        transcriber.feed(sound[start : start + size])
        updates += idle(transcriber)
    return updates
