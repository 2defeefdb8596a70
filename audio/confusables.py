"""Confusables: words of medicine that sound alike and mean another thing, by the parts they are made of.

A correction that would cross from one part to its rival is never made, whether or not a list holds the heard word.
"""

import re

from audio.phonetics import VOWELS, skeleton, sound

_WITHIN = (
    ("hipo", "hiper"),
    ("mio", "mielo"),
    ("inter", "intra"),
    ("neuro", "nefro"),
    ("artro", "arterio"),
    ("supra", "infra"),
    ("antero", "retro"),
    ("ante", "retro"),
    ("micro", "macro"),
    ("mono", "poli"),
    ("bradi", "tachi"),
    ("dextro", "levo"),
    ("endo", "exo"),
)
_AT_THE_START = (("ab", "ad"), ("pre", "post"), ("in", "ex"), ("intra", "extra"), ("para", "tetra"))
_DISEASES = ("listesis", "lisis", "itis", "osis", "algia", "pati")
"""Endings that say what ails the part before them, which must then be the same part."""
_PROCEDURES = ("ectomi", "otomi", "plasti", "ografi", "ogram", "oscopi", "ostomi")
_SOFT_C = re.compile(r"^ch?(?=[ei])")
_SPELT = (("ph", "f"), ("th", "t"), ("ae", "e"), ("y", "i"))


def are_confusable(heard: str, term: str) -> bool:
    """Whether the heard letters are not the term misspelt but may be its rival. Both lower case, without spaces."""
    heard, term = _plain(heard), _plain(term)
    if (sound(heard)[:1] in VOWELS) != (sound(term)[:1] in VOWELS):
        return True
    return _cross(heard, term) or _end_apart(heard, term)


def _plain(letters: str) -> str:
    """Spelt one way: hyporreflexia and hipo-reflexia alike."""
    for written, one_way in _SPELT:
        letters = letters.replace(written, one_way)
    return re.sub(r"(.)\1+", r"\1", letters)


def _cross(heard: str, term: str) -> bool:
    """Whether one has a part where the other has its rival."""
    pairs = [(one, other) for pair in _WITHIN for one, other in (pair, pair[::-1])]
    if any(_only(one, heard, term) and _only(other, term, heard) for one, other in pairs):
        return True
    starts = [(one, other) for pair in _AT_THE_START for one, other in (pair, pair[::-1])]
    return any(heard.startswith(one) and term.startswith(other) for one, other in starts)


def _only(part: str, here: str, there: str) -> bool:
    return part in here and part not in there


def _end_apart(heard: str, term: str) -> bool:
    """Whether the heard word ends as another kind of word does, or as the term and names another part."""
    ending = _ending(heard, _DISEASES + _PROCEDURES)
    if not ending:
        return False
    if ending != _ending(term, _DISEASES + _PROCEDURES):
        return True
    if ending not in _DISEASES:
        return False
    ways = (heard, heard.replace("ch", "k"), _SOFT_C.sub("k", heard))
    stem = skeleton(sound(term.removesuffix(ending)))
    return all(skeleton(sound(way.removesuffix(ending))) != stem for way in ways)


def _ending(word: str, endings: tuple[str, ...]) -> str:
    return next((ending for ending in endings if word.endswith(ending)), "")
