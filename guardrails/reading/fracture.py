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


def fracture_code(problem: Problem, mention: Mention) -> str:
    """The code without its 7th character; a wedge compression has its own sixth character."""
    text = normal(mention.fact.value) if isinstance(mention.fact, Diagnosis) else mention.reading.text
    kind = "0" if "compression" in text else "9"
    site = problem.site_of(mention)
    if FAMILY[site] is Family.NECK:
        return "S12.9"
    if site in (Site.SACRAL, Site.SACROILIAC):
        return "S32.10"
    if site is Site.COCCYX:
        return "S32.2"
    level = _LEVEL.search(text)
    number = int(level.group(2)) if level else 0
    if site is Site.THORACIC:
        return f"S22.0{_THORACIC.get(number, number)}{kind}"
    return f"S32.0{number if number <= 5 else 0}{kind}"
