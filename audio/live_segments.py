"""Live segments: utterances as they are shown while the visit still goes on, under ids that stay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audio.roles import SpokenBy
from audio.segments import as_segments
from audio.spans import Span
from audio.utterances import Utterance
from scribe.schema.transcript import Segment, SpeakerRole

_NEAR_SECONDS = 0.15


class LiveState(StrEnum):
    """How far a live segment can be relied on."""

    PROVISIONAL = "provisional"
    """A first hearing of sound that goes on: words and times may still change, or be withdrawn."""
    FINAL = "final"
    """Nothing of it changes any more."""
    WITHDRAWN = "withdrawn"
    """Was provisional, and is not there at the second hearing. Told once, then forgotten."""


@dataclass(frozen=True, slots=True)
class LiveSegment:
    """One utterance. Its role is unknown: who speaks follows from the whole talk, and a final never changes."""

    segment: Segment
    state: LiveState

    @property
    def id(self) -> str:
        """``live-1``, ``live-2``, ... as they first appeared; never used twice."""
        return self.segment.id


class Ids:
    """Gives ids: an utterance heard again keeps the one it was shown under."""

    def __init__(self) -> None:
        self._given = 0

    def named(self, said: Sequence[Utterance], shown: Sequence[LiveSegment]) -> list[str]:
        """An id for each utterance: of the shown segment it shares the most time with, or a new one.

        Both are in time order, and so are the ids that are kept; each is kept once.
        """
        ids, next_free = [], 0
        for one in said:
            shares = [_shared(one, segment.segment) for segment in shown[next_free:]]
            if shares and max(shares) > 0:
                next_free += shares.index(max(shares)) + 1
                ids.append(shown[next_free - 1].id)
            else:
                self._given += 1
                ids.append(f"live-{self._given}")
        return ids


def live_segment(utterance: Utterance, segment_id: str, state: LiveState) -> LiveSegment:
    """The utterance as it is shown."""
    (segment,) = as_segments([SpokenBy(utterance, SpeakerRole.UNKNOWN)])
    return LiveSegment(segment.model_copy(update={"id": segment_id}), state)


def sources(segments: Iterable[Segment], finals: Sequence[LiveSegment]) -> dict[str, tuple[str, ...]]:
    """Of each segment of the transcript the final live segments it is made of, both in time order."""
    rest = iter(finals)
    made: dict[str, tuple[str, ...]] = {}
    for segment in segments:
        ids, words = [], 0
        while words < len(segment.words) and (final := next(rest, None)):
            ids.append(final.id)
            words += len(final.segment.words)
        made[segment.id] = tuple(ids)
    return made


def _shared(utterance: Utterance, segment: Segment) -> float:
    """Seconds they have in common, some more for short ones, whose times the engine knows least."""
    shown = Span(segment.start or 0.0, segment.end or 0.0)
    return min(utterance.end, shown.end) - max(utterance.start, shown.start) + _NEAR_SECONDS
