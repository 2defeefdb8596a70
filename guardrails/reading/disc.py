"""Codes of disc disorders by site and level."""

from guardrails.reading.mentions import Mention
from guardrails.reading.phrases import normal
from guardrails.reading.problem import Problem
from guardrails.reading.sites import REGION_DIGIT, Family, Site, cervical_level
from scribe.schema.facts import Diagnosis

UNSPECIFIED_DISC = "M51.9"
"""Where no region is stated: the Index default of a lumbosacral disc is no substitute for an unknown level."""

_CERVICAL = {"23": "1", "34": "1", "45": "21", "56": "22", "67": "23"}


def disc_code(problem: Problem, mention: Mention, cervical: str, other: str) -> str:
    """The code below ``cervical`` (M50.1) or ``other`` (M51.1) for the stated site and level."""
    site = problem.site_of(mention)
    if problem.family is Family.NECK:
        return f"{cervical}{_cervical_digits(mention, site)}"
    known = site in (Site.THORACIC, Site.THORACOLUMBAR, Site.LUMBAR, Site.LUMBOSACRAL)
    return f"{other}{REGION_DIGIT[site]}" if known else UNSPECIFIED_DISC


def _cervical_digits(mention: Mention, site: Site) -> str:
    if site is Site.CERVICOTHORACIC:
        return "3"
    stated = normal(mention.fact.value) if isinstance(mention.fact, Diagnosis) else mention.reading.text
    return _CERVICAL.get(cervical_level(stated), "0")
