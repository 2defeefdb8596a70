"""The reader's vocabulary: what words mean, in files that a clinician can read and extend.

Each ``.toml`` file holds tables of phrases. Phrase syntax: words in lower case; ``low|lower back`` offers
alternatives for one word; ``spasm*`` any ending; ``[chronic] pain`` an optional word;
``_`` any one word; ``...`` up to three words of any kind. Nothing else is special.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

FILES = (
    *("anatomy", "complaints", "conditions", "context", "dialogue", "examination", "function", "history"),
    "treatments",
)


@cache
def table(name: str) -> dict[str, Any]:
    """One vocabulary file as written."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """A plain word list of ``dialogue.toml``."""
    return frozenset(table("dialogue")["words"][name])


@cache
def phrases(file: str, *path: str) -> tuple[str, ...]:
    """A list of phrases, found by its keys."""
    found: Any = table(file)
    for key in path:
        found = found[key]
    return tuple(found)


@cache
def pattern_of(file: str, *path: str) -> str:
    """The alternation that matches any phrase of a list, longest phrase first, without capturing."""
    return any_of(phrases(file, *path))


@cache
def digest() -> str:
    """SHA-256 over all vocabulary files: equal digest, equal vocabulary."""
    hashed = hashlib.sha256()
    for name in FILES:
        hashed.update(name.encode())
        hashed.update(files(__package__).joinpath(f"{name}.toml").read_bytes())
    return hashed.hexdigest()


def any_of(listed: tuple[str, ...] | list[str]) -> str:
    """The alternation of phrases, longest first so that ``low back pain`` is not read as ``low back``.

    Phrases that begin with one letter stand together behind it: a word of the text is then tried against those of
    its own letter and not against all, which is most of the reader's time.
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(listed, key=len, reverse=True):
        for letter, source in _openings(phrase.split()):
            by_letter.setdefault(letter, []).append(source)
    groups = (f"{letter}(?:{'|'.join(sources)})" for letter, sources in by_letter.items())
    return rf"\b(?:{'|'.join(groups)})"


def source_of(phrase: str) -> str:
    """The regular expression of one phrase."""
    return any_of([phrase])


def _openings(parts: list[str]) -> Iterator[tuple[str, str]]:
    """The letters a phrase can begin with, each with the expression of what follows; no letter before a ``_``."""
    first, rest = parts[0], parts[1:]
    if first.startswith("["):
        yield from _openings([first[1:-1], *rest])
        yield from _openings(rest)
        return
    words: dict[str, list[str]] = {}
    for word in first.split("|"):
        letter = word[0] if word[0].isalnum() else ""
        words.setdefault(letter, []).append(word.removeprefix(letter))
    for letter, endings in words.items():
        yield letter, rf"{_word('|'.join(endings))}{_following(rest)}(?!\w)"


def _following(parts: list[str]) -> str:
    """The expression of the words after the first, each with the blank before it."""
    source = ""
    for part in parts:
        if part == "...":
            source += r"(?:,? [\w'/%-]+){0,3},?"
        elif part.startswith("["):
            source += f"(?: {_word(part[1:-1])})?"
        else:
            source += f" {_word(part)}"
    return source


def _word(part: str) -> str:
    """One word with its alternatives, the longest tried first."""
    if part == "_":
        return r"[\w'/%-]+"
    each = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(part.split("|"), key=len, reverse=True))
    return f"(?:{'|'.join(each)})"
