"""Turns: consecutive segments of one speaker, read as one text whose every span leads back to its segments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from scribe.extraction.evidence import span_evidence
from scribe.extraction.reader.spoken import Reading, reading_of
from scribe.schema.evidence import Evidence
from scribe.schema.transcript import Segment, SpeakerRole


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """One stretch of talk by one speaker. ``offsets``: where each segment begins in the joined raw text."""

    index: int
    role: SpeakerRole
    segments: tuple[Segment, ...]
    offsets: tuple[int, ...]
    reading: Reading

    @property
    def text(self) -> str:
        """The reading form."""
        return self.reading.text

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Quotes for a span of the reading form: one in each segment that it touches."""
        raw_start, raw_end = self.reading.raw(start, end)
        return tuple(self._quotes(raw_start, raw_end))

    def _quotes(self, raw_start: int, raw_end: int) -> Iterator[Evidence]:
        for segment, offset in zip(self.segments, self.offsets, strict=True):
            start = max(raw_start - offset, 0)
            end = min(raw_end - offset, len(segment.text))
            if start < end and segment.text[start:end].strip():
                yield span_evidence(segment, start, end)


def turns_of(segments: Sequence[Segment]) -> tuple[Turn, ...]:
    """The turns in order. A segment of unknown role is a turn of its own: who goes on speaking is not known."""
    groups: list[list[Segment]] = []
    for segment in segments:
        if not segment.text.strip():
            continue
        known = segment.speaker_role is not SpeakerRole.UNKNOWN
        if known and groups and groups[-1][0].speaker_role is segment.speaker_role:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    turns = (_turn(index, tuple(group)) for index, group in enumerate(groups))
    return tuple(turn for turn in turns if turn.text)


def _turn(index: int, segments: tuple[Segment, ...]) -> Turn:
    lengths = (len(segment.text) + 1 for segment in segments[:-1])
    return Turn(
        index=index,
        role=segments[0].speaker_role,
        segments=segments,
        offsets=tuple(accumulate(lengths, initial=0)),
        reading=reading_of(" ".join(segment.text for segment in segments)),
    )
