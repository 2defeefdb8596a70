"""Compliance of a query with the practice brief: neutral, one question, no codes, no money (CODING reference 5)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.phrases import read
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
_OPEN = re.compile(r"(other|unable to determine|clinically undetermined)\s*($|[^\w\s]|_)", re.IGNORECASE)
"""Answers that leave the question open, as any practice writes them ("other: ____")."""


_NEUTRAL = frozenset(
    {Concept.PAIN, Concept.LIMB_PAIN, Concept.STIFFNESS, Concept.INJURY, Concept.TRAUMA, Concept.SPINE_SURGERY}
    | {Concept.PREGNANCY, Concept.POSTPARTUM, Concept.ABNORMAL_FINDING}
)
"""What a question may name although nobody documented it: none of them is a diagnosis."""
_NOT_THE_PATIENTS = frozenset({Standing.DENIED, Standing.FAMILY})
_DIAGNOSED = frozenset({Standing.ESTABLISHED, Standing.UNCERTAIN})


def faults(query: ProviderQuery | GivenQuery, record: Iterable[Mention] | None = None) -> tuple[str, ...]:
    """What is wrong with a query, in words; () where it is compliant. ``record``: what the visit names."""
    mentions = tuple(record or ())
    named = {reading.concept for reading in read(query.question)} - _NEUTRAL
    documented = {m.concept for m in mentions if m.standing not in _NOT_THE_PATIENTS}
    diagnosed = {m.concept for m in mentions if m.standing in _DIAGNOSED}
    texts = (query.question, *query.options)
    answers = [option for option in query.options if not _OPEN.match(option)]
    listed = {option.casefold() for option in answers}
    checks = {
        "it speaks of money, coding or review": any(map(_is_forbidden, texts)),
        "it shows a code number": any(map(_shows_code, texts)),
        "it leads": bool(LEADING.search(query.question)),
        "it is not exactly one question": query.question.count("?") != 1,
        "an open answer is missing": not _leaves_open(query.options),
        "the answers are not in alphabetical order": not _sorted(answers),
        "it names a condition that is not documented": record is not None and not named <= documented,
        "it offers only yes or no": bool(listed) and listed <= YES_NO and not (named and named <= diagnosed),
        "it quotes nothing": not query.indicators,
    }
    return tuple(fault for fault, present in checks.items() if present)


@lru_cache(maxsize=4096)
def _is_forbidden(text: str) -> bool:
    return bool(FORBIDDEN.search(text))


@lru_cache(maxsize=4096)
def _shows_code(text: str) -> bool:
    return bool(CODE_NUMBER.search(text))


def _leaves_open(options: tuple[str, ...]) -> bool:
    """The last two are an answer in other words and one that nobody can tell."""
    last = [match.group(1).casefold() if (match := _OPEN.match(option)) else "" for option in options[-2:]]
    return len(last) == 2 and last[0] == "other" and last[1] not in ("", "other")


def _sorted(options: list[str]) -> bool:
    return options == sorted(options, key=str.casefold)
