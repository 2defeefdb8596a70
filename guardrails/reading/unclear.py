"""Unclear: an injury of which the record says that nobody can tell whether it is old or current (I.C.13.b)."""

import re

from guardrails.reading.phrases import normal
from scribe.schema.facts import Mechanism
from scribe.schema.terms import InjuryStatus


def is_unclear(mechanism: Mechanism) -> bool:
    """Stated as one of which nobody can tell whether it is current, by its status or in these words."""
    if mechanism.attributes.injury is not None:
        return mechanism.attributes.injury is InjuryStatus.UNCLEAR
    texts = [mechanism.value, *(evidence.quote for evidence in mechanism.evidence)]
    return any(_CANNOT_TELL.search(normal(text)) for text in texts)


_CANNOT_TELL = re.compile(
    r"\b(can't|cannot|can not|could not|couldn't|hard to|impossible to|unable to|no way to|not clear|unclear|"
    r"not sure|unsure|don't know)\b.*\b(old|former|earlier)\b.*\b(new|recent|current|fresh)\b|"
    r"\b(old|current) or (new|old|current)\b.*\b(can't|cannot|can not|unclear|not clear|unknown|unsure)\b"
)
