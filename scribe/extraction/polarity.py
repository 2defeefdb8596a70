"""Whether words are stated or negated where they stand: the guard on a model's ``assertion``.

Written apart from the reader's negation, so that one mistake does not pass both readings.
"""

import re
from enum import StrEnum

from scribe.extraction.canonical import tokens, words
from scribe.extraction.wording import sides, stems


class Polarity(StrEnum):
    """What the words around a claim make of it."""

    STATED = "stated"
    NEGATED = "negated"
    FOUND_NEGATIVE = "found-negative"
    """A test or sign that came out negative: ``straight leg raise is negative``."""
    HEDGED = "hedged"
    UNANSWERED = "unanswered"
    """Only asked: what was answered is neither yes nor no."""


_CUE_WORDS = "no not nt never none neither nor without deny denies denied denying negative absent cannot"
_CUES = frozenset(_CUE_WORDS.split(" "))
_ABILITY = frozenset({"ca", "can", "could", "able"})
"""``can't sit`` and ``not able to pee`` state a limit; they do not deny sitting and peeing."""
_NO_NEGATION = re.compile(
    r"\bno (?:relief|break|escape|rest|let up) from\b|\bno (?:matter|doubt|question)\b"
    r"|\bnot only\b|\bnt (?:only|just)\b"
    r"|\b(?:ca|could|can|wo|do|will|not|did) ?(?:nt|not)? (?:be )?den(?:y|ied|ying)\b"
    r"|\bnever\b.*\bbefore\b|\b(?:not|nt|never) (?:notice|realiz|realis|see|think)\w*\b.*\b(?:until|till)\b"
    r"|\bnever (?:a|one) \w+ without\b|\bnot (?:a|one) (?:day|night|hour) without\b"
)
"""Words of negation that deny nothing of what stands behind them: "no relief from the numbness"."""
_OPINION = frozenset(["think", "believe", "suspect", "sure", "know", "certain"])
_AFTER = frozenset(["negative", "absent", "denied", "excluded", "none"])

