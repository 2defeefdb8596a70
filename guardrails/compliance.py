"""Compliance of a query with the practice brief: neutral, one question, no codes, no money (CODING reference 5)."""

import re
from functools import lru_cache

from guardrails.asking import OTHER, UNABLE
from scribe.schema.finding import GivenQuery, ProviderQuery

FORBIDDEN = re.compile(
    r"\b(pay\w*|reimburs\w*|revenue|drg\w*|rvu\w*|hcc\w*|quality (score|measure)|denials?|audit\w*|"
    r"specificity|medical necessity|claim\w*|bill\w*|complexity|severity of illness|insur\w*|downgrade\w*|"
    r"cod(e|es|ing))\b",
    re.IGNORECASE,
)
CODE_NUMBER = re.compile(r"\b(?!T1[0-2]\b(?!\.))[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?\b")
"""The shape of a code; T10, T11 and T12 alone are vertebrae."""
LEADING = re.compile(
    r"\b(please (add|document|confirm)|should (be|say)|you (must|should)|don't you|wouldn't you)\b", re.IGNORECASE
)
YES_NO = frozenset({"yes", "no"})
OPEN_ANSWERS = (OTHER, UNABLE)


def faults(query: ProviderQuery | GivenQuery) -> tuple[str, ...]:
    """What is wrong with a query, in words; () where it is compliant."""
    texts = (query.question, *query.options)
    listed = {option.casefold() for option in query.options if option not in OPEN_ANSWERS}
    checks = {
        "it speaks of money, coding or review": any(map(_is_forbidden, texts)),
        "it shows a code number": any(map(_shows_code, texts)),
        "it leads": bool(LEADING.search(query.question)),
        "it is not exactly one question": query.question.count("?") != 1,
        "an open answer is missing": query.options[-2:] != OPEN_ANSWERS,
        "the answers are not in alphabetical order": not _sorted(query.options[:-2]),
        "it offers only yes or no": bool(listed) and listed <= YES_NO,
        "it quotes nothing": not query.indicators,
    }
    return tuple(fault for fault, present in checks.items() if present)


@lru_cache(maxsize=4096)
def _is_forbidden(text: str) -> bool:
    return bool(FORBIDDEN.search(text))


@lru_cache(maxsize=4096)
def _shows_code(text: str) -> bool:
    return bool(CODE_NUMBER.search(text))


def _sorted(options: tuple[str, ...]) -> bool:
    return list(options) == sorted(options, key=str.casefold)
