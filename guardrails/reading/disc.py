"""Codes of disc disorders by site and level."""

from collections.abc import Iterable

from guardrails.reading.mentions import Mention
from guardrails.reading.phrases import normal
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import REGION_DIGIT, Family, Site, cervical_level
from scribe.schema.facts import Diagnosis, Fact

UNSPECIFIED_DISC = "M51.9"
"""Where no region is stated: the Index default of a lumbosacral disc is no substitute for an unknown level."""

UNKNOWN_LEVEL = "0"
"""Last character of a cervical disc code where the level is not stated."""

_CERVICAL = {"23": "1", "34": "1", "45": "21", "56": "22", "67": "23"}


def disc_codes(
    problem: Problem, mentions: Iterable[Mention], cervical: str, other: str
) -> dict[str, tuple[Fact, ...]]:
    """A code for each stated level or region, with the facts that name it; one that names none adds nothing."""
    found: dict[str, tuple[Fact, ...]] = {}
    for mention in mentions:
        code = disc_code(problem, mention, cervical, other)
        found[code] = unique([*found.get(code, ()), mention.fact])
    vague = (UNSPECIFIED_DISC, f"{cervical}{UNKNOWN_LEVEL}")
    known = {code: facts for code, facts in found.items() if code not in vague}
    return known or found


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
    return _CERVICAL.get(cervical_level(mention.reading.text) or cervical_level(stated), UNKNOWN_LEVEL)
