"""TextGrid: the intervals of a Praat annotation, in its long and its short text form.

Source: the Praat manual, "TextGrid file formats": what counts in either form are the free-standing numbers, the
quoted texts and the flags, in order; everything else is there for people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.adapters.errors import BrokenRow

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(?<!\S)([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?!\S)|(?<!\S)(<exists>)')
_AGAIN = "Download the file again."
Token = str | float


@dataclass(frozen=True)
class Interval:
    """What was said between two times, in seconds. ``text`` as written, tags and all; empty where nobody spoke."""

    start: float
    end: float
    text: str


def intervals(path: Path) -> tuple[Interval, ...]:
    """The intervals of every tier, tier after tier. Raises BrokenRow naming the file."""
    tokens = _tokens(_text(path))
    try:
        if (next(tokens), next(tokens)) != ("ooTextFile", "TextGrid"):
            raise BrokenRow(f"{path.name} is not a TextGrid in text form.", _AGAIN)
        _number(tokens), _number(tokens), next(tokens)  # from, to, whether there are tiers
        # A list, for a generator would turn the end of the tokens into an error of another kind.
        return tuple([found for _ in range(_count(tokens)) for found in _tier(tokens)])
    except (StopIteration, ValueError):
        raise BrokenRow(f"{path.name} ends, or is broken, within its intervals.", _AGAIN) from None


def _text(path: Path) -> str:
    content = path.read_bytes()
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BrokenRow(f"{path.name} is neither UTF-8 nor UTF-16 text.", _AGAIN) from None


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match[1] is not None:
            yield match[1].replace('""', '"')
        else:
            yield float(match[2]) if match[2] else match[3]


def _tier(tokens: Iterator[Token]) -> list[Interval]:
    kind, _ = next(tokens), next(tokens)
    _number(tokens), _number(tokens)
    count = _count(tokens)
    if kind == "IntervalTier":
        return [Interval(_number(tokens), _number(tokens), _words(tokens)) for _ in range(count)]
    for _ in range(count):  # a tier of points marks moments; nobody speaks in it
        _number(tokens), _words(tokens)
    return []


def _number(tokens: Iterator[Token]) -> float:
    token = next(tokens)
    if not isinstance(token, float):
        raise ValueError
    return token


def _count(tokens: Iterator[Token]) -> int:
    return int(_number(tokens))


def _words(tokens: Iterator[Token]) -> str:
    token = next(tokens)
    if not isinstance(token, str):
        raise ValueError
    return token
