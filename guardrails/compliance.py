"""Compliance of a query with the practice brief: neutral, one question, no codes, no money (CODING reference 5)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.phrases import read
from scribe.schema.finding import GivenQuery, ProviderQuery

FORBIDDEN = re.compile(
    r"\b(pay\w*|reimburs\w*|revenue|drg\w*|rvu\w*|hcc\w*|raf|cmi|quality (scores?|measures?|report\w*)|denials?|"
    r"audit\w*|risk adjust\w*|specificity|medical necessity|medically necessary|(?<!compensation )claim\w*|bill\w*|"
    r"complexity|severity of illness|insur\w*|downgrade\w*|cod(e|es|ing)(?! blue| status))\b",
    re.IGNORECASE,
)
CODE_NUMBER = re.compile(r"\b(?!T1[0-2]\b(?!\.))[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?\b|\b[A-Z]\d\d[0-9A-Z]{1,4}\b")
"""The shape of a code, also without its dot; T10, T11 and T12 alone are vertebrae."""
LEADING = re.compile(
    r"\b(please (add|document|confirm)|should (be|say)|you (must|should)|don't you|wouldn't you|"
    r"(do|would) you agree|isn't (this|it|that)|consider (adding|documenting)|"
    r"(shall|can|may) (we|i) (write|add|document))\b|\(recommended\)",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\band (is|are|was|were|does|do|did|has|have|how|what|which|where|when|whether)\b", re.IGNORECASE
)
"""A second question behind the same question mark."""
_STATE = re.compile(r"\bplease (state|describe|specify|clarify)\b", re.IGNORECASE)
"""The request of an open query, which needs no question mark."""
YES_NO = frozenset({"yes", "no"})
_BLANK = re.compile(r"_{2,}")
_OPEN = re.compile(
    r"(other|_{2,}|(?:clinically )?unable to determine|clinically undetermined)(?: at this time)?\s*($|[^\w\s]|_)",
    re.IGNORECASE,
)
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
    offered = {reading.concept for option in query.options for reading in read(option)} - _NEUTRAL
    documented = {m.concept for m in mentions if m.standing not in _NOT_THE_PATIENTS}
    diagnosed = {m.concept for m in mentions if m.standing in _DIAGNOSED}
    texts = (query.question, *query.options)
    answers = [option for option in query.options if not _OPEN.match(option)]
    listed = {option.casefold() for option in answers}
    checks = {
        "it speaks of money, coding or review": any(map(_is_forbidden, texts)),
        "it shows a code number": any(map(_shows_code, texts)),
        "it leads": any(map(LEADING.search, texts)),
        "it is not exactly one question": not _asks_once(query.question),
        "an open answer is missing": not _leaves_open(query.options),
        "the answers are not in alphabetical order": not _sorted(answers),
        "it names a condition that is not documented": record is not None and not named <= documented,
        "it offers a condition that nothing documents": record is not None and not offered <= documented,
        "it offers a single answer": len(answers) == 1 and not any(map(_BLANK.match, query.options)),
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


def _asks_once(question: str) -> bool:
    marks = question.count("?")
    return not _SECOND.search(question) and (marks == 1 or (marks == 0 and bool(_STATE.search(question))))


def _leaves_open(options: tuple[str, ...]) -> bool:
    """One answer is in other words or a blank, and the last is that nobody can tell."""
    kinds = [match.group(1).casefold() if (match := _OPEN.match(option)) else "" for option in options]
    if not kinds:
        return False
    own_words = any(kind == "other" or kind.startswith("_") for kind in kinds)
    return own_words and kinds[-1] != "other" and not kinds[-1].startswith("_") and kinds[-1] != ""


def _sorted(options: list[str]) -> bool:
    return options == sorted(options, key=str.casefold)
