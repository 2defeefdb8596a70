"""Retries: which windows are heard once more, without the example of verbatim speech before them.

The library would try such windows again by sampling, which is not repeatable. A second hearing under other
conditions is, and the better of the two stands.
"""

import re
from collections.abc import Sequence

from audio.heard import HeardPassage

_COMPRESSES_LIKE_A_LOOP = 2.4
_UNLIKELY = -1.0
"""Both as in Radford et al. 2022, section 4.5."""
_ECHOED_WORDS = 5
_BARE = re.compile(r"[^\w' ]+")

_CLEAR = -0.12
"""Mean log probability: -0.08 in read speech, -0.14 to -0.20 in five interviews."""

Window = Sequence[HeardPassage]


def is_clear(heard: Sequence[Window]) -> bool:
    """Whether the engine is so sure of these windows that it has no need of an example.

    Clear and fluent speech is heard best without one: nothing in it is tidied away, and a rare word keeps its odds.
    """
    likely = [passage.average_log_probability for window in heard for passage in window[:1]]
    return bool(likely) and sum(likely) / len(likely) >= _CLEAR


def is_poor(window: Window, example: str) -> bool:
    """Whether a window loops, was hardly believed, or repeats the example that stood before it."""
    return is_looped(window) or _likelihood(window) < _UNLIKELY or echoes(window, example)


def better(first: Window, second: Window) -> Window:
    """The hearing of a window that loops less, and of two that do not the likelier one; the first was poor."""
    if is_looped(second):
        return first if not is_looped(first) else second
    return second if is_looped(first) or _likelihood(second) >= _likelihood(first) else first


def is_looped(window: Window) -> bool:
    """Whether the text compresses as only repetition does."""
    return any(passage.compression_ratio > _COMPRESSES_LIKE_A_LOOP for passage in window)


def echoes(window: Window, example: str) -> bool:
    """Whether words of the window stand in a row as in the example."""
    heard, given = _plain("".join(w.text for passage in window for w in passage.words)), _plain(example)
    rows = {tuple(given[i : i + _ECHOED_WORDS]) for i in range(len(given) - _ECHOED_WORDS + 1)}
    return any(tuple(heard[i : i + _ECHOED_WORDS]) in rows for i in range(len(heard) - _ECHOED_WORDS + 1))


def _likelihood(window: Window) -> float:
    return min((passage.average_log_probability for passage in window), default=0.0)


def _plain(text: str) -> list[str]:
    return _BARE.sub(" ", text).casefold().split()
