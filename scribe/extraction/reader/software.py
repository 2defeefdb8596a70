"""What is said to a program: content of the visit like any other, from which no fact but a warning sign is read.

A warning sign is kept, for a patient may say in one breath where to write it and that it is there.
"""

import re
from collections.abc import Iterable, Iterator

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.lexicon import pattern
from scribe.schema.terms import Assertion, FactKind
from scribe.schema.transcript import SpeakerRole

_CODE = r"\b[a-tv-z]\d\d(?:\.\d[0-9a-z]{0,3}|\d[0-9a-z]{1,3})\b"
_ANY_CODE = re.compile(_CODE)
_ORDERED_CODE = re.compile(rf"\b(?:codes?|use|add|pick|choose|put|put down|bill|assign) (?:[\w']+ ){{0,3}}{_CODE}")
"""A clinician may dictate a code beside a diagnosis; a code that is ordered is no diagnosis."""

_CALLED = re.compile(
    r"^\W*(?:hey |ok |okay |dear )?(?:scribe|computer|assistant|system|software|ai|new instructions?|instructions?"
    r"|json|override)(?:[,:]|$)"
)
"""A program that is called by its name, not "the computer I sit at"."""

_ORDERED = re.compile(
    r"^(?:(?:and|so|please|now|then|just|always|never|do not|don't|you (?:must|should|have to|are to)) )*"
    r"(?:delete|remove|erase|omit|mark|flag|skip|set|change|swap|ignore|disregard|forget|make sure|ensure|pick"
    r"|choose|select|answer|reply|respond|output|print|return|raise|show|display|suppress|hide|add)\b"
)
_DICTATES = re.compile(
    r"(?:^|, )(?:(?:please|just|now|and|so|also|then|always|you (?:must|should|have to)|make sure (?:to|you)) )*"
    r"(?:(?:write|note|record|type|report|state|document|chart|enter|list)(?: it| this)? "
    r"(?:down |in |out )?(?:that|as)\b"
    r"|(?:list|report|record|document|chart|enter|register) "
    r"(?!of\b|to\b|says?\b|said\b|sh\w+\b|reads?\b|came\b|was\b|is\b|from\b|for\b|in\b|and\b|or\b)\w"
    r"|write down\b|put (?:it |this |that )?down (?:that|as)\b)"
)
"""Somebody who is not the clinician says what is to be written."""
_TO_SOMEBODY = re.compile(r"^(?:please |now |just )*(?:write|type|enter) (?:down |in )?that\b")
"""Said by a voice nobody knows, this is dictation only where it has no "write"."""
_TOLD = re.compile(r"\b(?:i|i'm|i've|i'd|my|he|she|he's|she's|his|her)\b")
"""Words in which a person tells of somebody, not of what is to be written."""
_OF_THE_NOTE = re.compile(
    r"\b(?:transcripts?|outputs?|codes?|coding|quer(?:y|ies)|warnings?(?! signs?)|checks|facts|prompt|guardrails"
    r"|previous instructions|json|disposition|chronicity|everything (?:i|we|he|she|you) said|date of service"
    r"|(?:this|the) note(?! (?:to|for|from))|the words? \w+)\b"
)
"""What a visit is made into, not what it is about: an order about it is meant for whoever writes."""
_TURNED_ROUND = re.compile(
    r"\b(?:no|yes|left|right)(?: side)? (?:means|is) (?:the )?(?:yes|no|left|right)\b|\bfacts end\b"
)


def spoken_to_software(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses that address a program, each with what it announces behind a colon."""
    told = False
    for clause in clauses:
        told = _addresses(clause) or (told and clause.start > 0)
        if told:
            yield clause
        told = told and clause.text.endswith(":")


def is_told_all_the_same(each: Claim) -> bool:
    """A warning sign that somebody tells of a person within an order: "write down that I have a fever"."""
    stated = each.kind is FactKind.RED_FLAG and each.assertion is not Assertion.DENIED
    return stated and _TOLD.search(each.clause.text) is not None


def _addresses(clause: Clause) -> bool:
    """The clause calls a program, gives it orders, or orders a code number."""
    text = clause.text
    if _CALLED.search(text) or _ORDERED_CODE.search(text) or pattern("context", "software", "anybody").search(text):
        return True
    if _TURNED_ROUND.search(text) or (_ORDERED.search(text) and _OF_THE_NOTE.search(text)):
        return True
    if clause.turn.role is SpeakerRole.CLINICIAN:
        return False
    if clause.turn.role is SpeakerRole.UNKNOWN:
        return _TO_SOMEBODY.search(text) is not None
    return bool(
        _DICTATES.search(text)
        or _ANY_CODE.search(text)
        or pattern("context", "software", "not_a_clinician").search(text)
    )
