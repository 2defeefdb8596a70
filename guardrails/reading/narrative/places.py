"""Places: the sites of the spine, the levels, and the limbs and other parts a text names.

What a place covers may be said of it in wider words: evidence of "L5-S1" supports "lumbosacral", "lumbar" and
"back"; evidence of the foot supports "leg". Nothing supports a nearer place than was said.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.units import SMALL
from guardrails.reading.narrative.words import key, words_of

_SITES = {
    "cervical": "cervical neck cervicalgia nape",
    "cervicothoracic": "cervicothoracic",
    "thoracic": "thoracic",
    "thoracolumbar": "thoracolumbar",
    "lumbar": "lumbar lumbago lumbalgia loin loins",
    "lumbosacral": "lumbosacral lumbosacrum",
    "sacral": "sacral sacrum",
    "sacroiliac": "sacroiliac sij",
    "coccyx": "coccyx coccygeal tailbone coccydynia coccygodynia",
    "flank": "flank flanks",
    "leg": "leg legs limb limbs",
    "thigh": "thigh thighs hamstring quadriceps",
    "calf": "calf calves",
    "shin": "shin shins",
    "knee": "knee knees patella",
    "ankle": "ankle ankles",
    "foot": "foot feet heel heels footdrop",
    "toe": "toe toes",
    "hip": "hip hips",
    "buttock": "buttock buttocks gluteal",
    "groin": "groin",
    "arm": "arm arms forearm forearms",
    "elbow": "elbow elbows",
    "wrist": "wrist wrists",
    "hand": "hand hands",
    "finger": "finger fingers thumb thumbs",
    "shoulder": "shoulder shoulders",
    "chest wall": "chestwall rib ribs",
    "jaw": "jaw",
}
_SITE_OF_WORD = {word: site for site, words in _SITES.items() for word in words.split()}

_COVERS = {
    "cervicothoracic": "cervical thoracic back",
    "thoracic": "back",
    "thoracolumbar": "thoracic lumbar back",
    "lumbar": "back",
    "lumbosacral": "lumbar sacral back",
    "sacral": "back",
    "sacroiliac": "sacral back",
    "coccyx": "sacral back",
    "thigh": "leg",
    "calf": "leg",
    "shin": "leg",
    "knee": "leg",
    "ankle": "leg",
    "foot": "leg",
    "toe": "leg foot",
    "elbow": "arm",
    "wrist": "arm",
    "hand": "arm",
    "finger": "arm hand",
}
_IMPLIES = {
    "sciatica": "lumbar leg buttock back",
    "sciatic": "lumbar leg buttock back",
    "whiplash": "cervical",
    "rib": "thoracic",
    "shoulderblade": "thoracic back",
    "spine": "back",
    "spinal": "back",
    "vertebra": "back",
    "vertebrae": "back",
    "vertebral": "back",
    "backache": "back",
    "dorsalgia": "back",
}
"""Words that support a place without naming it."""
_REGION_OF_LETTER = {"c": "cervical", "t": "thoracic", "l": "lumbar", "s": "sacral"}
_JUNCTIONS = {"ct": "cervicothoracic", "tl": "thoracolumbar", "ls": "lumbosacral"}
_MOST = {"c": 8, "t": 12, "l": 5, "s": 5}
_LEVEL = re.compile(r"([ctls])(\d{1,2})")
_WHOLE_LEVEL = re.compile(r"^(?:[ctls]\d{1,2}){1,2}$")
_BEFORE_BACK = listed(
    "my his her your the their our upper mid middle entire whole left right lower chronic acute some this low of "
    "denies deny no and : ,"
)
_BEHIND_BACK = listed(
    "pain ache aches spasm spasms strain sprain injury stiffness surgery problem problems muscles hurts region is "
    "tightness complaint , . pains trouble"
)


class Place(NamedTuple):
    """A site, a part or a level, the words that say it and where they stand."""

    name: str
    words: str
    at: int


@lru_cache(maxsize=4096)
def places_in(text: str) -> tuple[Place, ...]:
    """The places a text names, in order; "back" only where it is the body part."""
    words = words_of(text)
    found: list[Place] = []
    for at, word in enumerate(words):
        if site := _SITE_OF_WORD.get(word):
            found.append(Place(site, word, at))
        elif word == "back" and _is_part(words, at):
            found.append(Place("back", "back", at))
        found += [Place(level, level.upper(), at) for level in _levels(words, at)]
    return tuple(found)


@lru_cache(maxsize=4096)
def supported_by(text: str) -> frozenset[str]:
    """Every place a text names or covers."""
    names = {place.name for place in places_in(text)}
    letters = "".join(sorted({name[0] for name in names if _LEVEL.fullmatch(name)}, key="ctls".index))
    names |= {_REGION_OF_LETTER[letter] for letter in letters}
    names |= {_JUNCTIONS[letters]} if letters in _JUNCTIONS else set()
    for word in words_of(text):
        names |= set(_IMPLIES.get(word, "").split())
    names |= {"back"} if "back" in words_of(text) else set()
    return frozenset(names.union(*(_COVERS.get(name, "").split() for name in names)))


def _is_part(words: tuple[str, ...], at: int) -> bool:
    before = words[at - 1] if at else ":"
    behind = words[at + 1] if at + 1 < len(words) else "."
    return behind in _BEHIND_BACK - {",", "."} or (before in _BEFORE_BACK and behind not in ("to", "again"))


def _levels(words: tuple[str, ...], at: int) -> tuple[str, ...]:
    """``l4``, ``l4-5``, ``l5s1``, ``c56``, ``t eight`` as single levels."""
    word = words[at]
    if word[0] not in _REGION_OF_LETTER:
        return ()
    if word in _REGION_OF_LETTER and at + 1 < len(words):
        number = words[at + 1] if words[at + 1].isdigit() else str(SMALL.get(words[at + 1], ""))
        return _valid(word, number) if number else ()
    if not _WHOLE_LEVEL.match(word):
        return ()
    found = tuple(level for letter, number in _LEVEL.findall(word) for level in _valid(letter, number))
    second = words[at + 2] if at + 2 < len(words) and words[at + 1] in ("-", "/") else ""
    return found + (_valid(word[0], second) if second.isdigit() else ())


def _valid(letter: str, number: str) -> tuple[str, ...]:
    """One level, or two where the digits run together ("c56"); none where the spine has no such level."""
    if 0 < int(number) <= _MOST[letter]:
        return (f"{letter}{int(number)}",)
    if len(number) == 2 and int(number[1]) == int(number[0]) + 1:
        return (f"{letter}{number[0]}", f"{letter}{number[1]}")
    return ()


PLACE_KEYS = frozenset(key(word) for word in (*_SITE_OF_WORD, "back"))
"""Places as words are compared."""
