"""Coverage: the account of every second. Heard plus gaps equals recorded.

Only this account lets anybody say "that was not said": a stretch of speech that gave no words may have held it.
"""

from collections.abc import Iterable, Sequence

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

_BRIDGED_SECONDS = 0.5
_SMALLEST_MARK_SECONDS = 0.1
"""Dropped words leave at least so much, also where they were piled on one moment or within kept words."""
SHORTEST_MISSED_SPEECH_SECONDS = 0.8
"""Shorter ones are breaths and "um": engines leave fillers out."""


def account(
    segments: Sequence[Segment],
    regions: Sequence[Span],
    seconds_in: float,
    undecodable: Sequence[Span] = (),
    dropped: Iterable[Dropped] = (),
) -> Coverage:
    """The coverage of a transcribed recording. All times in seconds from its start, regions sorted and disjoint."""
    whole = Span(0.0, seconds_in)
    marks = [Dropped(span, drop.reason) for drop in dropped for span in common((_marked(drop, whole),), whole)]
    heard = _heard(segments, undecodable, marks, whole)
    gaps = [gap for hole in complement(heard, whole) for gap in _explained(hole, regions, undecodable, marks)]
    return Coverage(
        seconds_in=round(seconds_in, 3),
        seconds_speech=round(total(regions), 3),
        seconds_decoded=round(total(heard), 3),
        seconds_low_confidence=round(_low_confidence(segments), 3),
        gaps=tuple(gaps),
    )


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


def _heard(
    segments: Sequence[Segment], undecodable: Sequence[Span], dropped: Sequence[Dropped], whole: Span
) -> tuple[Span, ...]:
    """The stretches with words, breaths between them included, what could not be decoded left out.

    Words count, not segments: a turn may hold a pause, and in the pause something that was not transcribed. What
    was dropped between two words is no breath, and of what was dropped within them its middle is left out.
    """
    words = merged(Span(word.start, word.end) for segment in segments for word in segment.words)
    lost = merged((*undecodable, *(_middle(drop) for drop in dropped)))
    unbelieved = merged((*lost, *(part for drop in dropped for part in complement(words, drop.span))))
    bridged = common(merged(words, bridge=_BRIDGED_SECONDS), whole)
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


def _explained(
    hole: Span, regions: Sequence[Span], undecodable: Sequence[Span], dropped: Sequence[Dropped]
) -> Iterable[Gap]:
    """The hole as gaps in order, each stretch with the most telling reason known for it."""
    told: list[tuple[Span, str]] = [(part, UNDECODABLE) for part in common(undecodable, hole)]
    for drop in dropped:
        told += [(part, drop.reason) for free in _free(hole, told) for part in common((drop.span,), free)]
    for free in _free(hole, told):
        told += [(p, NOT_TRANSCRIBED) for p in common(regions, free) if p.length >= SHORTEST_MISSED_SPEECH_SECONDS]
    told += [(free, SILENCE) for free in _free(hole, told)]
    return [_gap(span, reason) for span, reason in sorted(told)]


def _free(hole: Span, told: Sequence[tuple[Span, str]]) -> tuple[Span, ...]:
    return complement((span for span, _ in told), hole)


def _low_confidence(segments: Sequence[Segment]) -> float:
    doubted = (s for s in segments if s.confidence is not None and s.confidence < LOW_CONFIDENCE)
    return total(merged(Span(s.start or 0.0, s.end or 0.0) for s in doubted))


def _gap(span: Span, reason: str) -> Gap:
    return Gap(start=round(span.start, 3), end=round(span.end, 3), reason=reason)
