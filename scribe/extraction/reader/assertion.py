"""Assertion: what the words around a mention make of it.

ConText's idea (triggers with a direction and a scope) with scopes for talk: a clause, cut shorter by a
contrast. Source: Harkema et al. 2009, "ConText: an algorithm for determining negation, experiencer, and
temporal status from clinical reports".
"""

import re
from dataclasses import dataclass
from functools import cache

from scribe.extraction.reader.quantities import NUMBER
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.terms import Assertion, Experiencer, Temporality

# A "no" that answers somebody ("no, it is my back") says nothing about what follows it.
_PARTICLE = re.compile(
    r"^(?:well |okay |so )*(?:no|nope|yes|yeah)(?=,|$| (?:i|i'm|i've|it|it's|he|"
    r"she|that|that's|there|you|we|not|no|nothing|just|my|the|but|well|actually|"
    r"only|like|about|so|since|because|at|this|these|those|right|mostly|mainly|"
    r"probably|in|for|maybe|sometimes|yes|yeah)\b),?\s?"
)
_CLEFT = re.compile(
    r"\b(?:it's|it is|that's|is) not (?:the |my |just |so much |really |only )*(?P<what>.+?) (?:that|"
    r"which) (?:bother|worr|hurt|concern|bring|is the|get)"
)
_ENDS = re.compile(
    r"\b(?:but|more like|more of an?|rather(?! than)|so much as|as much as|"
    r"except|other than|apart from|aside from|besides|just|only|still|"
    r"however|with|after|from|instead(?! of)|due to|negative|positive|normal|intact|tender|"
    r"symmetric|symmetrical|present|noted|limited|full|until|till)\b|[;:]"
    r"|\bbefore (?=the\b|my\b|this\b|i\b|he\b|she\b)"
)
_ITEM = re.compile(r",(?! (?:or|nor|vs|versus)\b)")
"""A comma after which another item of a list stands on its own."""
_DATED_PAST = re.compile(
    r"\b(?:had|have had|got)\s[^,]*\b(?:back )?in (?:(?:19|20)\d\d|(?:twenty|nineteen|two thousand)\b)"
)
"""Something had in a year that was."""
_NEW = re.compile(r"\bnever (?:\w+ )?(?:had|felt|seen|experienced|noticed|got) (?:[\w']+ )*?(?:this|these|such)\b")
_NOT_TILL = re.compile(
    r"\b(?:never|had no|was no|were no|^no|(?:i|he|she) (?:don't|doesn't) (?:get|have|feel|notice)|"
    r"(?:did|had|was|were)(?:n't| not)) (?:[\w']+ ){0,6}$"
)
_NOT_EARLIER = re.compile(r"(?: [\w']+){0,3} before(?:$| (?:the|my|this|that|i|he|she|it|last|then|now)\b)")
_BEGAN = re.compile(r"[^,;]*\b(?:until|till|unless)\b")
"""What was not there, or not noticed, until then, is there now; so is "this", never had before."""
_LASTING = re.compile(
    rf"\b(?:(?:(?:{NUMBER}|couple|few|several|many)(?: or {NUMBER})?[- ](?:hour|day|week|month|year)s?'?|"
    r"long|lengthy|short|brief|long-?standing)[- ](?:\w+ )?)history of\b"
)
"""A "two-week history of" pain is the pain of today."""
_LASTS = re.compile(
    rf"[^,;]{{0,40}}?\bfor (?:(?:the|over|about|almost|past|last) )*(?:{NUMBER}|several|many|a few) "
    r"(?:days?|weeks?|months?|years?)\b"
)
""" "A history of back pain for ten years" is not over either."""
_YOU_HAD = re.compile(
    r"\byou had\s[^,]*\b(?:in (?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)|last (?:spring|summer|fall|autumn|winter|month))\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    """The status of one mention. ``hedge``: the words that make it uncertain or soft."""

    assertion: Assertion = Assertion.DOCUMENTED
    experiencer: Experiencer = Experiencer.PATIENT
    temporality: Temporality = Temporality.CURRENT
    hedge: str | None = None

    @property
    def denied(self) -> bool:
        """Stated to be absent."""
        return self.assertion is Assertion.DENIED


@cache
def _re(*path: str) -> re.Pattern[str]:
    return re.compile(pattern_of("context", *path))


@cache
def _soft() -> re.Pattern[str]:
    return re.compile(pattern_of("context", "uncertain", "soft"))


def context_of(text: str, start: int, end: int) -> Context:
    """The status of ``text[start:end]`` within its clause."""
    particle = _PARTICLE.match(text)
    opening = particle.end() if particle and particle.end() <= start else 0
    before, after = text[opening:start], text[end:]
    hedge = _hedge(before, after, text[start:end])
    return Context(
        assertion=_assertion(text, start, end, before, after, hedge),
        experiencer=_experiencer(text),
        temporality=_temporality(before, after),
        hedge=hedge or _found(_soft(), before),
    )


def is_hypothetical(text: str, start: int) -> bool:
    """Whether the mention at ``start`` stands after an "if" or inside an instruction what to watch for."""
    return _re("hypothetical", "before").search(text, 0, start) is not None


def _assertion(text: str, start: int, end: int, before: str, after: str, hedge: str | None) -> Assertion:
    cleft = _CLEFT.search(text)
    if cleft and start < cleft.end("what") and end > cleft.start("what"):
        return Assertion.UNCERTAIN
    denied = _denied_before(before)
    if (
        denied
        and any(word in after for word in ("until", "till", "unless"))
        and _BEGAN.match(after)
        and _NOT_TILL.search(before)
    ):
        return Assertion.DOCUMENTED
    if denied and _first_time(before, after):
        return Assertion.DOCUMENTED if " before" in after and _NEW.search(before) else Assertion.UNCERTAIN
    if denied or _denied_after(after):
        return Assertion.DENIED
    return Assertion.UNCERTAIN if hedge else Assertion.DOCUMENTED


def with_cue(text: str, start: int, end: int) -> tuple[int, int]:
    """The mention widened to the "no" or "denies" that governs it, so that a quote of it shows the denial."""
    particle = _PARTICLE.match(text)
    opening = particle.end() if particle and particle.end() <= start else 0
    cue = _denial_cue(text[opening:start])
    if cue is not None:
        return opening + cue, end
    after = text[end:]
    lead = len(after) - len(after.lstrip(" ,:"))
    match = _re("negation", "after").match(after, lead)
    return (start, end + match.end()) if match and _denied_after(after) else (start, end)


def _first_time(before: str, after: str) -> bool:
    """ "I never had this weakness", "no numbness before the fall": it may well be there now."""
    return bool(
        _NEW.search(before) or ("before" in after and _NOT_EARLIER.match(after) and _NOT_TILL.search(before))
    )


def _denied_before(before: str) -> bool:
    return _denial_cue(before) is not None


def _denial_cue(before: str) -> int | None:
    """Where the nearest trigger that can still reach the mention begins."""
    scope = _last_scope(before)
    fakes = [match.span() for match in _re("negation", "never").finditer(scope)]
    found = None
    for match in _re("negation", "before").finditer(scope):
        if not any(start <= match.start() < end for start, end in fakes):
            found = len(before) - len(scope) + match.start()
    return found


def _last_scope(before: str) -> str:
    """The part of the words before a mention that a trigger can still reach it from."""
    cut = 0
    for match in _ENDS.finditer(before):
        if match.group() not in ("with", "from", "after", "due to") or "," in before[match.end() :]:
            cut = match.end()
    return before[cut:]


def _denied_after(after: str) -> bool:
    match = _re("negation", "after").match(after.lstrip(" ,:"))
    return match is not None and not re.match(r"no \w", after.lstrip(" ,:"))


def _hedge(before: str, after: str, mention: str) -> str | None:
    """The words that make the mention uncertain.

    A plain pain beside a suspected cause is certain: "low back pain, suspected stenosis", "neck pain vs strain".
    """
    scope = _last_scope(before)
    plain = mention.endswith("pain")
    if plain and _ITEM.search(scope):
        scope = scope[scope.rindex(",") + 1 :]
    hedge = _found(_re("uncertain", "before"), scope)
    if hedge is not None:
        return hedge
    follows = _re("uncertain", "after").match(after.lstrip(" " if plain else " ,"))
    if follows is None or (plain and follows.group() in ("vs", "versus")):
        return None
    said_of_next = follows.group() == "suspected" and re.match(r" \w", after.lstrip(" ,")[follows.end() :])
    return None if said_of_next else follows.group()


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    found = None
    for match in pattern.finditer(text):
        found = match.group()
    return found


_HAS_TO = re.compile(r"\b(?:has|have|had) (?:to|me|got to)\b")
"""What somebody else has to do is not what ails them."""
_DONE_FOR = re.compile(
    r"\b(?:pick(?:ed|ing)?(?: up)?|lift(?:ed|ing)?|carry(?:ing)?|carried|hold(?:ing)?|hug(?:ging)?|bath(?:e|ing)|"
    r"(?:play|keep|keeping|playing)(?: up)? with|"
    r"(?:look|run|chase|care|looking|running|chasing|caring)(?: after| for)?|"
    r"help(?:ed|ing)?|driv(?:e|ing)|visit(?:ing)?|dress(?:ing)?|feed(?:ing)?) (?:my|our|the|his|her) (?:\w+ )?\w+"
)
"""Somebody who is lifted, carried or looked after is not who it is about."""
_LENT = re.compile(r"\b(?:some|one|two|a few|a couple|\d+) of (?:my|his|her) \w+'s\b")
"""A relative's pills that the patient took."""


def _experiencer(text: str) -> Experiencer:
    text = _LENT.sub("some", _HAS_TO.sub("must", text))
    if _re("family", "mention").search(text) and _re("family", "mention").search(_DONE_FOR.sub("that", text)):
        return Experiencer.FAMILY
    return Experiencer.OTHER if _re("family", "other").search(text) else Experiencer.PATIENT


def _temporality(before: str, after: str) -> Temporality:
    if "history of" in before:
        before = _LASTING.sub("with", before)
        before = before.replace("history of", "with") if _LASTS.match(after) else before
    whole = f"{before} {after}"
    after = after[:40]
    if re.search(r"\bever (?:had|have|been)\b|\bever\b.*\bbefore\b", whole) and "ever since" not in whole:
        return Temporality.PAST
    if re.search(r"\b(?:medical|past|personal) history\b", before):
        return Temporality.PAST
    if _DATED_PAST.search(f"{before}-{after}") or _YOU_HAD.search(f"{before}-{after}"):
        return Temporality.PAST
    ended = _re("past", "after").search(after)
    if ended and re.search(r"(?:\bnever|\bnot|n't|\bhardly)(?: \w+)? $", after[: ended.start()]):
        return Temporality.CURRENT
    if _re("past", "still").search(whole) and not re.search(
        r"\bused to\b|\bhistory of\b|\bresolved\b|\bgone\b|\bin remission\b|\bno evidence of disease\b", whole
    ):
        return Temporality.CURRENT
    if _re("past", "before").search(before) or _re("past", "after").search(after):
        return Temporality.PAST
    if re.match(
        (
            r"(?:as a|when i was|back in|years ago|last year|in the past|years back|\w+ years ago|"
            r"about \w+ years ago|a long time ago)"
        ),
        before,
    ):
        return Temporality.PAST
    return Temporality.CURRENT
