"""Postoperative: pain that the provider calls of an operation, and whether it is more than routine."""

import re

from guardrails.reading.concepts import PAINS, Concept
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.phrases import normal
from guardrails.reading.problem import Problem, unique
from scribe.schema.facts import Diagnosis, Fact
from scribe.schema.terms import Chronicity

_OPERATION = (
    r"(surger(y|ies)|operations?|fusions?|laminectom(y|ies)|laminotomy|(micro)?discectom(y|ies)|decompression|"
    r"instrumentation|procedure)"
)
_LINK = re.compile(
    rf"\b(due to|caused by|secondary to|from|related to|after|following|since|resulting from) "
    rf"([\w/-]+ ){{0,5}}{_OPERATION}\b|\bpost-?(op|surg|proced|laminectomy|fusion)\w*"
)
_BEYOND = re.compile(
    r"\b(beyond|more than|greater than|exceed\w*|out of proportion|disproportionate\w*|severe|uncontrolled|"
    r"unexpected\w*|excessive|persistent|prolonged|not (routine|expected|controlled))\b"
)
_ROUTINE = re.compile(r"\b(routine|expected|normal|usual|typical|anticipated|appropriate)\b")


def postoperative_pain(problem: Problem) -> tuple[Mention, ...]:
    """The provider's diagnoses of postoperative pain that is not called chronic."""
    if problem.acuity(Chronicity.CHRONIC, by_clinician=True):
        return ()
    return tuple(m for m in problem.named({Concept.POSTOP_PAIN}) if m.standing is Standing.ESTABLISHED)


def is_beyond_routine(mention: Mention) -> bool:
    """Called acute, severe or beyond what is expected; "expected" alone makes it routine."""
    words = _words(mention)
    if _BEYOND.search(words):
        return True
    return "acute" in words.split() and not _ROUTINE.search(words)


def is_routine(mention: Mention) -> bool:
    """Called routine or expected."""
    return bool(_ROUTINE.search(_words(mention))) and not is_beyond_routine(mention)


def surgery_link(problem: Problem) -> tuple[Fact, ...]:
    """Diagnoses in which the provider says that the pain comes from an operation."""
    pains = PAINS | {Concept.POSTOP_PAIN}
    established = (m.fact for m in problem.named(pains) if m.standing is Standing.ESTABLISHED)
    return unique(f for f in established if isinstance(f, Diagnosis) and _LINK.search(normal(f.value)))


def _words(mention: Mention) -> str:
    return normal(mention.fact.value) if isinstance(mention.fact, Diagnosis) else mention.reading.text
