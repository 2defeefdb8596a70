"""Diarization error: seconds given to nobody, to somebody when nobody spoke, or to another, by seconds spoken.

The usual rate (NIST): time is cut into hundredths of a second, labels are mapped to speakers so that the error is
least, no collar is forgiven, and a moment in which two speak counts for both.
"""

from collections.abc import Iterable, Sequence
from itertools import permutations

Turn = tuple[float, float, str]
"""Start and end in seconds, and a speaker."""

_FRAMES_PER_SECOND = 100


def diarization_error(reference: Sequence[Turn], heard: Sequence[Turn]) -> float | None:
    """The error rate, 0 at best and not bounded above; None where the reference is silent."""
    spoken, given = _frames(reference), _frames(heard)
    total = sum(map(len, spoken.values()))
    if not total:
        return None
    labels, speakers = sorted({who for _, _, who in heard}), sorted({who for _, _, who in reference})
    speakers += [f"nobody {number}" for number in range(len(labels))]
    best = max(
        sum(len(spoken.get(at, set()) & {names[who] for who in given[at]}) for at in given)
        for names in (dict(zip(labels, order, strict=True)) for order in permutations(speakers, len(labels)))
    )
    most = sum(max(len(spoken.get(at, ())), len(given.get(at, ()))) for at in spoken.keys() | given.keys())
    return (most - best) / total


def _frames(turns: Iterable[Turn]) -> dict[int, set[str]]:
    """Who speaks, by hundredth of a second."""
    frames: dict[int, set[str]] = {}
    for start, end, who in turns:
        for at in range(round(start * _FRAMES_PER_SECOND), round(end * _FRAMES_PER_SECOND)):
            frames.setdefault(at, set()).add(who)
    return frames
