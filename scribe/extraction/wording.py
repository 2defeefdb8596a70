"""What a few words say on their own: content stems, sides, regions, numbers, classes. Tables, no context.

The chain derives closed values here from words that were spoken; the model only points at the words.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from scribe.extraction.canonical import words
from scribe.schema.terms import Chronicity, Motion, PsychogenicLink, RadiationSite, RegionName, Side

Value = TypeVar("Value")

_FUNCTION = """
a an the of in on at to with for from by and or nor but so as than that this these those there here it its is am
are was were be been being do does did done have has had having i me my mine we us our you your he his him her she
they them their who what which when where how s m ve re d ll nt not no any some all just only really very quite
pretty kind sort like about around maybe probably possibly think know feel feels felt get gets got getting say says
said would could should can ca will wo may might must if then now well yes yeah yep nope nah ok okay um uh oh right
out up down over still also too much more most lot bit little patient pain pains
"""
_FUNCTION_WORDS = frozenset(_FUNCTION.split())
"""Words that carry no claim alone. ``pain`` is among them: nearly every quote has it."""
_SUFFIXES = ("ingly", "edly", "ness", "ings", "ing", "ions", "ion", "ies", "ied", "es", "ed", "ly", "s", "y")

_REGIONS: tuple[tuple[str, RegionName], ...] = (
    (r"l 5 s 1|lumbosacral|lumbo sacral", RegionName.LUMBOSACRAL),
    (r"si joints?|sacroiliac|sacro iliac", RegionName.SACROILIAC),
    (
        r"low(?:er)? (?:(?:left|right|part of (?:my|the|your)) )?back(?:ache)?|small of (?:my|the|your) back"
        r"|lumbar|lumbago|l [1-5]",
        RegionName.LUMBAR,
    ),
    (r"neck|cervical|c [1-7]", RegionName.CERVICAL),
    (r"thoracic|t (?:1[0-2]|[1-9])", RegionName.THORACIC),
    (r"sacrum|sacral", RegionName.SACRAL),
    (r"tail ?bone|coccyx|coccygeal", RegionName.COCCYGEAL),
    (r"flanks?", RegionName.FLANK),
    (r"back(?:ache)?|spine|spinal|shoulder blades", RegionName.UNSPECIFIED),
)
_RADIATION: tuple[tuple[str, RadiationSite], ...] = (
    (
        r"legs?|thighs?|cal(?:f|ves)|shins?|foot|feet|toes?|knees?|ankles?|sciatica|lower extremit(?:y|ies)",
        RadiationSite.LEG,
    ),
    (r"arms?|hands?|fingers?|forearms?|elbows?|wrists?|upper extremit(?:y|ies)", RadiationSite.ARM),
    (r"buttocks?|butt|glutes?", RadiationSite.BUTTOCK),
    (r"groin", RadiationSite.GROIN),
    (r"ribs?|rib ?cage|chest(?: wall)?", RadiationSite.CHEST_WALL),
)
_NOT_A_SIDE = (
    "in|now|here|there|at|above|below|on|away|across|before|after|where|around|over|through|between|when|next"
    "|behind|under|down|up|into|by|as"
)
_SIDES: tuple[tuple[str, Side], ...] = (
    (r"both|bilateral(?:ly)?|either side", Side.BILATERAL),
    (r"left(?! (?:over|off|me|him|her|it|work|for)\b)", Side.LEFT),
    (rf"(?<!all )(?<!that s )right(?! (?:{_NOT_A_SIDE})\b)", Side.RIGHT),
)
_CHRONICITY: tuple[tuple[str, Chronicity], ...] = (
    (r"sub ?acute", Chronicity.SUBACUTE),
    (r"acute(?:ly)?", Chronicity.ACUTE),
    (r"chronic(?:ally)?", Chronicity.CHRONIC),
    (
        r"long ?standing|long ?term|for years|for a (?:long )?(?:time|while)|persistent|ongoing|on and off",
        Chronicity.UNSPECIFIED,
    ),
)
_MOTION: tuple[tuple[str, Motion], ...] = (
    (
        r"limited|decreased|reduced|restricted|diminished|stiff\w*|moderate|only|cannot|ca nt|as far as",
        Motion.LIMITED,
    ),
    (r"painful|pain(?: with)?|hurts?|sore|pulling|tender", Motion.PAINFUL),
    (r"full|normal|good|intact|unrestricted|within normal limits", Motion.FULL),
)
_PSYCHOGENIC: tuple[tuple[str, PsychogenicLink], ...] = (
    (r"exclusive(?:ly)?|entirely|purely|solely", PsychogenicLink.EXCLUSIVE),
    (r"related factors?|contribut\w+|partly|plays? a (?:part|role)|component", PsychogenicLink.RELATED_FACTORS),
    (r"unspecified", PsychogenicLink.UNSPECIFIED),
)
_MIND = re.compile(
    r"\b(?:psych\w*|somat\w*|emotion\w*|mental\w*|mind|stress\w*|anxi\w*|depress\w*|in (?:your|his|her|the) head)\b"
)
_UNITS = r"(?P<unit>hour|day|week|month|year)s?"
_DURATION = re.compile(rf"\b(?P<count>\d+(?:\.\d+)?|an?|couple(?: of)?|half an?) {_UNITS}\b")
_PLAIN_CODE = re.compile(r"(?:ICD(?:-?10)?(?:-CM)?[\s:]*)?\b[A-TV-Za-tv-z]\d[0-9A-Za-z]\.[0-9A-Za-z]{1,4}\b")


def spoken(text: str) -> str:
    """The canonical words of a text, one space between them: what the tables are written against."""
    return " ".join(words(text))


def stems(text: str) -> frozenset[str]:
    """The content words of a text without their endings."""
    return frozenset(_stem(word) for word in words(text) if word not in _FUNCTION_WORDS and not word.isdigit())


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text as digits."""
    return frozenset(word for word in words(text) if word.replace(".", "", 1).isdigit())


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word.removesuffix(suffix)
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


