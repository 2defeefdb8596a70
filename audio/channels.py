"""Channels: what the two channels of a recording hold, and what follows where each has a speaker of its own.

A telephone recorder or two clip-on microphones give each speaker a channel. Elsewhere two channels are one sound
heard twice: by a stereo microphone, a copied channel, or a plug with one side dead.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

from audio.answers import bare
from audio.heard import Dropped, HeardWord
from audio.levels import DIGITAL_SILENCE_DB, FRAME_SECONDS, Levels, Table, active, loud_db
from audio.role_cues import STRONG, weigh
from audio.roles import SpokenBy, assign_roles
from audio.spans import Span
from audio.utterances import Utterance
from scribe.schema.transcript import SpeakerRole

ECHO = "echo_of_other_channel"
"""Words that another channel says at the same time, and louder by what is usual in each."""

_DEAD_BELOW_DB = 40.0
_CANCELLED_BELOW_DB = 12.0
_DOMINATED_DB = 10.0
_ECHO_BELOW_DB = 6.0
_ECHOED_WORDS = 3
"""So many of the same words in a row at the same times are an echo also where the sound tells nothing."""
_COPY = 0.4
_UNLIKE = 0.3
_LEAST_APART = 0.85
_LEAST_OWN_FRAMES = 10
_LEAST_OWN_SHARE = 0.05
_MOSTLY_COPIED = 0.5

_SAME_WORD_SECONDS = 0.4
_LEAST_LEAD = 3.0
"""Log odds by which the wording of one channel must be more the clinician's than that of the other."""
_MOST_STRANGE_SHARE = 0.35
"""Of the strong wordings of a channel, so many may speak for the other role: more, and two people share it."""

Mask = npt.NDArray[np.bool_]


class Arrangement(Enum):
    """What two channels seem to be to each other."""

    ONE_SOUND = auto()
    ONLY_FIRST = auto()
    ONLY_SECOND = auto()
    A_SPEAKER_EACH = auto()
    PERHAPS_A_SPEAKER_EACH = auto()
    """One so much fainter that only what is said in it tells; else as ``shared`` says."""


@dataclass(frozen=True, slots=True)
class Unechoed:
    """What all channels said, in time order, and what was left out as an echo, with the number of its channel."""

    utterances: tuple[Utterance, ...]
    dropped: tuple[tuple[int, Dropped], ...]


def arrangement(levels: Levels) -> Arrangement:
    """Told from how loud the channels are, how alike, and whether they cancel each other when mixed."""
    table = levels.by_channel
    if table.shape[1] != 2 or not len(table):
        return Arrangement.ONE_SOUND
    loud = _loud(table)
    if _a_speaker_each(table, levels.likeness < _UNLIKE):
        return Arrangement.A_SPEAKER_EACH
    far = abs(loud[0] - loud[1]) >= _DEAD_BELOW_DB
    if loud.min() > DIGITAL_SILENCE_DB and (far or _a_speaker_each(table - loud, np.zeros(len(table), np.bool_))):
        return Arrangement.PERHAPS_A_SPEAKER_EACH
    return shared(levels)


def shared(levels: Levels) -> Arrangement:
    """The same for two channels that do not hold a speaker each."""
    first, second = _loud(levels.by_channel)
    dead = abs(first - second) >= _DEAD_BELOW_DB
    if dead or loud_db(levels.mix) <= max(first, second) - _CANCELLED_BELOW_DB:
        return Arrangement.ONLY_FIRST if first >= second else Arrangement.ONLY_SECOND
    return Arrangement.ONE_SOUND


def usual_db(table: Table) -> Table:
    """(channels,): how loud the sound of its own is in each channel, as loud_db; by it microphones compare.

    Its own is what is 10 dB louder there than in every other channel, be it in itself or by what each has at most.
    """
    loud = _loud(table)
    usual = [_own_db(table, table - loud, side) for side in range(table.shape[1])]
    return np.where(np.isnan(usual), loud, usual).astype(np.float32)


def echoes(levels: Levels, channel: int) -> tuple[Span, ...]:
    """Where a channel holds the other one's speaker, fainter than there: in seconds, in order."""
    table = levels.by_channel - usual_db(levels.by_channel)
    fainter = table[:, channel] < table[:, 1 - channel] - _ECHO_BELOW_DB
    copied = fainter & (levels.likeness >= _COPY)
    for first, end in _runs(fainter):
        if copied[first:end].mean() >= _MOSTLY_COPIED:
            copied[first:end] = True
    return tuple(Span(first * FRAME_SECONDS, end * FRAME_SECONDS) for first, end in _runs(copied))


def without_echoes(said: Sequence[Utterance], levels: Table, likeness: Table) -> Unechoed:
    """The utterances without words that another channel says at the same time, and there they are at home.

    An echo is fainter by what is usual in each channel, so that a microphone that stands far off costs no answer;
    and it is like the other sound, or several words in a row are the same. levels: (frames, channels), the columns
    numbered as the utterances' channels. likeness: (frames,), or empty where it is not known.
    """
    found = _Echoes(said, levels, likeness)
    dropped = [
        (one.channel or 0, Dropped(Span(word.start, word.end), ECHO))
        for one in said
        for word in one.words
        if (one.channel, word) in found.words
    ]
    left = (replace(one, words=tuple(w for w in one.words if (one.channel, w) not in found.words)) for one in said)
    kept = sorted((one for one in left if one.words), key=lambda one: (one.start, one.channel or 0))
    return Unechoed(tuple(kept), tuple(dropped))


