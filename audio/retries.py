"""Retries: which windows are heard once more, without the example of verbatim speech before them.

The library would try such windows again by sampling, which is not repeatable. A second hearing under other
conditions is, and the better of the two stands.
"""

import re
from collections.abc import Sequence

from audio.heard import HeardPassage

_COMPRESSES_LIKE_A_LOOP = 2.4
"""As in Radford et al. 2022, section 4.5."""
_UNLIKELY = -0.5
"""Speech of interviews: -0.10 to -0.27 with the example; noise taken for speech: -0.4 to -1.4."""
_ECHOED_WORDS = 5
_SOUNDS = frozenset({"er", "ah", "oh", "ha", "hmm", "mm", "huh", "you"})
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
    """Whether a window loops, was hardly believed, repeats the example that stood before it, or says no more."""
    unlikely = _likelihood(window) < _UNLIKELY
    return is_looped(window) or unlikely or echoes(window, example) or is_hollow(window, example)


def better(first: Window, second: Window, example: str) -> Window:
    """Of a window that was poor the second hearing, unless that loops and the first is believed."""
    if is_looped(second) and not (is_looped(first) or echoes(first, example) or is_hollow(first, example)):
        return first
    return second


def is_looped(window: Window) -> bool:
    """Whether the text compresses as only repetition does."""
    return any(passage.compression_ratio > _COMPRESSES_LIKE_A_LOOP for passage in window)


def is_hollow(window: Window, example: str) -> bool:
    """Whether all words are words of the example or mere sounds: what its manner makes of noise."""
    heard = _words(window)
    return bool(heard) and set(heard) <= {*_plain(example), *_SOUNDS}


def echoes(window: Window, example: str) -> bool:
    """Whether words of the window stand in a row as in the example."""
    heard, given = _words(window), _plain(example)
    rows = {tuple(given[i : i + _ECHOED_WORDS]) for i in range(len(given) - _ECHOED_WORDS + 1)}
    return any(tuple(heard[i : i + _ECHOED_WORDS]) in rows for i in range(len(heard) - _ECHOED_WORDS + 1))


def _likelihood(window: Window) -> float:
    return min((passage.average_log_probability for passage in window), default=0.0)


def _words(window: Window) -> list[str]:
    return _plain("".join(word.text for passage in window for word in passage.words))


def _plain(text: str) -> list[str]:
    return _BARE.sub(" ", text).casefold().split()
