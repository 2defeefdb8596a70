"""Survey: the first listen to a recording, without an engine: how long it is, where speech is, what is damaged.

It also settles how the file is listened to afterwards: which streams and channels, how much louder.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from audio.channels import Arrangement, arrangement, echoes, shared, usual_db
from audio.decode import SAMPLE_RATE, Ear, decode, decode_channels, missing_seconds, stated_seconds, stream_count
from audio.levels import FRAME_SECONDS, Levels, Table, active, gain_for, loud_db
from audio.source import Recording
from audio.spans import Span, common, complement, merged, total
from audio.speech_regions import SpeechDetector, speech_regions
from scribe.schema.errors import UnreadableRecording

_LEAST_SPEECH_OF_LOUD = 0.9
"""Of the loud tenths of seconds of a talk, so many are speech (1.02 to 1.18 in eight recordings, with the short
pauses between words); at twice or half the true sample rate 0 to 0.86."""
_LEAST_LOUD_SECONDS = 2.0
_MOST_STREAMS = 8
_LEAST_OWN_SPEECH_SECONDS = 2.0
_LEAST_OWN_SPEECH_SHARE = 0.3
_LEAST_TURN_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Listening:
    """An ear and where it hears speech. ``label``: the channel or stream, where each has its own speaker."""

    ear: Ear
    speech: tuple[Span, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """``seconds`` counts what the container promised; ``undecodable`` lies in it, ``speech`` in what decoded.

    ears: one, or one for each speaker who has a channel. levels: dBFS of each tenth of a second, a column for each
    ear. likeness: of two channels, as ``Levels`` has it; else empty. loud_from: where the first loud sound is.
    """

    seconds: float
    decoded_seconds: float
    speech: tuple[Span, ...]
    undecodable: tuple[Span, ...]
    ears: tuple[Listening, ...] = (Listening(Ear(), ()),)
    levels: Table = field(default_factory=lambda: np.zeros((0, 1), np.float32))
    likeness: Table = field(default_factory=lambda: np.zeros(0, np.float32))
    loud_from: float = 0.0
    is_rate_doubtful: bool = False
    """Loud sound, little of it like speech: perhaps the file states a wrong sample rate."""


def survey(recording: Recording, rate_factor: float = 1.0) -> Survey:
    """Listens to the whole file. Raises UnreadableRecording where nothing of it can be decoded."""
    streams = stream_count(recording)
    if streams == 1:
        return _of_stream(recording, Ear(rate_factor=rate_factor))
    found: dict[int, Survey] = {}
    for index in range(min(streams, _MOST_STREAMS)):
        try:
            found[index] = _of_stream(recording, Ear(index, rate_factor=rate_factor))
        except UnreadableRecording:
            if not found and index == min(streams, _MOST_STREAMS) - 1:
                raise
    return _of_streams(found)


def _of_stream(recording: Recording, ear: Ear) -> Survey:
    detector, levels = SpeechDetector(), Levels()
    lost: list[Span] = []
    count = 0
    for block in decode_channels(recording, ear):
        start, count = count, count + len(block.samples)
        detector.hear(block.samples.mean(axis=1))
        levels.hear(block.samples)
        if not block.decodable:
            lost.append(Span(start / SAMPLE_RATE, count / SAMPLE_RATE))
    decoded = round(count / SAMPLE_RATE, 3)
    stated = stated_seconds(recording)
    missing = missing_seconds(stated / ear.rate_factor if stated is not None else None, decoded)
    if missing:
        lost.append(Span(decoded, decoded + missing))
    ears = _ears(recording, Listening(ear, _regions(detector, decoded)), levels, decoded)
    speech = merged(span for one in ears for span in one.speech)
    loud = np.flatnonzero(active(levels.by_channel.max(axis=1)))
    return Survey(
        seconds=round(decoded + missing, 3),
        decoded_seconds=decoded,
        speech=speech,
        undecodable=merged(lost),
        ears=ears,
        levels=levels.by_channel if len(ears) == 2 else levels.by_channel.max(axis=1, keepdims=True),
        likeness=levels.likeness if len(ears) == 2 else np.zeros(0, np.float32),
        loud_from=float(loud[0]) * FRAME_SECONDS if len(loud) else 0.0,
        is_rate_doubtful=len(loud) * FRAME_SECONDS >= _LEAST_LOUD_SECONDS
        and not is_mostly_speech(total(speech), len(loud) * FRAME_SECONDS),
    )


def is_mostly_speech(speech_seconds: float, loud_seconds: float) -> bool:
    """Whether the loud sound is that of people who talk."""
    return speech_seconds >= _LEAST_SPEECH_OF_LOUD * loud_seconds


def _ears(recording: Recording, plain: Listening, levels: Levels, decoded: float) -> tuple[Listening, ...]:
    """The plain listening, or better ones where the channels or a very low level ask for them."""
    found = arrangement(levels)
    if found in (Arrangement.A_SPEAKER_EACH, Arrangement.PERHAPS_A_SPEAKER_EACH):
        each = tuple(_of_channel(recording, plain.ear, side, levels, decoded) for side in (0, 1))
        sure = found is Arrangement.A_SPEAKER_EACH or _is_more_than_an_echo(*_by_loudness(each, levels))
        if sure and all(total(one.speech) >= FRAME_SECONDS for one in each):
            return each
        found = shared(levels)
    ear = replace(plain.ear, gain=gain_for(levels.by_channel.max(axis=1)))
    if found in (Arrangement.ONLY_FIRST, Arrangement.ONLY_SECOND):
        ear = replace(ear, channel=0 if found is Arrangement.ONLY_FIRST else 1)
    return (plain if ear == plain.ear else Listening(ear, _speech(recording, ear, decoded)),)


def _of_channel(recording: Recording, plain: Ear, side: int, levels: Levels, decoded: float) -> Listening:
    """One channel, as much louder as it needs: two microphones seldom are equally loud."""
    usual = usual_db(levels.by_channel)[side : side + 1]
    ear = replace(plain, channel=side, gain=gain_for(usual), muted=echoes(levels, side))
    return Listening(ear, _speech(recording, ear, decoded), f"channel_{side}")


def _by_loudness(each: tuple[Listening, ...], levels: Levels) -> tuple[Listening, ...]:
    return each if loud_db(levels.by_channel[:, 0]) < loud_db(levels.by_channel[:, 1]) else each[::-1]


def _is_more_than_an_echo(fainter: Listening, louder: Listening) -> bool:
    """Whether the fainter channel holds speech where the other has none: a faint copy does not."""
    least = max(_LEAST_TURN_SECONDS, _LEAST_OWN_SPEECH_SHARE * total(fainter.speech))
    return _own(fainter.speech, louder.speech) >= least


def _own(speech: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Seconds of speech where the other holds none."""
    return total(speech) - sum(total(common(speech, part)) for part in other)


