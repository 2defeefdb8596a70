"""The reading form of a turn: the same words in lower case without stutters, fillers and self-corrections.

Every character of the form knows which raw characters it stands for, so a pattern can be written for clean
words and its quote is still verbatim: "my left, sorry, the right leg" reads "my right leg", and quotes whole.
"""

import re
from dataclasses import dataclass
from functools import cache

from scribe.extraction.reader.vocabulary import words

_TOKEN = re.compile(
    r"(?<!\w)n['’]t\b|(?<!\w)['’](?:s|re|ve|ll|m|d|bout|cause)\b"
    r"|[A-Za-z]\d[\dA-Za-z]\.\d[\dA-Za-z]{0,3}(?!\w)"
    r"|\d+(?:\.\d+)?\+?(?:[-/]\w+)*|[^\W_]+(?:[-'’/][^\W_]+)*-?|\.{2,}|…|[\r\n]+|[^\w\s]|_"
)
_CLITIC = re.compile(r"n't|'(?:s|re|ve|ll|m|d)")
_PUNCTUATION = frozenset(",.?!;:")
_LEVEL = {"c": 8, "t": 12, "l": 6, "s": 5}
_UNMARKED = {
    "youre": "you're", "im": "i'm", "ive": "i've", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't",
    "cant": "can't",
    "its": "it's", "thats": "that's", "isnt": "isn't", "wasnt": "wasn't", "havent": "haven't", "hasnt": "hasn't",
    "theres": "there's", "couldnt": "couldn't", "wouldnt": "wouldn't", "youve": "you've", "weve": "we've",
    "lets": "let's",
    "theyre": "they're", "arent": "aren't", "werent": "weren't", "whats": "what's", "hows": "how's",
    "wheres": "where's",
}  # fmt: skip
"""Contractions that a recogniser wrote without their apostrophe."""
_MISSPELLED = {
    "cronic": "chronic", "cronically": "chronically", "siatica": "sciatica", "sciatika": "sciatica",
    "lumbur": "lumbar", "servical": "cervical", "thorasic": "thoracic",
    "stenosus": "stenosis", "stinosis": "stenosis",
    "radiculopothy": "radiculopathy", "radicularopathy": "radiculopathy", "spondilosis": "spondylosis",
    "herniatted": "herniated", "arthritus": "arthritis", "coxyx": "coccyx",
}  # fmt: skip
"""Words that codes hang on, as they are misspelled or misheard; none of them is a word of its own."""
_AS_MEANT = _UNMARKED | _MISSPELLED
_DIGIT = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_SPELLED = {"m r i": "mri", "c t": "ct", "p t": "pt", "x ray": "x-ray", "x rays": "x-rays", "e m g": "emg"}
_GLUED = {"gon na": "gonna", "wan na": "wanna", "got ta": "gotta", "lem me": "lemme"}