def regions(text: str) -> tuple[RegionName, ...]:
    """The regions a text names, the most specific first; plain ``back`` only where nothing better is said."""
    found = _found(text, _REGIONS)
    named = tuple(region for region in found if region is not RegionName.UNSPECIFIED)
    return named or found


def radiation_sites(text: str) -> tuple[RadiationSite, ...]:
    """The limbs and other places a text names."""
    return _found(text, _RADIATION)


def sides(text: str) -> tuple[Side, ...]:
    """The sides a text names. "right in the middle" and "all right" name none; left with right is both."""
    found = _found(text, _SIDES)
    both = {Side.LEFT, Side.RIGHT} <= set(found)
    return (Side.BILATERAL, *found) if both and Side.BILATERAL not in found else found


def chronicities(text: str) -> tuple[Chronicity, ...]:
    """Chronicity as said in words; a duration alone says none."""
    return _found(text, _CHRONICITY)


def motions(text: str) -> tuple[Motion, ...]:
    """How a movement was described."""
    return _found(text, _MOTION)


def psychogenic_links(text: str) -> tuple[PsychogenicLink, ...]:
    """What kind of link to the mind a text states."""
    return _found(text, _PSYCHOGENIC)


def speaks_of_the_mind(text: str) -> bool:
    """Whether a text names the mind, mood or stress at all."""
    return _MIND.search(spoken(text)) is not None


def duration(text: str) -> tuple[float, str] | None:
    """A length of time and its unit: ``about a year`` is (1, year)."""
    found = _DURATION.search(spoken(text))
    if found is None:
        return None
    spelled = {"a": 1.0, "an": 1.0, "couple": 2.0, "couple of": 2.0, "half a": 0.5, "half an": 0.5}
    count = found["count"]
    return (spelled[count] if count in spelled else float(count)), found["unit"]


def without_codes(text: str) -> str:
    """The text without anything that has the shape of a dotted ICD-10 code."""
    return " ".join(_PLAIN_CODE.sub(" ", text).split()).strip(" ,;:()-")


def _found(text: str, table: Sequence[tuple[str, Value]]) -> tuple[Value, ...]:
    """The value of each pattern that matches, in the table's order; a match is used up by the first that has it."""
    said = spoken(text)
    found = []
    for pattern, value in table:
        said, count = re.subn(rf"\b(?:{pattern})\b", "_", said)
        if count:
            found.append(value)
    return tuple(found)