_FILLER = r"(?:well|oh|um|uh|so|okay|ok|doctor)[,.]?\s+"
_NO = re.compile(
    rf"^(?:{_FILLER})*(?:(?:yes|yeah|yep|sure|oh|well)[,.]?\s+no|no|nope|nah|never|none|neither|negative"
    r"|not (?:really|at all|that i (?:know|noticed)|so far)|nothing (?:like that|of (?:the sort|that kind))"
    r"|sure (?:do|did|have|has|does|is|are|was)n['’]?t)\b",
    re.I,
)
_YES = re.compile(
    rf"^(?:{_FILLER})*(?:yes|yeah|yep|yup|sure|correct|i do|i have|i am|it does|it is|sometimes|occasionally|mostly"
    r"|definitely|absolutely|of course|uh[- ]?huh|mm[- ]?hmm|(?:just |only )?(?:a (?:little|bit|lot)|sometimes)"
    r"|some|quite a|once in a while|that(?:['’]s| is) (?:right|correct|true)"
    r"|right(?! (?:now|here|there|in|on|after))|every (?:day|night|morning)|all the time)\b",
    re.I,
)
_MAYBE = re.compile(
    rf"^(?:{_FILLER})*(?:maybe|perhaps|possibly|probably|i (?:think|guess|suppose) so|i(?:'m| am) not sure|not sure"
    r"|i don['’]?t know|could be|kind of|sort of|hard to say)\b",
    re.I,
)
_ASKED_AWAY = re.compile(r"\b(?:no|not|without)\b|n['’]t\b", re.I)
_AGREES = re.compile(r"\b(?:correct|right|exactly)\b", re.I)
_PARTICLE = re.compile(
    rf"^(?:{_FILLER})*(?:no|nope|nah|yes|yeah|yep|yup)"
    r"(?:[,.;!]|\s+(?=(?:i|it|he|she|they|we|there|that|just|my)\b))\s*",
    re.I,
)
_LEADING = re.compile(
    r"^(?:no|not(?! (?:been )?able)|denies|denied|without|negative for|never|absence of)\s+(?:any\s+)?", re.I
)
_PARTS = re.compile(r"[,;:.?!]|\band\b|\bbut\b", re.I)
_REACH, _HEDGE_REACH, _NEGATION_REACH = 10, 6, 8
"""Words before a claim in which a cue still governs it. Source: NegEx (Chapman 2001) has six; talk is wordier."""
_HEDGES = (
    "probabl[ey]", "possibl[ey]", "perhaps", "maybe", "may (?:be|have)", "might", "could be", "likely", "unlikely",
    "suspect(?:ed)?", "questionable", "question of", "rule out", "concern(?:ed)? (?:for|about)", "worried about",
    "afraid of", "consistent with", "compatible with", "suggestive of", "sounds like", "looks like",
    "doubt(?:ful)?", "wonder(?:ed|ing)?", "versus", "vs", "differential", "chance", "odds", "turn(?:s|ed)? out",
    "convinced",
    "(?:some|many|most|other|older|younger) people", "(?:people|patients) (?:who|with|like|your|of)",
    "often (?:get|have|develop)",
)  # fmt: skip
_HEDGE = re.compile(rf"\b(?:{'|'.join(_HEDGES)})\b", re.I)
_HEDGES_AFTER = (
    "unlikely", "doubtful", "possible", "a possibility", "in doubt", "(?:on|in) the differential", "less likely",
    "(?:has |have |had )?(?:now )?resolved", "not certain", "to be ruled out",
    "can['’]?t be (?:excluded|ruled out)",
)  # fmt: skip
_HEDGED_AFTER = re.compile(rf"^(?:\W*\w+){{0,2}}?\W*(?:{'|'.join(_HEDGES_AFTER)})\b", re.I)
_REPORT = re.compile(
    r"\b(?:report|x-?\s?rays?|mri|ct|scans?|films?|radiologist)\b[^.?!]*\b(?:says?|said|reads?|shows?|showed|notes?)\b"
    r"|\bno acute pathology\b",
    re.I,
)
_ASSESSES = re.compile(r"\b(?:assessment|diagnos\w+|impression|you have|i think|i believe|this is)\b", re.I)
_HYPOTHETICAL = re.compile(
    r"\b(?:if (?:you|it|that|there)|in case|watch (?:out )?for|should you|had (?:it|this|that|there) been"
    r"|were (?:it|this|that) (?:a|an|to))\b",
    re.I,
)
_COUNTERFACTUAL = re.compile(
    r"\bif (?:i|he|she|they|we|you|it|there|this)(?: \w+)? (?:had|were|was|did)\b.*\bwould\b", re.I
)
_FAMILY = re.compile(
    r"\b(?:mother|father|mom|mum|dad|brother|sister|aunt|uncle|grand(?:mother|father|ma|pa)|cousin|son|daughter"
    r"|husband|wife)(?:'s|\s+(?:also\s+)?(?:has|had|have|got|suffers))\b",
    re.I,
)
_CLAUSES = re.compile(
    r"[.;?!:]|(?<=\bno),|(?<=\byes),|,?\s+\b(?:but|however|although|though|except|because|cause|since)\b"
    r"|,\s*(?:and\s+|so\s+)?(?=(?:i|it|he|she|they|we|you|there|my|that|just|only|yes)\b)"
    r"|\s+and\s+(?=(?:i|it|he|she|they|we|you|there|my)\b)",
    re.I,
)


def hedge(value: str, text: str) -> str | None:
    """The words right before a claim, in it or right behind it that make it uncertain."""
    found = _HEDGE.search(_up_to(value, text, _HEDGE_REACH)) or _HEDGED_AFTER.search(_behind(value, text))
    return " ".join(found[0].lower().split()).strip(" ,.") if found else None


