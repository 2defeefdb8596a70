"""Lexicons: vocabulary tables compiled so that the longest phrase at a place tells its value."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from scribe.extraction.reader.vocabulary import any_of, pattern_of, table


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a lexicon found in a text."""

    value: str
    start: int
    end: int


class Lexicon:
    """Values with their phrases. ``source`` matches any phrase; ``find`` gives hits that do not overlap."""

    def __init__(self, phrases_by_value: dict[str, list[str]]) -> None:
        self._rows = tuple((value, re.compile(any_of(listed))) for value, listed in phrases_by_value.items())
        self.source = any_of([phrase for listed in phrases_by_value.values() for phrase in listed])
        self._any = re.compile(self.source)

    def value_of(self, words: str) -> str | None:
        """The value of words that are wholly one phrase."""
        return next((value for value, pattern in self._rows if pattern.fullmatch(words)), None)

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in order of place."""
        if not self._any.search(text):
            return ()
        hits = [
            Hit(value, match.start(), match.end())
            for value, pattern in self._rows
            for match in pattern.finditer(text)
        ]
        hits.sort(key=lambda hit: (hit.start - hit.end, hit.start))
        kept: list[Hit] = []
        for hit in hits:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))


@cache
def lexicon(file: str, *path: str) -> Lexicon:
    """The lexicon of a table whose keys are values and whose entries are phrases (or tables with ``names``)."""
    found: Any = table(file)
    for key in path:
        found = found[key]
    return Lexicon(
        {value: list(rows["names"] if isinstance(rows, dict) else rows) for value, rows in found.items()}
    )


@cache
def pattern(file: str, *path: str) -> re.Pattern[str]:
    """The compiled alternation of one phrase list."""
    return re.compile(pattern_of(file, *path))


@cache
def compiled(source: str) -> re.Pattern[str]:
    """A pattern made of vocabulary, compiled at first use: importing the reader stays cheap."""
    return re.compile(source, re.VERBOSE if "\n" in source else 0)
