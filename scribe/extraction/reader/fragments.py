"""Fragments: words that may be a question although nobody heard its mark: "Weakness in the legs." """

import re

_OF_ONESELF = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|mine|we|our)\b")
_ADDRESSED = re.compile(r"\byour?\b")
_STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|hurts?|aches?|goes|went|gets|got|feels?|felt|started|began|came|comes|it|"
    r"it's|that|that's|this|there|there's|he|she|they|helped|helps|just|still|since|for|ago|because|acute|chronic|"
    r"the plan|continue|take|use|start|stay|come|keep|try|please|let's|okay|so|then)\b"
)
_ASKS_ON = re.compile(r"(?:ever|any|or|and any|what about|how about|also)\b")
_BEGINS_WITH_ING = re.compile(
    r"(?:and |or |so )?(?!something|anything|nothing|everything|feeling|morning)\w{3,}ing\b"
)


def is_fragment(text: str) -> bool:
    """It says nothing of its speaker, and has no subject and verb of its own, or says "your"."""
    return not _OF_ONESELF.search(text) and (_ADDRESSED.search(text) is not None or not _STATES.search(text))


def is_asked_on(text: str, then: str) -> bool:
    """ "Losing weight without trying." "Ever had cancer?": the second question shows what the first was."""
    return _ASKS_ON.match(then) is not None and _BEGINS_WITH_ING.match(text) is not None