def spoken_in_channels(said: Sequence[Utterance], labels: Sequence[str | None]) -> tuple[SpokenBy, ...]:
    """Each utterance with the role and the label of its channel. labels: by the utterances' channel numbers.

    All that is worded in a channel weighs together. Where that does not part two channels clearly, roles are told
    as if there were one channel.
    """
    roles = _roles_by_channel(said)
    spoken = (SpokenBy(one, roles[one.channel]) for one in said) if roles else assign_roles(said)
    return tuple(
        replace(one, label=None if one.utterance.channel is None else labels[one.utterance.channel])
        for one in spoken
    )


def _roles_by_channel(said: Sequence[Utterance]) -> dict[int | None, SpeakerRole] | None:
    """The role of each of two channels; None where there are not two, or wording does not part them."""
    numbers = sorted({one.channel for one in said if one.channel is not None})
    if len(numbers) != 2 or any(one.channel is None for one in said):
        return None
    weights = [[weigh(one.text) for one in said if one.channel == number] for number in numbers]
    lead = sum(weights[0]) - sum(weights[1])
    if abs(lead) < _LEAST_LEAD or any(map(_is_shared, weights, (lead > 0, lead < 0))):
        return None
    first, second = (SpeakerRole.CLINICIAN, SpeakerRole.PATIENT)[:: 1 if lead > 0 else -1]
    return {numbers[0]: first, numbers[1]: second}


def _a_speaker_each(table: Table, unlike: Mask) -> bool:
    """Whether nearly all sound is in one channel or unlike in both, and each channel has sound of its own."""
    sounding = active(table.max(axis=1))
    lead = table[:, 0] - table[:, 1]
    own = [
        sounding & ((side * lead >= _DOMINATED_DB) | (unlike & (np.abs(lead) < _DOMINATED_DB))) for side in (1, -1)
    ]
    least = max(_LEAST_OWN_FRAMES, _LEAST_OWN_SHARE * sounding.sum())
    apart = (own[0] | own[1]).sum()
    return bool(apart >= _LEAST_APART * sounding.sum() and min(mask.sum() for mask in own) >= least)


def _loud(table: Table) -> Table:
    return np.array([loud_db(column) for column in table.T], np.float32)


def _own_db(table: Table, aligned: Table, side: int) -> float:
    """The loud level of the frames in which the channel leads; nan where they are few."""
    if table.shape[1] < 2:
        return np.nan
    leads = [one[:, side] - np.delete(one, side, axis=1).max(axis=1) >= _DOMINATED_DB for one in (table, aligned)]
    own = leads[0] | leads[1]
    return loud_db(table[own, side]) if own.sum() >= _LEAST_OWN_FRAMES else np.nan


def _runs(mask: Mask) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _is_shared(weights: Sequence[float], is_clinician: bool) -> bool:
    strong = [weight for weight in weights if abs(weight) >= STRONG]
    strange = sum((weight > 0) is not is_clinician for weight in strong)
    return strange > max(1, _MOST_STRANGE_SHARE * len(strong))


class _Echoes:
    """Finds the words of each channel that are an echo of another one's."""

    def __init__(self, said: Sequence[Utterance], levels: Table, likeness: Table) -> None:
        self._levels = levels - usual_db(levels) if len(levels) else levels
        self._likeness = likeness
        self._heard = sorted(
            ((word, one.channel) for one in said if one.channel is not None for word in one.words),
            key=lambda each: each[0].start,
        )
        channels = sorted({channel for _, channel in self._heard})
        self.words = {(channel, word) for channel in channels for word in self._in_channel(channel)}

    def _in_channel(self, channel: int) -> Iterator[HeardWord]:
        words = [word for word, there in self._heard if there == channel]
        doubled = np.array([self._is_doubled(word, channel) for word in words], np.bool_)
        for first, end in _runs(doubled):
            run = words[first:end]
            in_a_row = len(run) >= _ECHOED_WORDS and len({bare(one.text) for one in run}) > 1
            yield from (word for word in run if in_a_row or self._is_copy(word))

    def _is_doubled(self, word: HeardWord, channel: int) -> bool:
        """Whether another channel says the word at the same time, louder by what is usual in each."""
        first = bisect_left(self._heard, word.start - _SAME_WORD_SECONDS, key=lambda each: each[0].start)
        for other, there in self._heard[first:]:
            if other.start > word.start + _SAME_WORD_SECONDS:
                return False
            if there != channel and bare(other.text) == bare(word.text) and self._louder(word, there, channel):
                return True
        return False

    def _louder(self, word: HeardWord, channel: int, than: int) -> bool:
        frames = self._levels[_frames(word)]
        return bool(len(frames) and frames[:, channel].mean() > frames[:, than].mean() + _ECHO_BELOW_DB)

    def _is_copy(self, word: HeardWord) -> bool:
        alike = self._likeness[_frames(word)]
        return bool(len(alike) and (alike >= _COPY).mean() >= _MOSTLY_COPIED)


def _frames(word: HeardWord) -> slice:
    first = int(word.start / FRAME_SECONDS)
    return slice(first, max(first + 1, int(np.ceil(word.end / FRAME_SECONDS))))
