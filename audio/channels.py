"""Channels: what the two channels of a recording hold, and what follows where each has a speaker of its own.

A telephone recorder or two clip-on microphones give each speaker a channel. Elsewhere two channels are one sound
heard twice: by a stereo microphone, a copied channel, or a plug with one side dead.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

from audio.heard import HeardWord
from audio.levels import FRAME_SECONDS, Levels, Table, active, loud_db
from audio.role_cues import STRONG, weigh
from audio.roles import SpokenBy, assign_roles
from audio.spans import Span
from audio.utterances import Utterance
from scribe.schema.transcript import SpeakerRole

_DEAD_BELOW_DB = 40.0
_CANCELLED_BELOW_DB = 12.0
_DOMINATED_DB = 10.0
_ECHO_BELOW_DB = 6.0
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
    """What two channels are to each other."""

    ONE_SOUND = auto()
    ONLY_FIRST = auto()
    ONLY_SECOND = auto()
    A_SPEAKER_EACH = auto()


def arrangement(levels: Levels) -> Arrangement:
    """Told from how loud the channels are, how alike, and whether they cancel each other when mixed."""
    table = levels.by_channel
    if table.shape[1] != 2 or not len(table):
        return Arrangement.ONE_SOUND
    first, second = loud_db(table[:, 0]), loud_db(table[:, 1])
    if abs(first - second) >= _DEAD_BELOW_DB:
        return Arrangement.ONLY_FIRST if first > second else Arrangement.ONLY_SECOND
    if _a_speaker_each(table, levels.likeness):
        return Arrangement.A_SPEAKER_EACH
    if loud_db(levels.mix) <= max(first, second) - _CANCELLED_BELOW_DB:
        return Arrangement.ONLY_FIRST if first >= second else Arrangement.ONLY_SECOND
    return Arrangement.ONE_SOUND


def echoes(levels: Levels, channel: int) -> tuple[Span, ...]:
    """Where a channel holds the other one's speaker, fainter than there: in seconds, in order."""
    table = levels.by_channel
    fainter = table[:, channel] < table[:, 1 - channel] - _ECHO_BELOW_DB
    copied = fainter & (levels.likeness >= _COPY)
    for first, end in _runs(fainter):
        if copied[first:end].mean() >= _MOSTLY_COPIED:
            copied[first:end] = True
    return tuple(Span(first * FRAME_SECONDS, end * FRAME_SECONDS) for first, end in _runs(copied))


def without_echoes(said: Sequence[Utterance], levels: Table) -> tuple[Utterance, ...]:
    """The utterances of all channels in time order, without words that a louder channel says at the same time.

    levels: (frames, channels), the columns numbered as the utterances' channels.
    """
    heard = sorted(
        ((_bare(word), word, one.channel) for one in said if one.channel is not None for word in one.words),
        key=lambda each: each[1].start,
    )
    left = (replace(one, words=tuple(w for w in one.words if not _is_echo(w, one, heard, levels))) for one in said)
    return tuple(sorted((one for one in left if one.words), key=lambda one: (one.start, one.channel or 0)))


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


def _a_speaker_each(table: Table, likeness: Table) -> bool:
    """Whether nearly all sound is in one channel or unlike in both, and each channel has sound of its own."""
    sounding = active(table.max(axis=1))
    lead = table[:, 0] - table[:, 1]
    unlike = likeness < _UNLIKE
    own = [
        sounding & ((side * lead >= _DOMINATED_DB) | (unlike & (np.abs(lead) < _DOMINATED_DB))) for side in (1, -1)
    ]
    least = max(_LEAST_OWN_FRAMES, _LEAST_OWN_SHARE * sounding.sum())
    apart = (own[0] | own[1]).sum()
    return bool(apart >= _LEAST_APART * sounding.sum() and min(mask.sum() for mask in own) >= least)


def _runs(mask: Mask) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _is_shared(weights: Sequence[float], is_clinician: bool) -> bool:
    strong = [weight for weight in weights if abs(weight) >= STRONG]
    strange = sum((weight > 0) is not is_clinician for weight in strong)
    return strange > max(1, _MOST_STRANGE_SHARE * len(strong))


def _bare(word: HeardWord) -> str:
    return "".join(filter(str.isalnum, word.text.casefold()))


def _is_echo(
    word: HeardWord, said: Utterance, heard: Sequence[tuple[str, HeardWord, int | None]], levels: Table
) -> bool:
    first = bisect_left(heard, word.start - _SAME_WORD_SECONDS, key=lambda each: each[1].start)
    for bare, other, channel in heard[first:]:
        if other.start > word.start + _SAME_WORD_SECONDS:
            return False
        if channel != said.channel and bare == _bare(word) and _louder(levels, word, channel, said.channel):
            return True
    return False


def _louder(levels: Table, word: HeardWord, channel: int | None, than: int | None) -> bool:
    first = min(int(word.start / FRAME_SECONDS), max(0, len(levels) - 1))
    frames = levels[first : max(first + 1, int(np.ceil(word.end / FRAME_SECONDS)))]
    if channel is None or than is None or not len(frames):
        return False
    return bool(frames[:, channel].mean() > frames[:, than].mean() + _ECHO_BELOW_DB)
