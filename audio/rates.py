"""Rates: a recording whose header states a wrong sample rate, heard at the right one.

Sound of 16 kHz that a file calls 48 kHz plays three times too fast: the detector finds no speech in it, or the
engine only noise of words. Only a recording whose loud sound is not speech as it stands comes here. Other common
rates are tried on its first half minute, and one is taken only where it clearly gives words.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from audio.blocks import cut
from audio.container import audio_stream, opened, stated_rate
from audio.decode import SAMPLE_RATE, Ear, Samples, decode
from audio.doubts import without_loops
from audio.hearing import Engine
from audio.levels import FRAME_SECONDS, Levels, active
from audio.source import Recording
from audio.spans import Span, total
from audio.speech_regions import SpeechDetector, speech_regions
from audio.survey import Survey, is_mostly_speech, survey
from scribe.schema.errors import EngineUnavailable
from scribe.schema.transcript import Notice, NoticeKind

_COMMON_RATES = (8_000, 16_000, 44_100, 48_000)
_RARE_RATES = (11_025, 22_050, 24_000, 32_000)
_NEARLY_EQUAL = 1.25
"""Rates that differ by less give the same words."""

_LISTENED_SECONDS = 30
_LEAST_SPEECH_SECONDS = 2.0
_HEARD_SECONDS = 20.0
_LEAST_WORDS = 6
_MOST_WORDS_A_SECOND = 6.0
_SURE = 0.75
"""Mean word probability: 0.84 to 0.95 at the true rate, 0.38 to 0.67 at twice or half of it."""
_CLEARLY_SURER = 0.1


@dataclass(frozen=True, slots=True)
class _Trial:
    """How well the engine understands the recording at a rate."""

    rate: int
    sureness: float


def at_true_rate(
    recording: Recording, found: Survey, engine: Callable[[], Engine], language: str
) -> tuple[Survey, tuple[Notice, ...]]:
    """The survey at the rate that makes the sound speech, and the notice that says so; else what was found.

    engine is asked for only where some other rate gives speech. Where none can be had, nothing is changed.
    """
    if not found.is_rate_doubtful or len(found.ears) != 1:
        return found, ()
    try:
        return _at_better_rate(recording, found, engine, language)
    except EngineUnavailable:
        return found, ()


def _at_better_rate(
    recording: Recording, found: Survey, engine: Callable[[], Engine], language: str
) -> tuple[Survey, tuple[Notice, ...]]:
    stated = _stated_rate(recording, found.ears[0].ear)
    for rates in (_COMMON_RATES, _RARE_RATES) if stated else ():
        trial = _best(recording, found, stated, rates, engine, language)
        if trial is not None:
            detail = (
                f"The file states {stated} samples a second, at which its sound is no human speech. It was heard "
                f"at {trial.rate}, and all times are counted so."
            )
            notice = Notice(kind=NoticeKind.SAMPLE_RATE_DOUBTED, detail=detail)
            return survey(recording, trial.rate / stated), (notice,)
    return found, ()


def _best(
    recording: Recording,
    found: Survey,
    stated: int,
    rates: tuple[int, ...],
    engine: Callable[[], Engine],
    language: str,
) -> _Trial | None:
    """The rate at which the engine is surest, where it is sure enough and clearly surer than as stated."""
    sounds = {}
    for rate in rates:
        if max(rate / stated, stated / rate) >= _NEARLY_EQUAL:
            sound = _opening(recording, found, rate / stated)
            if _is_speech(sound):
                sounds[rate] = sound
    trials = [_Trial(rate, _sureness(sound, engine(), language)) for rate, sound in sounds.items()]
    best = max(trials, key=lambda trial: trial.sureness, default=None)
    if best is None or best.sureness < _SURE:
        return None
    as_stated = _sureness(_opening(recording, found, 1.0), engine(), language)
    return best if best.sureness >= as_stated + _CLEARLY_SURER else None


def _stated_rate(recording: Recording, ear: Ear) -> int:
    with opened(recording) as container:
        return stated_rate(audio_stream(container, ear.stream))


def _opening(recording: Recording, found: Survey, factor: float) -> Samples:
    """Half a minute of the recording from its first loud sound on, at a factor of its stated rate."""
    first = int(found.loud_from / factor)
    ear = replace(found.ears[0].ear, rate_factor=factor)
    wanted = Span(first, first + _LISTENED_SECONDS)
    return next(cut(decode(recording, ear), [(wanted,)])).samples


def _is_speech(sound: Samples) -> bool:
    """Whether nearly all loud sound in it is speech."""
    detector, levels = SpeechDetector(), Levels()
    detector.hear(sound)
    levels.hear(sound[:, None])
    speech = total(speech_regions(detector.finish()))
    loud = float(active(levels.by_channel[:, 0]).sum()) * FRAME_SECONDS
    return speech >= _LEAST_SPEECH_SECONDS and is_mostly_speech(speech, loud)


def _sureness(sound: Samples, engine: Engine, language: str) -> float:
    """The mean probability of the words; 0 where they are few, looped, or more than anybody says."""
    part = sound[: round(_HEARD_SECONDS * SAMPLE_RATE)]
    if not len(part):
        return 0.0
    words = [word for passage in engine.hear(part, language) for word in passage.words]
    kept, _ = without_loops(words)
    pace = len(words) / (len(part) / SAMPLE_RATE)
    if len(kept) < _LEAST_WORDS or len(kept) * 2 < len(words) or pace > _MOST_WORDS_A_SECOND:
        return 0.0
    return float(np.mean([word.probability for word in kept]))
