"""Drugs: the drugs and families of drugs a text names, brands under their generic name."""

from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.narrative.drug_names import DRUGS, ENDINGS, FAMILIES, FAMILY_OF
from guardrails.reading.narrative.words import words_of


class Drug(NamedTuple):
    """A drug by its generic name, or a family; the word that says it and where it stands."""

    name: str
    word: str
    at: int


@lru_cache(maxsize=4096)
def drugs_in(text: str) -> tuple[Drug, ...]:
    """The drugs and families of drugs a text names, in order."""
    found = ((name_of(word), word, at) for at, word in enumerate(words_of(text)))
    return tuple(Drug(name, word, at) for name, word, at in found if name)


@lru_cache(maxsize=4096)
def supported_by(text: str) -> frozenset[str]:
    """The drugs of a text, the parts of a combination, and the families they belong to."""
    named = {drug.name for drug in drugs_in(text)}
    parts = {part for name in named for part in name.split("/")}
    return frozenset(named | parts | {FAMILY_OF[name] for name in named | parts if name in FAMILY_OF})


@lru_cache(maxsize=4096)
def name_of(word: str) -> str:
    """The generic name, the family, or an unlisted drug as written; "" for any other word."""
    plain = word.removesuffix("s")
    known = DRUGS.get(word) or FAMILIES.get(word) or DRUGS.get(plain)
    if known:
        return known
    return plain if len(plain) > 6 and plain.endswith(ENDINGS) else ""
