"""What is said to a program: content of the visit like any other, from which no fact but a warning sign is read.

A warning sign is kept, for a patient may say in one breath where to write it and that it is there.
"""

import re
from collections.abc import Iterable, Iterator

from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.lexicon import pattern
from scribe.schema.transcript import SpeakerRole

_CODE = r"\b[a-tv-z]\d\d(?:\.\d[0-9a-z]{0,3}|\d[0-9a-z]{1,3})\b"
_ANY_CODE = re.compile(_CODE)
_ORDERED_CODE = re.compile(rf"\b(?:codes?|use|add|pick|choose|put|put down|bill|assign) (?:[\w']+ ){{0,3}}{_CODE}")
"""A clinician may dictate a code beside a diagnosis; a code that is ordered is no diagnosis."""

_CALLED = re.compile(
    r"^(?:hey |ok |okay )?(?:scribe|computer|assistant|system|software|new instructions|json)(?:[,:]|$)"
)
"""A program that is called by its name, not "the computer I sit at"."""


def spoken_to_software(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses that address a program, each with what it announces behind a colon."""
    told = False
    for clause in clauses:
        told = _addresses(clause) or (told and clause.start > 0)
        if told:
            yield clause
        told = told and clause.text.endswith(":")


def _addresses(clause: Clause) -> bool:
    """The clause calls a program, gives it orders, or orders a code number."""
    text = clause.text
    if _CALLED.search(text) or _ORDERED_CODE.search(text) or pattern("context", "software", "anybody").search(text):
        return True
    if clause.turn.role in (SpeakerRole.CLINICIAN, SpeakerRole.UNKNOWN):
        return False
    return bool(_ANY_CODE.search(text) or pattern("context", "software", "not_a_clinician").search(text))
