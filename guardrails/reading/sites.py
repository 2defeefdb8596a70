"""Where in the spine: the sites phrases name, their families, and the digit each has in region-coded categories."""

import re
from enum import StrEnum
from functools import lru_cache

from guardrails.reading.needles import Sought
from scribe.schema.terms import RegionName


class Site(StrEnum):
    """A site of the spine as codes tell them apart."""

    CERVICAL = "cervical"
    CERVICOTHORACIC = "cervicothoracic"
    THORACIC = "thoracic"
    THORACOLUMBAR = "thoracolumbar"
    LUMBAR = "lumbar"
    LUMBOSACRAL = "lumbosacral"
    SACRAL = "sacral"
    SACROILIAC = "sacroiliac"
    COCCYX = "coccyx"
    FLANK = "flank"
    BACK = "back"
    """The back or spine without a nearer site."""


class Family(StrEnum):
    """Sites that share the code of plain pain; one problem of a visit belongs to one family."""

    NECK = "neck"
    THORAX = "thorax"
    LOW_BACK = "low back"
    TAILBONE = "tailbone"
    FLANK = "flank"
    BACK = "back"


FAMILY = {
    Site.CERVICAL: Family.NECK,
    Site.CERVICOTHORACIC: Family.NECK,
    Site.THORACIC: Family.THORAX,
    Site.THORACOLUMBAR: Family.BACK,
    Site.LUMBAR: Family.LOW_BACK,
    Site.LUMBOSACRAL: Family.LOW_BACK,
    Site.SACRAL: Family.TAILBONE,
    Site.SACROILIAC: Family.TAILBONE,
    Site.COCCYX: Family.TAILBONE,
    Site.FLANK: Family.FLANK,
    Site.BACK: Family.BACK,
}

REGION_DIGIT = {
    Site.BACK: "0",
    Site.CERVICAL: "2",
    Site.CERVICOTHORACIC: "3",
    Site.THORACIC: "4",
    Site.THORACOLUMBAR: "5",
    Site.LUMBAR: "6",
    Site.LUMBOSACRAL: "7",
    Site.SACRAL: "8",
    Site.SACROILIAC: "8",
}
"""The digit of a site in M43.0-, M43.1-, M47.-, M48.0-, M51.- and M54.1- (0 is "site unspecified")."""

OF_REGION = {
    RegionName.CERVICAL: Site.CERVICAL,
    RegionName.THORACIC: Site.THORACIC,
    RegionName.LUMBAR: Site.LUMBAR,
    RegionName.LUMBOSACRAL: Site.LUMBOSACRAL,
    RegionName.SACRAL: Site.SACRAL,
    RegionName.SACROILIAC: Site.SACROILIAC,
    RegionName.COCCYGEAL: Site.COCCYX,
    RegionName.FLANK: Site.FLANK,
    RegionName.UNSPECIFIED: Site.BACK,
}

HINT = Sought(r"\b(upper|mid|middle|thoracolumbar|between the shoulder blades|interscapular)\b")
"""Words that point to a region without naming one: they call for a query (CODING reference 2.3)."""

_LEVEL = re.compile(r"\b([ctls])\s?(\d{1,2})\b(?:\s?(?:[-–/]|to|and|on|over|upon)?\s?([ctls])?(\d{1,2})\b)?")
_WORDS: tuple[tuple[str, Site], ...] = (
    (r"lumbo ?sacral|lumbosacrum", Site.LUMBOSACRAL),
    (r"thoraco ?lumbar", Site.THORACOLUMBAR),
    (r"cervico ?thoracic", Site.CERVICOTHORACIC),
    (r"sacro ?iliac|si joints?", Site.SACROILIAC),
    (r"coccyx|coccygeal|coccy(go)?dynia|tail ?bone", Site.COCCYX),
    (r"low(er)? back|lower part of (the|my|his|her|your) back|small of (the|my|his|her|your) back", Site.LUMBAR),
    (r"lumbar|lumbago|lumbalgia|lumbar spine|loins?|sciatica", Site.LUMBAR),
    (r"cervical|cervicalgia|neck|nape|whiplash", Site.CERVICAL),
    (r"thoracic|dorsal spine", Site.THORACIC),
    (r"sacral|sacrum", Site.SACRAL),
    (r"flanks?", Site.FLANK),
    (r"between the shoulder blades|interscapular", Site.BACK),
    (r"back|spine|spinal|dorsalgia|backaches?|vertebra[el]?", Site.BACK),
)
_SITE_WORDS = tuple((Sought(rf"\b(?:{words})\b"), site) for words, site in _WORDS)
_ORDER = "ctls"
_REGION_OF_LETTER = {"c": Site.CERVICAL, "t": Site.THORACIC, "l": Site.LUMBAR, "s": Site.SACRAL}
_JUNCTIONS = {"ct": Site.CERVICOTHORACIC, "tl": Site.THORACOLUMBAR, "ls": Site.LUMBOSACRAL}


@lru_cache(maxsize=4096)
def site_in(text: str) -> Site | None:
    """The nearest site a lower-case text names, by level or by word; None where it names none."""
    if level := _site_of_level(text):
        return level
    return next((site for words, site in _SITE_WORDS if words.search(text)), None)


@lru_cache(maxsize=4096)
def families_in(text: str) -> frozenset[Family]:
    """Every family a lower-case text names, the unspecified back only where nothing nearer is named."""
    found = {FAMILY[site] for words, site in _SITE_WORDS if words.search(text)}
    if level := _site_of_level(text):
        found.add(FAMILY[level])
    return frozenset(found - {Family.BACK} or found)


def cervical_level(text: str) -> str:
    """The disc level ``C5-6`` as ``56`` in a lower-case text, or an empty string."""
    found = _LEVEL.search(text)
    return f"{found.group(2)}{found.group(4)}" if found and found.group(1) == "c" and found.group(4) else ""


def _site_of_level(text: str) -> Site | None:
    found = _LEVEL.search(text)
    if not found or not 0 < int(found.group(2)) <= 12:
        return None
    first, last = found.group(1), found.group(3) or found.group(1)
    if found.group(1) == "l" and found.group(2) == "5" and found.group(4) == "1":
        last = "s"
    return _JUNCTIONS.get(first + last) or _REGION_OF_LETTER[first]
