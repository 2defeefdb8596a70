"""Windows: where a stretch of sound is parted for an engine that hears half a minute at a time.

Parted at pauses, the longer ones rather than the shorter, into windows of about equal length: what an engine hears
without its surroundings it hears less well, and a word that is cut in two it does not hear at all.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np

from audio.decode import SAMPLE_RATE, Samples
from audio.spans import Span

_SHORTEST_SHARE = 0.5
"""Of the length aimed at; a shorter window lacks its surroundings."""
_LONG_PAUSE_SECONDS = 1.0
_SEARCHED_SECONDS = 5.0
_STILL_SECONDS = 0.05


def windows(samples: Samples, pauses: Sequence[Span], longest: float) -> tuple[Span, ...]:
    """The samples as windows of at most ``longest`` seconds. pauses: where nobody speaks, in seconds, sorted.

    Where nobody pauses in time the quietest moment of the last seconds is taken.
    """
    end = len(samples) / SAMPLE_RATE
    found: list[Span] = []
    position = 0.0
    while end - position > longest:
        aim = (end - position) / ceil((end - position) / longest)
        cut = _cut(pauses, position, aim, longest) or _quietest(samples, position + longest)
        found.append(Span(position, cut))
        position = cut
    return (*found, Span(position, end)) if end > position else tuple(found)


def _cut(pauses: Sequence[Span], position: float, aim: float, longest: float) -> float | None:
    """The middle of the pause that is long and near the length aimed at; None with none in reach."""

    def worth(pause: Span) -> float:
        off = abs((pause.start + pause.end) / 2 - position - aim) / aim
        return min(pause.length, _LONG_PAUSE_SECONDS) / _LONG_PAUSE_SECONDS - off

    reachable = [
        pause
        for pause in pauses
        if position + _SHORTEST_SHARE * aim <= (pause.start + pause.end) / 2 <= position + longest
    ]
    best = max(reachable, key=worth, default=None)
    return (best.start + best.end) / 2 if best else None


def _quietest(samples: Samples, latest: float) -> float:
    """The middle of the quietest twentieth of a second in the last seconds before ``latest``."""
    step = round(_STILL_SECONDS * SAMPLE_RATE)
    first = round((latest - _SEARCHED_SECONDS) * SAMPLE_RATE)
    frames = samples[first : first + round(_SEARCHED_SECONDS * SAMPLE_RATE) // step * step].reshape(-1, step)
    return float((first + (int(np.argmin((frames**2).mean(axis=1))) + 0.5) * step) / SAMPLE_RATE)
