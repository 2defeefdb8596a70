"""Needles: plain words without one of which a pattern cannot match, so that most texts need no search at all.

Phrases are read by some hundred patterns of which few match. Looking for a plain word costs a tenth of a search.
"""

import re
from collections.abc import Iterable
from re import _constants as ops  # type: ignore[attr-defined]  # the one parser that reads patterns as re does
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any


class Sought:
    """A pattern that is searched for only in texts that hold one of its needles."""

    __slots__ = ("_compiled", "_needles", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._compiled = re.compile(pattern)
        self._needles = needles(pattern) or ("",)

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.search``."""
        for needle in self._needles:
            if needle in text:
                return self._compiled.search(text)
        return None

    def sub(self, replacement: str, text: str) -> str:
        """As ``re.sub``."""
        for needle in self._needles:
            if needle in text:
                return self._compiled.sub(replacement, text)
        return text


def needles(pattern: str) -> tuple[str, ...]:
    """Strings of which every text with a match holds at least one, sorted; () where there are no such strings."""
    parsed = parser.parse(pattern)
    found = frozenset() if parsed.state.flags & re.IGNORECASE else _of_sequence(parsed)
    if not _telling(found):
        return ()
    return tuple(sorted(n for n in found if not any(other in n for other in found if other != n)))


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The most telling needles of parts that follow each other: those whose shortest is longest."""
    found, run = [], ""
    for kind, value in parts:
        if kind is ops.LITERAL:
            run += chr(value)
            continue
        found += [frozenset({run}), _of_part(kind, value)]
        run = ""
    found.append(frozenset({run}))
    return max(found, key=lambda strings: min(map(len, strings), default=0))


def _of_part(kind: Any, value: Any) -> frozenset[str]:
    """The needles of one part; none for what may be empty, or is no plain word."""
    if kind in (ops.SUBPATTERN, ops.ASSERT):
        return _of_sequence(value[-1])
    if kind in (ops.MAX_REPEAT, ops.MIN_REPEAT) and value[0] > 0:
        return _of_sequence(value[-1])
    if kind is ops.BRANCH:
        branches = [_of_sequence(branch) for branch in value[-1]]
        return frozenset().union(*branches) if all(map(_telling, branches)) else frozenset()
    return frozenset()


def _telling(strings: frozenset[str]) -> bool:
    return bool(strings) and "" not in strings