@dataclass(slots=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` with, for each of its characters, the raw span it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of ``text[start:end]``; the span is not empty."""
        return self.starts[start], self.ends[end - 1]


def reading_of(raw: str) -> Reading:
    """The reading form of raw text. Linear in its length."""
    tokens = [_Token(_plain(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(raw)]
    for rewrite in (_marks, _clitics, _dialect, _levels, _fillers, _stutters, _repairs, _asides):
        tokens = rewrite(tokens)
    return _joined(tokens)


def _plain(text: str) -> str:
    """Lower case, character by character where that would change the length; straight apostrophes."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.replace("’", "'")


def _marks(tokens: list[_Token]) -> list[_Token]:
    """Line ends become full stops, pauses commas; quotation marks and stray symbols go."""
    kept: list[_Token] = []
    for token in tokens:
        if token.text.isspace():
            token.text = "."
        elif token.text.startswith("..") or token.text == "…":
            token.text = ","
        closes = token.text in _PUNCTUATION
        if closes and (not kept or (kept[-1].text in _PUNCTUATION and token.text in ",.")):
            continue
        if closes or token.text[0].isalnum() or token.text in "%+&" or _CLITIC.fullmatch(token.text):
            kept.append(token)
    return kept


def _clitics(tokens: list[_Token]) -> list[_Token]:
    """Contractions that a tokenizer took apart are put together: ``do n't``, ``gon na``."""
    kept: list[_Token] = []
    for token in tokens:
        if kept and (_CLITIC.fullmatch(token.text) or f"{kept[-1].text} {token.text}" in _GLUED):
            kept[-1] = _Token(kept[-1].text + token.text, kept[-1].start, token.end)
        else:
            token.text = _AS_MEANT.get(token.text, token.text)
            kept.append(token)
    return kept


def _dialect(tokens: list[_Token]) -> list[_Token]:
    """ "Me lower back" is read "my lower back"; "call me back" is not."""
    said = ["", *(token.text for token in tokens), "", ""]
    for at, token in enumerate(tokens):
        if token.text == "me" and _is_mine(*said[at : at + 4]):
            token.text = "my"
    return tokens


def _is_mine(before: str, _: str, part: str, after: str) -> bool:
    if part in ("low", "lower"):
        return after in ("back", "spine", "neck")
    return before in words("me_back_after") if part == "back" else part in words("me_before")


def _levels(tokens: list[_Token]) -> list[_Token]:
    """Spoken vertebrae and spelled words: ``L four`` -> ``l4``, ``M R I`` -> ``mri``."""
    kept: list[_Token] = []
    at = 0
    while at < len(tokens):
        size, text = _level_at(tokens, at)
        kept.append(_Token(text, tokens[at].start, tokens[at + size - 1].end))
        at += size
    return kept


def _level_at(tokens: list[_Token], at: int) -> tuple[int, str]:
    first = tokens[at].text
    if len(first) == 1:
        for size in (3, 2):
            spelled = _SPELLED.get(" ".join(token.text for token in tokens[at : at + size]))
            if spelled and at + size <= len(tokens):
                return size, spelled
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        number = _DIGIT.get(after) or (int(after) if after.isascii() and after.isdigit() else 0)
        if 0 < number <= _LEVEL.get(first, 0):
            return 2, f"{first}{number}"
    return 1, first


def _fillers(tokens: list[_Token]) -> list[_Token]:
    """Without ``um``, ``uh`` and ``you know``, nor the commas that fence them."""
    kept: list[_Token] = []
    at = 0
    while at < len(tokens):
        size = _filler_size(tokens, at)
        if not size:
            kept.append(tokens[at])
            at += 1
            continue
        at += size
        fenced = kept and kept[-1].text == ","
        if at < len(tokens) and tokens[at].text == "," and (fenced or not kept or kept[-1].text in ".?!"):
            at += 1
        elif fenced and at < len(tokens):
            kept.pop()
    return kept


def _filler_size(tokens: list[_Token], at: int) -> int:
    if tokens[at].text in words("fillers"):
        place = tokens[at].text == "er" and at and tokens[at - 1].text in ("the", "an", "to")
        return 0 if place else 1  # "the ER" is a place
    pair = f"{tokens[at].text} {tokens[at + 1].text}" if at + 1 < len(tokens) else ""
    return 2 if pair == "you know" and not (at and tokens[at - 1].text in ("do", "if", "did")) else 0


def _asides(tokens: list[_Token]) -> list[_Token]:
    """Without an "i mean" that corrected nothing."""
    kept: list[_Token] = []
    for token in tokens:
        if token.text == "mean" and kept and kept[-1].text == "i":
            kept.pop()
        else:
            kept.append(token)
    return kept


def _stutters(tokens: list[_Token]) -> list[_Token]:
    """Broken-off words and immediate repetitions of up to three words said once; the quote starts at the first."""
    kept: list[_Token] = []
    for token in tokens:
        if token.text.endswith("-") and len(token.text) > 1:
            continue
        kept.append(token)
        for size in (1, 2, 3):
            if len(kept) >= 2 * size and token.text == kept[-1 - size].text and _said_twice(kept, size):
                del kept[-size:]
                break
    return kept


def _said_twice(kept: list[_Token], size: int) -> bool:
    again = [each.text for each in kept[-size:]]
    same = again == [each.text for each in kept[-2 * size : -size]]
    return same and again[0].isalpha() and all(each not in _PUNCTUATION for each in again)


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(
        marker[0] for name in ("correction_markers", "weak_correction_markers") for marker in _markers(name)
    )


@cache
def _markers(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(marker.split()) for marker in words(name))


@cache
def _exchangeable() -> dict[str, str]:
    """Word -> name of the class whose words correct each other."""
    classes = ("side_words", "number_words", "level_words", "limb_words")
    return {word: name for name in classes for word in words(name)}


def _repairs(tokens: list[_Token]) -> list[_Token]:
    """The last word wins in ``left, sorry, the right leg``; its quote reaches back to the word it replaces."""
    kept: list[_Token] = []
    at = 0
    while at < len(tokens):
        marker, size = _marker(tokens, at) if kept and tokens[at].text in _opening_words() else ((), 0)
        found = _repair(kept, tokens, at + size, marker) if marker else None
        if found:
            wrong, right = found
            repaired = tokens[right]
            named = kept[wrong + 1 : wrong + 2]
            kept[wrong:] = [_Token(repaired.text, kept[wrong].start, repaired.end)]
            at = right + 1
            if at < len(tokens) and tokens[at].text == "one" and named and named[0].text in words("limb_words"):
                kept.append(
                    _Token(named[0].text, tokens[at].start, tokens[at].end)
                )  # "my left leg, no, the right one"
                at += 1
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _marker(tokens: list[_Token], at: int) -> tuple[tuple[str, ...], int]:
    """The words of correction that begin here and how many tokens they take; a weak one only between commas."""
    for size in (4, 3, 2, 1):
        spoken = [token.text for token in tokens[at : at + size]]
        marker = tuple(text for text in spoken if text != ",")
        if spoken[-1] != "," and marker in _markers("correction_markers"):
            return marker, size
    fenced = 0 < at < len(tokens) - 1 and tokens[at - 1].text in ",." and tokens[at + 1].text == ","
    weak = (tokens[at].text,)
    return (weak, 1) if fenced and weak in _markers("weak_correction_markers") else ((), 0)


def _repair(
    kept: list[_Token], tokens: list[_Token], after: int, marker: tuple[str, ...]
) -> tuple[int, int] | None:
    """Index of the word that was wrong (in ``kept``) and of the one that is right (in ``tokens``)."""
    classes = _exchangeable()
    strong = marker in _markers("correction_markers")
    sided = strong and _side_just_before(kept)
    for right in range(after, min(after + (_ASIDE if sided else 5), len(tokens))):
        if tokens[right].text in ".?!;" and not (sided and right == after):
            return None
        name = classes.get(tokens[right].text)
        if name is not None:
            well = [token.text for token in kept[-2:]] == ["well", ","]
            if name != "side_words" and right >= after + 5:
                continue
            wrong = _wrong(kept, name, well or strong)
            return None if wrong is None or kept[wrong].text == tokens[right].text else (wrong, right)
    return None


_ASIDE = 14
"""How many words may explain a slip of the side before it is put right."""


def _side_just_before(kept: list[_Token]) -> bool:
    """Whether a side is the last word said before the correction: "on the right, no, sorry, ..."."""
    said = [token.text for token in kept if token.text not in (",", "no", "wait", "oh", "well", "actually", "uh")]
    nearest = said[-2:] if said[-1:] in (["side"], ["leg"], ["arm"], ["."]) else said[-1:]
    return any(word in words("side_words") for word in nearest)


def _wrong(kept: list[_Token], name: str, across: bool) -> int | None:
    """The last word of the class among the last few; ``across``: the sentence before counts too."""
    end = len(kept)
    while across and end and kept[end - 1].text in (".", ",", "well", "oh", "no", "wait"):
        end -= 1
    for wrong in range(end - 1, max(end - 5, -1), -1):
        if kept[wrong].text in ".?!;":
            return None
        if _exchangeable().get(kept[wrong].text) == name:
            return wrong
    return None


def _joined(tokens: list[_Token]) -> Reading:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for token in tokens:
        if pieces and token.text not in _PUNCTUATION:
            pieces.append(" ")
            starts.append(ends[-1])
            ends.append(token.start)
        pieces.append(token.text)
        if token.end - token.start == len(token.text):
            starts.extend(range(token.start, token.end))
            ends.extend(range(token.start + 1, token.end + 1))
        else:
            starts.extend([token.start] * len(token.text))
            ends.extend([token.end] * len(token.text))
    return Reading("".join(pieces), tuple(starts), tuple(ends))
