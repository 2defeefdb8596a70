"""Word lists: terms of spine care, drug names, and the words, medical and ordinary, that no correction may touch.

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
def medical() -> frozenset[str]:
    """Words of medicine, in lower case, letters only: the wording of ICD-10-CM, and what clinicians write."""
    clinical = (word.lower() for line in _lines("clinical.txt") for word in line.split())
    return _packed("icd10cm.txt.gz").union(clinical)


@cache
def names() -> frozenset[str]:
    """Common surnames and first names that are no ordinary word, in lower case: names where they have a capital."""
    return _packed("names.txt.gz")


@cache
def ordinary() -> frozenset[str]:
    """Ordinary English words and common names, in lower case, inflected, letters only."""
    return _packed("ordinary.txt.gz")


def _packed(name: str) -> frozenset[str]:
    return frozenset(gzip.decompress((_FOLDER / name).read_bytes()).decode("ascii").split())


def _lines(name: str) -> tuple[str, ...]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