def _speech(recording: Recording, ear: Ear, decoded: float) -> tuple[Span, ...]:
    detector = SpeechDetector()
    for block in decode(recording, ear):
        detector.hear(block.samples)
    return _regions(detector, decoded)


def _regions(detector: SpeechDetector, decoded: float) -> tuple[Span, ...]:
    return tuple(Span(s.start, min(s.end, decoded)) for s in speech_regions(detector.finish()) if s.start < decoded)


def _of_streams(each: dict[int, Survey]) -> Survey:
    """The stream with the most speech, and every other that holds speech where that one has none.

    A second stream is mostly the same sound again; a second microphone is not, and is not lost.
    """
    main = max(each, key=lambda index: total(each[index].speech))
    heard = {main: each[main]}
    for index, other in each.items():
        free = complement(each[main].speech, Span(0.0, other.seconds))
        own = sum(total(common(other.speech, part)) for part in free) if index != main else 0.0
        if own >= max(_LEAST_OWN_SPEECH_SECONDS, _LEAST_OWN_SPEECH_SHARE * total(other.speech)):
            heard[index] = other
    if len(heard) == 1:
        return each[main]
    kept = [heard[index] for index in sorted(heard)]
    frames = max(len(one.levels) for one in kept)
    return replace(
        each[main],
        seconds=max(one.seconds for one in kept),
        decoded_seconds=max(one.decoded_seconds for one in kept),
        speech=merged(span for one in kept for span in one.speech),
        ears=tuple(
            Listening(_mixed(one.ears), one.speech, f"stream_{index}") for index, one in sorted(heard.items())
        ),
        likeness=np.zeros(0, np.float32),
        levels=np.stack([_filled(one.levels.max(axis=1), frames) for one in kept], axis=1),
        is_rate_doubtful=False,
    )


def _mixed(ears: tuple[Listening, ...]) -> Ear:
    """The ear of a stream; for one with a speaker in each of its channels, both mixed."""
    return ears[0].ear if len(ears) == 1 else replace(ears[0].ear, channel=None, muted=(), gain=1.0)


def _filled(levels: Table, frames: int) -> Table:
    return np.pad(levels, (0, frames - len(levels)), constant_values=-120.0)
