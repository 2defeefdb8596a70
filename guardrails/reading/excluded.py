"""Excluded: injuries that the clinician says are not there; pain due to a fall is then pain and nothing else."""

import re

from guardrails.reading.concepts import INJURIES
from guardrails.reading.mentions import Standing
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import quoted, unique
from scribe.schema.facts import Fact, Mechanism
from scribe.schema.terms import Assertion
from scribe.schema.transcript import SpeakerRole


def excluded_injuries(picture: Picture) -> tuple[Fact, ...]:
    """The facts in which the clinician denies a sprain, a strain or any injury."""
    denied = [m.fact for m in picture.with_standing(Standing.DENIED) if m.by_clinician and m.concept in INJURIES]
    return unique([*denied, *(f for f in picture.of(Mechanism) if is_no_injury(f))])


def is_no_injury(fact: Mechanism) -> bool:
    """The clinician finds no injury; "no injury" in a history says that nothing happened: another matter."""
    if fact.assertion is not Assertion.DENIED or fact.speaker_role is not SpeakerRole.CLINICIAN:
        return False
    return bool(_FOUND_NONE.search(f"{normal(fact.value)}, {quoted(fact)}"))


_FOUND_NONE = re.compile(
    r"\b(sprains?|strains?|other injur(y|ies)|(find|found|see|diagnos\w+|evidence of) .*injur(y|ies))\b"
)
