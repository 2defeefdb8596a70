"""noise: ten minutes each of sounds in which nobody speaks, and the same sounds around the opening of a visit.

Three questions. Does the whole transcriber stay silent? Do the doubts hold where the detector of speech is
overruled and the engine must listen to everything? And does noise around speech add words, or cost any?
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio import build_transcriber
from audio.blocks import SpeechBlock
from audio.decode import decode
from audio.engine import SharedEngine
from audio.hearing import hear_block
from audio.spans import Span
from audio.speech import EngineSettings
from audio.transcriber import Transcriber
from eval.bench_audio.section import Section
from eval.figure import Figure
from eval.metrics.alignment import align
from eval.metrics.words import SpokenWord, spoken_words
from eval.sounds import SOUNDS
from eval.sounds.parts import RATE, Samples, write_wav
from scribe.schema.transcript import Segment, Transcript
from scribe.settings import load_settings

SECONDS = 600.0
OVERRULED_SECONDS = 30.0
AROUND_SECONDS = 60.0
SEED = 1
MODELS = ("base", "tiny.en")
VISIT = Path(__file__).parents[1] / "fixtures" / "recordings" / "low-back-pain.opus"
TURN_SECONDS, OPENING_SECONDS = 9.1, 13.5
"""The pause after the second turn of the visit, and the end of its fourth."""


@dataclass(frozen=True)
class Stillness:
    """What came of a sound. ``overruled``: words kept where the engine heard all of it."""

    sound: str
    model: str
    transcript: Transcript
    overruled: int

    @property
    def words(self) -> int:
        return self.transcript.word_count

    def row(self) -> str:
        coverage = self.transcript.coverage
        reasons = sorted({gap.reason for gap in coverage.gaps} - {"silence", "no_speech", "speech_not_transcribed"})
        told = ", ".join(reasons) or "none"
        speech = coverage.seconds_speech or 0.0
        return f"| {self.sound} | {self.model} | {speech:.1f} | {self.words} | {told} | {self.overruled} |"


@dataclass(frozen=True)
class Around:
    """The opening of the visit with a sound before, within and after it."""

    sound: str
    model: str
    outside: int
    lost: int
    of: int

    def row(self) -> str:
        return f"| {self.sound} | {self.model} | {self.outside} | {self.lost} of {self.of} |"


def section() -> Section:
    """The measurements of both models as a page with its figures."""
    still = [one for model in MODELS for one in stillness(model)]
    around = [one for model in MODELS for one in surrounded(model)]
    return Section("noise", "Words where nobody speaks", _text(still, around), tuple(_figures(still, around)))


def stillness(
    model: str, seconds: float = SECONDS, overruled_seconds: float = OVERRULED_SECONDS
) -> Iterator[Stillness]:
    """Each sound through the whole transcriber, and its first seconds through the engine and the doubts alone."""
    transcriber, engine = _transcriber(model), _engine(model)
    for name, sound in SOUNDS.items():
        heard = _transcribed(transcriber, sound(seconds, SEED))
        whole = Span(0.0, overruled_seconds)
        block = SpeechBlock(sound(overruled_seconds, SEED), (whole,))
        kept = hear_block(engine, block, (whole,), "en").utterances
        yield Stillness(name, model, heard, sum(len(one.words) for one in kept))


def surrounded(model: str, seconds: float = AROUND_SECONDS) -> Iterator[Around]:
    """Each sound for so long before, between and after two exchanges of the bundled visit."""
    transcriber = _transcriber(model)
    opening = np.concatenate([block.samples for block in decode(VISIT)])
    first = opening[: round(TURN_SECONDS * RATE)]
    second = opening[round(TURN_SECONDS * RATE) : round(OPENING_SECONDS * RATE)]
    alone = _words(_transcribed(transcriber, np.concatenate((first, second))).segments)
    for name, sound in SOUNDS.items():
        noises = [sound(seconds, SEED + number) for number in range(3)]
        heard = _transcribed(transcriber, np.concatenate((noises[0], first, noises[1], second, noises[2])))
        inside = (
            Span(seconds - 0.5, seconds + TURN_SECONDS + 0.5),
            Span(2 * seconds + TURN_SECONDS - 0.5, 2 * seconds + OPENING_SECONDS + 0.5),
        )
        outside = sum(
            not any(span.start <= (word.start + word.end) / 2 <= span.end for span in inside)
            for segment in heard.segments
            for word in segment.words
        )
        found = align(alone, _words(heard.segments))
        yield Around(name, model, outside, found.deletions + found.substitutions, len(alone))


def _words(segments: tuple[Segment, ...]) -> list[SpokenWord]:
    return spoken_words((segment.speaker_role, segment.text) for segment in segments)


def _transcribed(transcriber: Transcriber, samples: Samples) -> Transcript:
    with tempfile.TemporaryDirectory() as folder:
        return transcriber.transcribe(write_wav(samples, Path(folder) / "sound.wav"))


def _transcriber(model: str) -> Transcriber:
    return build_transcriber(model, "cpu", None, load_settings().data_dir / "weights", "en", 0, warn=lambda _: None)


def _engine(model: str) -> SharedEngine:
    return SharedEngine(
        EngineSettings(model, "cpu", None, load_settings().data_dir / "weights", "en", 0), lambda _: None
    )


def _figures(still: list[Stillness], around: list[Around]) -> Iterator[Figure]:
    for one in still:
        yield Figure(f"words on 10 min of {one.sound}, {one.model}", one.words, 0, "words")
    for model in MODELS:
        overruled = sum(one.overruled for one in still if one.model == model)
        yield Figure(f"words on noise, detector overruled, {model}", overruled, 0, "words")
        of_model = [one for one in around if one.model == model]
        yield Figure(f"words in noise around speech, {model}", sum(one.outside for one in of_model), 0, "words")


def _text(still: list[Stillness], around: list[Around]) -> str:
    return "\n".join(
        (
            f"Every sound is computed from seed {SEED} (`eval/sounds`) and nobody speaks in it. Some are made to",
            "fool a detector of speech: machines that throb at the pace of syllables, snores and cleared throats",
            "with the resonances of a mouth. *Taken for speech*: seconds of the ten minutes that the detector let",
            f"through to the engine. *Overruled*: words kept of {OVERRULED_SECONDS:.0f} s of the sound where the",
            "engine had to hear all of it.",
            "",
            "| sound, 10 min | model | taken for speech, s | words | what the engine invented became | overruled |",
            "|---|---|---|---|---|---|",
            *(one.row() for one in still),
            "",
            f"The opening of the bundled visit ({OPENING_SECONDS} s, two exchanges) with a minute of the sound",
            "before it, a minute between the exchanges and a minute after it. *Lost*: words heard in the opening",
            "alone and not heard alike here; no bound is set for them, for noise beside speech does cost words.",
            "",
            "| sound | model | words outside the speech | words lost |",
            "|---|---|---|---|",
            *(one.row() for one in around),
        )
    )
