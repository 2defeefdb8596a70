"""Phonetics: roughly how an English or medical word sounds, and how far two such sounds lie apart.

A sound is a string: consonants as small letters or T (th), S (sh), C (ch), J (soft g), vowels as their letter.
It is made for one question only: whether what an engine spelt could be a term somebody said.
"""

import re
from functools import lru_cache

VOWELS = "aeiou"

_REWRITES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:p(?=[nst])|k(?=n)|g(?=n)|w(?=r))", ""),
        (r"^x", "z"),
        (r"rrh|rh", "r"),
        (r"tch", "C"),
        (r"sch", "sk"),
        (r"sc(?=[eiy])", "s"),
        (r"s?ch(?=[rlmn])", "k"),
        (r"ch", "C"),
        (r"ph", "f"),
        (r"th", "T"),
        (r"sh|(?<=[a-z])[tcs]i(?=[oa])|ssi(?=[oa])", "S"),
        (r"ight", "ait"),
        (r"igh", "ai"),
        (r"gh", "g"),
        (r"cc(?=[eiy])", "ks"),
        (r"dg(?=[eiy])|g(?=[eiy])|j", "J"),
        (r"c(?=[eiy])", "s"),
        (r"ck|cq|[cq]", "k"),
        (r"ku(?=[aeio])", "kw"),
        (r"x", "ks"),
        (r"(?<=[a-zTSCJ])e(?=s?$)", ""),
        (r"(?<=[a-zTSCJ])y|ie|ee|ea|ey", "i"),
        (r"oo|ou|ew|eu", "u"),
        (r"ae|ai|ay|ei", "e"),
        (r"au|aw|oa|ow", "o"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeiou])h(?![aeiou])", ""),
    )
)
"""Applied in this order to the letters."""

_VOWEL_FOR_VOWEL = 0.25
_VOWEL_MORE = 0.4
_CONSONANT = 1.0
_FAINT = 0.3
_FAINT_SOUNDS = "hwy"
LEAST_COST_OF_A_BONE = 0.5
"""What a consonant more or less in a skeleton costs at the least, whatever else is changed."""
_ALIKE = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.3, ("td", "kg", "pb", "sz", "fv", "Tt", "Tf", "CJ", "SC", "Sz", "Ss", "Ck", "Jg", "Jz", "dT", "SJ")),
        (0.5, ("mn", "Ts", "Ct", "Jd", "rw", "lr", "vb", "Cs", "Js", "lw", "sk")),
    )
    for pair in pairs
}


@lru_cache(maxsize=65_536)
def sound(letters: str) -> str:
    """How the letters sound. letters: a to z, lower case; a term of several words without its spaces."""
    for pattern, replacement in _REWRITES:
        letters = pattern.sub(replacement, letters)
    return letters


@lru_cache(maxsize=65_536)
def skeleton(heard: str) -> str:
    """The consonants of a sound, voiced and voiceless as one, without the faint ones."""
    return heard.translate(_BARE)


_BARE = str.maketrans("dgbzvTJC", "tkpsftSS", VOWELS + _FAINT_SOUNDS)


def distance(first: str, second: str, limit: float) -> float:
    """What it costs to turn one sound into the other; anything above the limit comes back as infinity.

    A wrong vowel costs little, a consonant and its voiced twin little more, another consonant 1.
    """
    row = [0.0]
    for symbol in second:
        row.append(row[-1] + _more(symbol))
    for symbol in first:
        before, row = row, [row[0] + _more(symbol)]
        for column, other in enumerate(second):
            row.append(
                min(
                    before[column] + _instead(symbol, other),
                    before[column + 1] + _more(symbol),
                    row[column] + _more(other),
                )
            )
        if min(row) > limit:
            return float("inf")
    return row[-1] if row[-1] <= limit else float("inf")


def _more(symbol: str) -> float:
    if symbol in VOWELS:
        return _VOWEL_MORE
    return _FAINT if symbol in _FAINT_SOUNDS else _CONSONANT


def _instead(symbol: str, other: str) -> float:
    if symbol == other:
        return 0.0
    if symbol in VOWELS and other in VOWELS:
        return _VOWEL_FOR_VOWEL
    return _ALIKE.get(frozenset((symbol, other)), _CONSONANT)
