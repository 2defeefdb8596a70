"""Exchange: a sentence that repeats a question and its answer word for word, and claims nothing of its own.

The composer writes it where no name of a sign was said; where nobody asked, it repeats a whole quote that says that
all is well. The words must stand in the quotes the sentence cites, of the speakers it names, and nothing may stand
beside them: a question alone, or an answer to another, is read as usual.
"""

import re
from collections.abc import Sequence

from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.clauses import may_deny
from guardrails.reading.narrative.quotes import Quote
from guardrails.reading.narrative.words import words_of
from scribe.schema.transcript import SpeakerRole

_REPEATED = re.compile(r"(?P<who>[A-Za-z ]+) says “(?P<answer>[^“”]+)”(?:, asked “(?P<question>[^“”]+)”)?\.")
_ROLES = {
    "Patient": SpeakerRole.PATIENT,
    "Clinician": SpeakerRole.CLINICIAN,
    "Another person": SpeakerRole.OTHER,
    "A speaker not identified": SpeakerRole.UNKNOWN,
}
_WELL = listed(
    "fine normal normally stable okay ok good well clear clean dry intact full strong steady healthy gone"
)


def unquoted(text: str, quotes: Sequence[Quote]) -> str:
    """The text, or nothing where it is such an exchange: what is repeated word for word needs no comparison."""
    found = _REPEATED.fullmatch(text)
    if found is None or (found["answer"], _ROLES.get(found["who"])) not in quotes:
        return text
    if found["question"] is None:
        return "" if may_deny(found["answer"]) or not _WELL.isdisjoint(words_of(found["answer"])) else text
    asked = any(found["question"] in quote and role is SpeakerRole.CLINICIAN for quote, role in quotes)
    return "" if asked and found["who"] != "Clinician" else text
