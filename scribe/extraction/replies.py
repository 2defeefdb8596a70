"""Replies: what an answer makes of what was only asked."""

import re

_FILLER = r"(?:(?:well|oh|um|uh|so|okay|ok|doctor)[,.]?\s+)*"
_AGREEING = r"(?:yes|yeah|yep|yup|sure|right|well|oh|absolutely|definitely|certainly|of course|mostly)"
_NO = re.compile(
    rf"^{_FILLER}(?:{_AGREEING}[,.]?\s+(?:no|not|none|never)\b|no|nope|nah|never|none|neither|negative"
    r"|not (?:really|at all|that i (?:know|noticed)|so far)|nothing (?:like that|of (?:the sort|that kind))"
    r"|(?:i|it|they|he|she) (?:do|have|am|did|was|does|is|has) (?:not|none)"
    r"|(?:sure|i|it) (?:do|did|have|has|does|is|are|was)n['’]?t)\b",
    re.I,
)
_YES = re.compile(
    rf"^{_FILLER}(?:yes|yeah|yep|yup|sure|correct|sometimes|occasionally|mostly|definitely|absolutely|certainly"
    r"|of course|uh[- ]?huh|mm[- ]?hmm|(?:just |only )?(?:a (?:little|bit|lot)|sometimes)|some|quite a"
    r"|once in a while|all the time|every (?:day|night|morning)|that(?:['’]s| is) (?:right|correct|true)"
    r"|right(?! (?:now|here|there|in|on|after))"
    r"|(?:i (?:do|have|am|did)|it (?:does|is|has|did))(?!\W+(?:fine|good|well|okay|ok|better|great)))\b",
    re.I,
)
_MAYBE = re.compile(
    rf"^{_FILLER}(?:maybe|perhaps|possibly|probably|i (?:think|guess|suppose) so|i(?:'m| am) not sure|not sure"
    r"|i don['’]?t know|could be|kind of|sort of|hard to say)\b",
    re.I,
)
PARTICLE = re.compile(
    rf"^{_FILLER}(?:no|nope|nah|yes|yeah|yep|yup)"
    r"(?:[,.;!]|\s+(?=(?:i|it|he|she|they|we|there|that|just|my)\b))\s*",
    re.I,
)
"""The yes or no an answer begins with, which governs the question and not the words behind it."""
ASKED_AWAY = re.compile(r"\b(?:no|not|without)\b|n['’]t\b", re.I)
"""A question that expects a no: "You don't have any weakness?"."""
AGREES = re.compile(r"\b(?:correct|right|exactly)\b", re.I)


def answers_no(text: str) -> bool:
    """Whether a text begins as a "no"."""
    return _NO.match(text.strip()) is not None


def answers_yes(text: str) -> bool:
    """Whether a text begins as a "yes" and does not take it back."""
    return not answers_no(text) and _YES.match(text.strip()) is not None


def answers_maybe(text: str) -> bool:
    """Whether a text begins as neither: "I think so", "I'm not sure"."""
    return _MAYBE.match(text.strip()) is not None
