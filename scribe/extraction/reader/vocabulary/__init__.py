"""The reader's vocabulary: what words mean, in files that a clinician can read and extend.

Each ``.toml`` file holds tables of phrases. Phrase syntax: words in lower case; ``low|lower back`` offers
alternatives for one word; ``spasm*`` any ending; ``[chronic] pain`` an optional word;
``_`` any one word; ``...`` up to three words of any kind. Nothing else is special.
"""

import hashlib
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

FILES = ("anatomy", "complaints", "conditions", "context", "dialogue", "examination", "history", "treatments")


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
    """The alternation of phrases, longest first so that ``low back pain`` is not read as ``low back``."""
    return "(?:" + "|".join(source_of(phrase) for phrase in sorted(listed, key=len, reverse=True)) + ")"


def source_of(phrase: str) -> str:
    """The regular expression of one phrase."""
    source, begun = "", False
    for part in phrase.split():
        optional = part.startswith("[")
        if part == "...":
            source += r"(?:,? [\w'/%-]+){0,3}"
            continue
        word = _word(part[1:-1] if optional else part)
        joined = f" {word}" if begun else word if not optional else f"{word} "
        source += f"(?:{joined})?" if optional else joined
        begun = begun or not optional
    return rf"\b{source}\b"


def _word(part: str) -> str:
    """One word with its alternatives, the longest tried first."""
    if part == "_":
        return r"[\w'/%-]+"
    each = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(part.split("|"), key=len, reverse=True))
    return f"(?:{'|'.join(each)})"
