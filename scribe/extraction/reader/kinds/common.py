"""What the kinds share: claims with the status of their words, and whose words count for what."""

import re
from typing import Any

from scribe.extraction.reader.assertion import Context, context_of, is_hypothetical
from scribe.extraction.reader.claim import Claim, Span, claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.lexicon import pattern
from scribe.extraction.reader.scenes import FOREIGN
from scribe.schema.terms import FactKind
from scribe.schema.transcript import SpeakerRole

_HABIT = re.compile(r"\bif (?:i|i'm|i've|it|it's|my)\b|\bsuch as\b")
_CONTRARY = re.compile(r"\bif (?:i|it|that|there) (?:had(?! to\b)|was|were)\b.*\b(?:would|wouldn't|could|\w+'d)\b")
"""What would have been: "if I had a fever I would have called"."""
SIDE = r"(?P<side>left|right|both|bilateral)"
_ADVERB_AFTER = re.compile(
    r"\s(?:now|here|there|away|after|before|at|where|when|onto|to|through|down|"
    r"up|around|about|in|on|over|along|across|next|then|under|above|below|behind|"
    r"between|back)\b|\s*[,?]|\s*$"
)
_SIDE_BEFORE = re.compile(
    r"\b(?:the|my|your|his|her|on|to|from|of|more|is|it's|mostly|just|only|mainly|upper|lower)\s$"
)


def heard(kind: FactKind, value: Any, clause: Clause, start: int, end: int, **more: Any) -> Claim:
    """A claim with the status that its surrounding words give it."""
    status = context_of(clause.text, start, end)
    more.setdefault("assertion", status.assertion)
    more.setdefault("experiencer", status.experiencer)
    more.setdefault("temporality", status.temporality)
    return claim(kind, value, clause, start, end, **more)


def replied(kind: FactKind, value: Any, clause: Clause, start: int, end: int, **more: Any) -> Claim:
    """A claim that only the question makes clear: its evidence quotes the question first."""
    made = claim(kind, value, clause, start, end, **more)
    asked = clause.question
    return made if asked is None else made.but(spans=(Span(asked, asked.start, asked.end), *made.spans))


def status_of(clause: Clause, start: int, end: int) -> Context:
    """The status of a span of the clause."""
    return context_of(clause.text, start, end)


def supposed(clause: Clause, start: int) -> bool:
    """Whether the mention at ``start`` is only supposed. A patient's "if I sit" tells what does happen."""
    text = clause.text
    if clause.turn.role is not SpeakerRole.PATIENT and (clause.conditional or _teaches(text, start)):
        return True
    if clause.turn.role is SpeakerRole.PATIENT and not _CONTRARY.search(text):
        text = _HABIT.sub(lambda match: "-" * len(match.group()), text)
    return is_hypothetical(text, start)


_WOULD_BE = re.compile(
    r"[^,;:]{0,70}?\b(?:would|might then|'d) (?:then |also |really |certainly |just |usually )*"
    r"(?:be|make|mean|suggest|point|indicate|tell|worry|concern|alarm|raise|speak|argue|need|send|bring|get|count|"
    r"have (?:made|meant|suggested|pointed|worried|shown|been))\b"
)
"""Behind a finding: what it would mean if it were there."""
_THIS_ONE = re.compile(r"\b(?:this|that|these|your|his|her|the patient's|you have|he has|she has)(?: \w+){0,2} $")


def _teaches(text: str, start: int) -> bool:
    """ "A positive leg raise would make us think of a disc": said of anybody, found in nobody."""
    return _WOULD_BE.match(text, start) is not None and not _THIS_ONE.search(text, 0, start)


def idle(clause: Clause) -> bool:
    """Words that claim nothing: said of people in general, or quoted from another document."""
    if clause.section == FOREIGN:
        return True
    return clause.turn.role is not SpeakerRole.PATIENT and bool(
        pattern("context", "hypothetical", "general").search(clause.text)
    )


_NEARLY = re.compile(
    r"\b(?:nearly|almost|(?:very|so) nearly|about to|"
    r"(?:came|come|was|were|been) (?:this |so |very |that )?close to|"
    r"could(?:'ve| have)(?: easily| just)?|on the verge of|narrowly (?:missed|avoided))(?: \w+){0,2} ?$"
)


def nearly(text: str, start: int, end: int) -> bool:
    """Whether what is named at ``start`` only nearly came about: "I almost fell"."""
    inside = re.search(r"^(?:\w+ )?(?:nearly|almost) ", text[start:end])
    return inside is not None or _NEARLY.search(text, 0, start) is not None


_DENIES_INSIDE = re.compile(r"\b(?:not(?! only| just)|never|no longer)\b|n't\b(?! stop| go away)")


def denied_inside(text: str, start: int, end: int) -> bool:
    """Whether the words of a mention deny themselves: "my neck has not been bothering me"."""
    return _DENIES_INSIDE.search(text, start, end) is not None and " until " not in text[end:]


def by_clinician(clause: Clause) -> bool:
    """Whether the words may be a clinician's: a patient examines, orders and assesses nothing."""
    return clause.turn.role is not SpeakerRole.PATIENT


def is_side(text: str, start: int, end: int) -> bool:
    """Whether "left" or "right" is a side here: not in "right now", "right in the back", "all right", "right?"."""
    if text[start:end] in ("both", "bilateral"):
        return True
    if text[start:end] != "right":
        return not re.match(r" (?:the|me|my|work|off|out|over|it|home|with|him|her)\b", text[end:])
    if re.search(r"\b(?:all|that's|you're|is that|about|not|yeah|okay|just|quite|came|goes|go)\s$", text[:start]):
        return text[end:].startswith((" leg", " side", " arm"))
    if _ADVERB_AFTER.match(text, end):
        return bool(_SIDE_BEFORE.search(text[:start])) and not re.match(
            r" (?:now|here|there|away|at|around|before|after|where|in)\b", text[end:]
        )
    return not re.search(r"^right$", text)


_LEADING = re.compile(
    r"^(?:(?:for|and|so|but|or|the|a|an|some|your|my|his|her|that|this|just|like|really|also)\s)+"
)
_TRAILING = re.compile(r"(?:\s(?:and|or|but|so|the|a|an|of|with|to|for|okay|today|now|at|in|on|that|is))+$")


def tidy(text: str) -> str:
    """Open text for a value: trimmed of edge words that carry nothing."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:.")
    return _TRAILING.sub("", _LEADING.sub("", text))[:300].strip(" ,")
