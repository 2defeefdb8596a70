"""Words: a text as lower-case words and marks, contractions opened, fixed phrases folded into one word.

``key`` is what words are compared by: one form for spellings and synonyms, the bare stem for the rest.
"""

import re
from functools import lru_cache

from guardrails.reading.narrative.drug_names import DRUGS
from guardrails.reading.narrative.synonyms import SAME
from guardrails.reading.narrative.wording import PHRASES

_PIECE = re.compile(
    r"[a-z]\d[\da-z]\.[\da-z]{1,4}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?\d*[a-z]?\d*|\d{1,2}:\d\d|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|(?<=\d)\s?[-–]\s?(?=[\dctls])"
    r"|[;:,.()/?!&+%½°]|[—–]"
)
_NOT = re.compile(r"^(.*?)n['’]t$")
_FULL_FORMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_MARKS = {"—": ",", "–": ",", "½": "half", "°": "degrees", "?": ".", "!": ".", "&": "and", "%": "percent"}
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_ENDINGS = ("ness", "ings", "ing", "edly", "ed", "ly")


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words and marks of a text in order."""
    return tuple(_folded([word for piece in _PIECE.findall(text.lower()) for word in _opened(piece.strip())]))


@lru_cache(maxsize=4096)
def key(word: str) -> str:
    """What a word is compared by."""
    return SAME.get(word) or DRUGS.get(word) or SAME.get(_singular(word)) or _stem(word)


def _opened(piece: str) -> tuple[str, ...]:
    """``don't`` and ``do n't`` as ``do not``; a mark in its plain form."""
    if negated := _NOT.match(piece):
        verb = negated.group(1)
        return (_FULL_FORMS.get(verb, verb), "not") if verb else ("not",)
    if piece[0] == "x" and piece[1:].isdigit():
        return (piece[1:],)
    if piece in ("cannot", "ca"):
        return ("can", "not") if piece == "cannot" else ("can",)
    return (_MARKS.get(piece, piece.rstrip("'’") or piece),)


def _folded(words: list[str]) -> list[str]:
    """The longest fixed phrase at each place becomes one word."""
    folded: list[str] = []
    at = 0
    while at < len(words):
        phrase = next((p for p in PHRASES.get(words[at], ()) if tuple(words[at : at + len(p[0])]) == p[0]), None)
        folded.extend(phrase[1] if phrase else (words[at],))
        at += len(phrase[0]) if phrase else 1
    return folded


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _stem(word: str) -> str:
    plain = _singular(word)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            plain = _DOUBLED.sub(r"\1", plain[: -len(ending)])
            break
    plain = plain[:-1] if plain.endswith("e") and len(plain) > 4 else plain
    return f"{plain[:-1]}y" if plain.endswith("i") and plain != word and len(plain) > 3 else plain
