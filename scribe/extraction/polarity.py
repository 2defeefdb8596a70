"""Whether words are stated or negated where they stand: the guard on a model's ``assertion``.

Written apart from the reader's negation, so that one mistake does not pass both readings.
"""

import re
from enum import StrEnum

from scribe.extraction.canonical import tokens, words
from scribe.extraction.wording import stems


class Polarity(StrEnum):
    """What the words around a claim make of it."""

    STATED = "stated"
    NEGATED = "negated"
    FOUND_NEGATIVE = "found-negative"
    """A test or sign that came out negative: ``straight leg raise is negative``."""
    HEDGED = "hedged"


_CUE_WORDS = "no not nt never none neither nor without deny denies denied denying negative absent cannot"
_CUES = frozenset(_CUE_WORDS.split(" "))
_ABILITY = frozenset({"ca", "could", "cannot"})
"""``can't sit`` states a limit; it does not deny sitting."""
_OPINION = frozenset(["think", "believe", "suspect", "sure", "know", "certain"])
_AFTER = frozenset(["negative", "absent", "denied", "excluded", "none"])

_FILLER = r"(?:well|oh|um|uh|so|okay|ok|doctor)[,.]?\s+"
_NO = re.compile(
    rf"^(?:{_FILLER})*(?:no|nope|nah|never|none|not (?:really|at all|that i know|so far)|negative)\b", re.I
)
_YES = re.compile(
    rf"^(?:{_FILLER})*(?:yes|yeah|yep|yup|sure|correct|i do|i have|i am|it does|it is|sometimes)\b", re.I
)
_PARTICLE = re.compile(
    rf"^(?:{_FILLER})*(?:no|nope|nah|yes|yeah|yep|yup)"
    r"(?:[,.;!]|\s+(?=(?:i|it|he|she|they|we|there|that|just|my)\b))\s*",
    re.I,
)
_LEADING = re.compile(r"^(?:no|not|denies|denied|without|negative for|never|absence of)\s+(?:any\s+)?", re.I)
_PARTS = re.compile(r"[,;:.?!]|\band\b|\bbut\b", re.I)
_REACH, _HEDGE_REACH, _NEGATION_REACH = 10, 6, 8
"""Words before a claim in which a cue still governs it. Source: NegEx (Chapman 2001) has six; talk is wordier."""
_HEDGE = re.compile(
    r"\b(?:probabl[ey]|possibl[ey]|perhaps|maybe|may (?:be|have)|might|could be|likely|suspect(?:ed)?|questionable"
    r"|rule out|concern(?:ed)? (?:for|about)|consistent with|compatible with|suggestive of"
    r"|sounds like|looks like)\b",
    re.I,
)
_REPORT = re.compile(
    r"\b(?:report|x-?\s?rays?|mri|ct|scans?|films?|radiologist)\b[^.?!]*\b(?:says?|said|reads?|shows?|showed|notes?)\b"
    r"|\bno acute pathology\b",
    re.I,
)
_ASSESSES = re.compile(r"\b(?:assessment|diagnos\w+|impression|you have|i think|i believe|this is)\b", re.I)
_HYPOTHETICAL = re.compile(r"\b(?:if you|if it|if that|if there|in case|watch (?:out )?for|should you)\b", re.I)
_FAMILY = re.compile(
    r"\b(?:mother|father|mom|mum|dad|brother|sister|aunt|uncle|grand(?:mother|father|ma|pa)|cousin|son|daughter"
    r"|husband|wife)(?:'s|\s+(?:also\s+)?(?:has|had|have|got|suffers))\b",
    re.I,
)
_CLAUSES = re.compile(
    r"[.;?!:]|,?\s+\b(?:but|however|although|though|except|because|cause|since)\b"
    r"|,\s*(?:and\s+|so\s+)?(?=(?:i|it|he|she|they|we|you|there|my|that|just)\b)"
    r"|\s+and\s+(?=(?:i|it|he|she|they|we|you|there|my)\b)",
    re.I,
)


def hedge(value: str, text: str) -> str | None:
    """The words right before a claim, or in it, that make it uncertain."""
    found = _HEDGE.search(_up_to(value, text, _HEDGE_REACH))
    return found[0].lower() if found else None


def is_hypothetical(value: str, text: str) -> bool:
    """Whether a claim is of what may come: "call me if you get weakness"."""
    return _HYPOTHETICAL.search(_up_to(value, text, _REACH)) is not None


def is_of_family(value: str, text: str) -> bool:
    """Whether a claim is of a relative: "my father had back pain"."""
    return _FAMILY.search(_up_to(value, text, _REACH)) is not None


def _up_to(value: str, text: str, reach: int) -> str:
    """The words before the first word of a claim, at most ``reach``; all of them where it does not stand there."""
    wanted = stems(value)
    first = next((token.start for token in tokens(text) if stems(token.word) & wanted), len(text))
    part = _PARTS.split(text[:first])[-1]
    return " ".join(part.split()[-reach:])


def is_read_aloud(words_said: str, before: str) -> bool:
    """Whether words read out a report begun in them or ``before`` them, with no word of assessment since."""
    said = f"{before} {words_said}"
    reports = list(_REPORT.finditer(said))
    return bool(reports) and _ASSESSES.search(said, reports[-1].start()) is None


def has_cue(text: str) -> bool:
    """Whether a text holds any word of negation."""
    return any(word in _CUES for word in words(text))


def answers_no(text: str) -> bool:
    """Whether a text begins as a "no"."""
    return _NO.match(text.strip()) is not None


def answers_yes(text: str) -> bool:
    """Whether a text begins as a "yes"."""
    return _YES.match(text.strip()) is not None


def without_leading_negation(value: str) -> str:
    """``no numbness`` as ``numbness``."""
    return _LEADING.sub("", value.strip())


def polarity(value: str, text: str) -> Polarity | None:
    """How the content words of ``value`` stand in ``text``; None where none of them stands there."""
    wanted = stems(value)
    clauses = [clause for clause in _CLAUSES.split(_PARTICLE.sub("", text.strip())) if clause.strip()]
    shared = [(len(wanted & stems(clause)), clause) for clause in clauses]
    best = max(shared, key=lambda pair: pair[0], default=(0, ""))
    return _in_clause(wanted, words(best[1])) if best[0] else None


def _in_clause(wanted: frozenset[str], clause: tuple[str, ...]) -> Polarity:
    at = [number for number, word in enumerate(clause) if stems(word) & wanted]
    before, after = clause[max(0, at[0] - _NEGATION_REACH) : at[0]], clause[at[-1] + 1 :]
    cues = [number for number, word in enumerate(before) if word in _CUES and not _is_ability(before, number)]
    if cues:
        hedged = any(word in _OPINION for word in before[cues[-1] + 1 :])
        return Polarity.HEDGED if hedged else Polarity.NEGATED
    if _AFTER & set(after[:4]):
        return Polarity.FOUND_NEGATIVE
    if "ruled out" in " ".join(after[:4]):
        return Polarity.NEGATED
    return Polarity.STATED


def _is_ability(before: tuple[str, ...], number: int) -> bool:
    return before[number] in _ABILITY or (number > 0 and before[number - 1] in _ABILITY)
