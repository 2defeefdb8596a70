"""Exchange: a sentence that repeats a question and its answer word for word, and claims nothing of its own.

The composer writes it where no name of a sign was said. Both halves must stand in the quotes the sentence cites, of
different speakers, and nothing may stand beside them: a question alone, or an answer to another, is read as usual.
"""

import re
from collections.abc import Sequence

from guardrails.reading.narrative.quotes import Quote
from scribe.schema.transcript import SpeakerRole

_EXCHANGE = re.compile(r"(?P<who>[A-Za-z ]+) says “(?P<answer>[^“”]+)”, asked “(?P<question>[^“”]+)”\.")
_ROLES = {
    "Patient": SpeakerRole.PATIENT,
    "Another person": SpeakerRole.OTHER,
    "A speaker not identified": SpeakerRole.UNKNOWN,
}


def unquoted(text: str, quotes: Sequence[Quote]) -> str:
    """The text, or nothing where it is such an exchange: what is repeated word for word needs no comparison."""
    found = _EXCHANGE.fullmatch(text)
    if found is None or found["who"] not in _ROLES:
        return text
    answered = (found["answer"], _ROLES[found["who"]]) in quotes
    asked = any(found["question"] in quote and role is SpeakerRole.CLINICIAN for quote, role in quotes)
    return "" if asked and answered else text