def is_hypothetical(value: str, text: str) -> bool:
    """Whether a claim is of what may come, "call me if you get weakness", or of what did not."""
    before = _HYPOTHETICAL.search(_up_to(value, text, _REACH))
    return before is not None or _COUNTERFACTUAL.search(text) is not None


def is_of_family(value: str, text: str) -> bool:
    """Whether a claim is of a relative: "my father had back pain"."""
    return _FAMILY.search(_up_to(value, text, _REACH)) is not None


def _up_to(value: str, text: str, reach: int) -> str:
    """The words before the first word of a claim, at most ``reach``; all of them where it does not stand there."""
    wanted = stems(value)
    first = next((token.start for token in tokens(text) if stems(token.word) & wanted), len(text))
    part = _PARTS.split(text[:first])[-1]
    return " ".join(part.split()[-reach:])


def _behind(value: str, text: str) -> str:
    """The words behind the last word of a claim, in its sentence; none where it does not stand there."""
    wanted = stems(value)
    ends = [token.end for token in tokens(text) if stems(token.word) & wanted]
    return re.split(r"[.;?!]", text[ends[-1] :])[0] if ends else ""


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


def answers_maybe(text: str) -> bool:
    """Whether a text begins as neither: "I think so", "I'm not sure"."""
    return _MAYBE.match(text.strip()) is not None


def answered(question: str, answer: str) -> Polarity:
    """What an answer makes of what was only asked. "You don't have any weakness?" turns a bare yes into a doubt."""
    if answers_maybe(answer):
        return Polarity.HEDGED
    if answers_no(answer):
        return Polarity.NEGATED
    if not answers_yes(answer):
        return Polarity.UNANSWERED
    last = re.split(r"[.?!]\s+", question.strip())[-1]
    if not _ASKED_AWAY.search(last):
        return Polarity.STATED
    return Polarity.NEGATED if _AGREES.search(answer) else Polarity.HEDGED


def without_leading_negation(value: str) -> str:
    """``no numbness`` as ``numbness``."""
    return _LEADING.sub("", value.strip())


def polarity(value: str, text: str) -> Polarity | None:
    """How the content words of ``value`` stand in ``text``; None where none of them stands there."""
    wanted, named = stems(value), set(sides(value))
    clauses = [clause for clause in _CLAUSES.split(_PARTICLE.sub("", text.strip())) if clause.strip()]
    shared = [((len(wanted & stems(clause)), len(named & set(sides(clause)))), clause) for clause in clauses]
    best = max(shared, key=lambda pair: pair[0], default=((0, 0), ""))
    return _in_clause(wanted, words(best[1])) if best[0][0] else None


def _in_clause(wanted: frozenset[str], clause: tuple[str, ...]) -> Polarity:
    at = [number for number, word in enumerate(clause) if stems(word) & wanted]
    before, after = clause[max(0, at[0] - _NEGATION_REACH) : at[0]], clause[at[-1] + 1 :]
    if _NO_NEGATION.search(" ".join(clause)):
        return Polarity.STATED
    cues = [
        number for number, word in enumerate(before) if word in _CUES and not _is_ability(clause, at[0], number)
    ]
    if cues:
        hedged = any(word in _OPINION for word in before[cues[-1] + 1 :])
        return Polarity.HEDGED if hedged else Polarity.NEGATED
    if _AFTER & set(after[:4]):
        return Polarity.FOUND_NEGATIVE
    if "ruled out" in " ".join(after[:4]) or after == ("no",):
        return Polarity.NEGATED
    return Polarity.STATED


def _is_ability(clause: tuple[str, ...], first: int, number: int) -> bool:
    """Whether the cue, the ``number``-th word of those before the claim, says what cannot be done."""
    at = max(0, first - _NEGATION_REACH) + number
    return bool(_ABILITY & {clause[at], *clause[max(0, at - 1) : at], *clause[at + 1 : at + 3]})
