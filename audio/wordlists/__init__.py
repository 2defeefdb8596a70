"""Word lists: terms of spine care, drug names, and the ordinary words that no correction may touch.

Where each list comes from, and its licence: README.md beside this file.
"""

import gzip
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def terms() -> tuple[str, ...]:
    """Words and two-word terms of spine care as they are written."""
    return _lines("terms.txt")


@cache
def drugs() -> tuple[str, ...]:
    """Drugs given for pain of the spine, brand names with their capital."""
    return _lines("drugs.txt")


@cache
def other_drugs() -> tuple[str, ...]:
    """Generic names of other drugs, in lower case."""
    return tuple(name for line in _lines("other_drugs.txt") for name in line.split())


@cache
def ordinary() -> frozenset[str]:
    """Ordinary English words and common names, in lower case, inflected, letters only."""
    return frozenset(gzip.decompress((_FOLDER / "ordinary.txt.gz").read_bytes()).decode("ascii").split())


def _lines(name: str) -> tuple[str, ...]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
