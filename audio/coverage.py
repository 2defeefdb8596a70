"""Coverage: the account of every second. Heard plus gaps equals recorded.

Only this account lets anybody say "that was not said": a stretch of speech that gave no words may have held it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audio.heard import Dropped
from audio.spans import Span, common, complement, merged, total
from scribe.schema.transcript import Coverage, Gap, Segment

SILENCE = "silence"
NO_SPEECH = "no_speech"
"""The whole recording holds too little speech to be transcribed."""
NOT_TRANSCRIBED = "speech_not_transcribed"
"""Somebody seems to speak, and the engine gave no words."""
UNDECODABLE = "undecodable"
"""The file is damaged there, or shorter than its container says."""

LOW_CONFIDENCE = 0.5
"""Mean word probability under which a segment counts as heard with low confidence."""

_RANK = {UNDECODABLE: 0, NOT_TRANSCRIBED: 2}
_BRIDGED_SECONDS = 0.5
_SMALLEST_MARK_SECONDS = 0.1
"""Dropped words leave at least so much, also where they were piled on one moment or within kept words."""
SHORTEST_MISSED_SPEECH_SECONDS = 0.8
"""Shorter ones are breaths and "um": engines leave fillers out."""


Told = tuple[Span, str]
"""A stretch and the reason for which it gave no words."""


@dataclass(frozen=True, slots=True)
class HeardBy:
    """What one ear gave: where its words are and where it hears speech, both in order, and what is not believed."""

    words: tuple[Span, ...]
    regions: tuple[Span, ...]
    dropped: tuple[Dropped, ...] = ()


def account(
    segments: Sequence[Segment],
    regions: Sequence[Span],
    seconds_in: float,
    undecodable: Sequence[Span] = (),
    dropped: Iterable[Dropped] = (),
) -> Coverage:
    """The coverage of a transcribed recording. All times in seconds from its start, regions sorted and disjoint."""
    ear = HeardBy(words_of(segments), tuple(regions), tuple(dropped))
    return account_of_ears(segments, (ear,), seconds_in, undecodable)


def account_of_ears(
    segments: Sequence[Segment], ears: Sequence[HeardBy], seconds_in: float, undecodable: Sequence[Span] = ()
) -> Coverage:
    """The same where several ears listened: what any of them lost is a gap, whoever else spoke meanwhile.

    Heard is what gave words in some ear and was lost by none.
    """
    whole = Span(0.0, seconds_in)
    lost = _without_overlaps(told for ear in ears for told in _lost(ear, undecodable, whole))
    words = common(merged((span for ear in ears for span in ear.words), bridge=_BRIDGED_SECONDS), whole)
    heard = tuple(part for span in words for part in _free(span, lost))
    silent = complement((*heard, *(span for span, _ in lost)), whole)
    gaps = sorted((*lost, *((span, SILENCE) for span in silent)))
    return Coverage(
        seconds_in=round(seconds_in, 3),
        seconds_speech=round(total(merged(span for ear in ears for span in ear.regions)), 3),
        seconds_decoded=round(total(heard), 3),
        seconds_low_confidence=round(_low_confidence(segments), 3),
        gaps=tuple(_gap(span, reason) for span, reason in gaps),
    )


def words_of(segments: Iterable[Segment]) -> tuple[Span, ...]:
    """Where the words of the segments lie."""
    return merged(Span(word.start, word.end) for segment in segments for word in segment.words)


def nothing_heard(regions: Sequence[Span], seconds_in: float, undecodable: Sequence[Span] = ()) -> Coverage:
    """The coverage of a recording with too little speech to ask the engine for words."""
    lost = {Span(round(s.start, 3), round(s.end, 3)) for s in undecodable}
    silent = complement(undecodable, Span(0.0, seconds_in))
    gaps = sorted((*((s, NO_SPEECH) for s in silent), *((s, UNDECODABLE) for s in lost)))
    return Coverage(
        seconds_in=round(seconds_in, 3),
        seconds_speech=round(total(regions), 3),
        seconds_decoded=0.0,
        seconds_low_confidence=0.0,
        gaps=tuple(_gap(span, reason) for span, reason in gaps),
    )


def _lost(ear: HeardBy, undecodable: Sequence[Span], whole: Span) -> Iterator[Told]:
    """What one ear lost, each stretch with the most telling reason known for it; in order, no two over another."""
    marks = [Dropped(span, drop.reason) for drop in ear.dropped for span in common((_marked(drop, whole),), whole)]
    marked = replace(ear, dropped=tuple(marks))
    for hole in complement(_heard(marked, undecodable, whole), whole):
        yield from _explained(hole, marked, undecodable)


def _without_overlaps(lost: Iterable[Told]) -> list[Told]:
    """What all ears lost, each stretch once: as undecodable, else as words not believed, else as speech missed."""
    told: list[Told] = []
    for span, reason in sorted(lost, key=lambda one: (_RANK.get(one[1], 1), one)):
        told += [(free, reason) for free in _free(span, told)]
    return told


def _heard(ear: HeardBy, undecodable: Sequence[Span], whole: Span) -> tuple[Span, ...]:
    """The stretches with words, breaths between them included, what could not be decoded left out.

    Words count, not segments: a turn may hold a pause, and in the pause something that was not transcribed. What
    was dropped between two words is no breath, and of what was dropped within them its middle is left out.
    """
    lost = merged((*undecodable, *(_middle(drop) for drop in ear.dropped)))
    unbelieved = merged((*lost, *(part for drop in ear.dropped for part in complement(ear.words, drop.span))))
    bridged = common(merged(ear.words, bridge=_BRIDGED_SECONDS), whole)
    return tuple(part for span in bridged for part in complement(unbelieved, span))


def _marked(drop: Dropped, whole: Span) -> Span:
    """The span of what was dropped, made long enough to be seen, inside the recording where it fits."""
    missing = _SMALLEST_MARK_SECONDS - drop.span.length
    if missing <= 0:
        return drop.span
    start = max(whole.start, min(drop.span.start - missing / 2, whole.end - _SMALLEST_MARK_SECONDS))
    return Span(start, start + _SMALLEST_MARK_SECONDS)


def _middle(drop: Dropped) -> Span:
    centre = (drop.span.start + drop.span.end) / 2
    return Span(centre - _SMALLEST_MARK_SECONDS / 2, centre + _SMALLEST_MARK_SECONDS / 2)


def _explained(hole: Span, ear: HeardBy, undecodable: Sequence[Span]) -> list[Told]:
    """What of the hole was lost, in order; the rest is silence."""
    told: list[Told] = [(part, UNDECODABLE) for part in common(undecodable, hole)]
    for drop in ear.dropped:
        told += [(part, drop.reason) for free in _free(hole, told) for part in common((drop.span,), free)]
    for free in _free(hole, told):
        missed = common(ear.regions, free)
        told += [(part, NOT_TRANSCRIBED) for part in missed if part.length >= SHORTEST_MISSED_SPEECH_SECONDS]
    return sorted(told)


def _free(hole: Span, told: Iterable[Told]) -> tuple[Span, ...]:
    near = (span for span, _ in told if span.start < hole.end and hole.start < span.end)
    return complement(near, hole)


def _low_confidence(segments: Sequence[Segment]) -> float:
    doubted = (s for s in segments if s.confidence is not None and s.confidence < LOW_CONFIDENCE)
    return total(merged(Span(s.start or 0.0, s.end or 0.0) for s in doubted))


def _gap(span: Span, reason: str) -> Gap:
    return Gap(start=round(span.start, 3), end=round(span.end, 3), reason=reason)
