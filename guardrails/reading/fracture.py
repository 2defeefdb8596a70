"""Codes of a traumatic fracture of a vertebra, by level and kind, before the 7th character."""

import re

from guardrails.reading.mentions import Mention
from guardrails.reading.phrases import normal
from guardrails.reading.problem import Problem
from guardrails.reading.sites import FAMILY, Family, Site
from scribe.schema.facts import Diagnosis

_LEVEL = re.compile(r"\b([tl])\s?(\d{1,2})\b")
_THORACIC = {5: 5, 6: 5, 7: 6, 8: 6, 9: 7, 10: 7, 11: 8, 12: 8}
"""Thoracic vertebra -> fifth character of S22.0; the first four are their own number."""


_CERVICAL = re.compile(r"\bc\s?([1-7])\b")
_KINDS = (
    (re.compile(r"compression|wedge"), "0"),
    (re.compile(r"unstable burst"), "2"),
    (re.compile(r"burst"), "1"),
)
"""Words -> sixth character of S22.0- and S32.0-; 9 (unspecified) where none is said."""

_OF_TRAUMA = re.compile(r"\b(burst|closed|open(?! reduction)|(non-?)?displaced)\b")
_COLLAPSE = re.compile(r"compression|collapse|wedg|deformity")


def is_collapse(mention: Mention) -> bool:
    """The words are those of a collapsed vertebra."""
    return bool(_COLLAPSE.search(_text(mention)))


def kind_is_stated(mention: Mention) -> bool:
    """The words say what kind of fracture it is."""
    return any(words.search(_text(mention)) for words, _ in _KINDS)


def is_traumatic_by_name(mention: Mention) -> bool:
    """The words are those of the codes of trauma, which M48.5 (collapsed vertebra) has not."""
    return bool(_OF_TRAUMA.search(_text(mention)))


def _text(mention: Mention) -> str:
    return normal(mention.fact.value) if isinstance(mention.fact, Diagnosis) else mention.reading.text


def fracture_code(problem: Problem, mention: Mention) -> str:
    """The code without its 7th character, by level and kind as far as they are stated."""
    text = _text(mention)
    kind = next((digit for words, digit in _KINDS if words.search(text)), "9")
    site = problem.site_of(mention)
    if FAMILY[site] is Family.NECK:
        return _cervical(text)
    if site in (Site.SACRAL, Site.SACROILIAC):
        return "S32.10"
    if site is Site.COCCYX:
        return "S32.2"
    level = _LEVEL.search(text)
    number = int(level.group(2)) if level else 0
    if site is Site.THORACIC:
        return f"S22.0{_THORACIC.get(number, number)}{kind}"
    return f"S32.0{number if number <= 5 else 0}{kind}"


def _cervical(text: str) -> str:
    """By vertebra; not said to be nondisplaced, it is coded as displaced (I.C.19.c)."""
    level = _CERVICAL.search(text)
    if level is None:
        return "S12.9"
    return f"S12.{int(level.group(1)) - 1}0{int('nondisplaced' in text or 'non-displaced' in text)}"
