"""The codes an Excludes note names, read from its text: only inside parentheses, a range before a trailing dash."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

CODE = r"(?:[A-Z]\d|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_PARENTHESIS = re.compile(r"\(([^()]*)\)?")
_RANGE = re.compile(rf"^({CODE})[.\-\s]*-\s*({CODE})[.\-]*$")
_SINGLE = re.compile(rf"^({CODE})[.\-\s]*$")
_CONDITION = re.compile(r"\s*\.?-?\s*with\s+(.*)$")
_OPEN_FRACTURE = tuple("BCEFHJMNQR")
"""7th characters of S52, S72 and S82 whose meaning says "open fracture", initial or subsequent."""
_POSITIONS = {"fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "7th": 7}


class Wording(StrEnum):
    """How a note names what it excludes; it decides how grave a conflict is."""

    FLAT = "flat"
    AETIOLOGY = "aetiology"
    NOS = "NOS"


@dataclass(frozen=True, slots=True)
class Target:
    """Codes from ``low`` to ``high`` and what lies below, narrowed by ``condition``: the text after "with"."""

    low: str
    high: str
    condition: str = ""

    def covers(self, code: str) -> bool:
        """code: without its dot. Compared as text, digits before letters, so O99 < O9A."""
        inside = code[: len(self.low)] >= self.low and code[: len(self.high)] <= self.high
        return inside and _meets(code, self.condition)


@cache
def targets(note: str) -> tuple[Target, ...]:
    """The codes a note names; () for a header line or free text."""
    return tuple(target for group in _PARENTHESIS.findall(note) for target in _group(group))


@cache
def wording(note: str) -> Wording:
    """The class of a note's words. A place ("in thoracic region") is no cause."""
    text = _PARENTHESIS.sub("", note)
    if re.search(r"\bNOS\b", text):
        return Wording.NOS
    cause = r"\b(due to|attributed to|associated with|in(?! (the )?[\w\s]*\b(region|site)))\b"
    return Wording.AETIOLOGY if re.search(cause, text) else Wording.FLAT


def _group(group: str) -> Iterator[Target]:
    found = _CONDITION.search(group)
    condition = found.group(1).strip() if found else ""
    for token in re.split(r"\s*[,;]\s*|\s+and\s+", group[: found.start()] if found else group):
        if pair := _RANGE.match(token.strip()):
            yield Target(pair.group(1).replace(".", ""), pair.group(2).replace(".", ""), condition)
        elif single := _SINGLE.match(token.strip()):
            bare = single.group(1).replace(".", "")
            yield Target(bare, bare, condition)


def _meets(code: str, condition: str) -> bool:
    if not condition:
        return True
    if condition.startswith("final"):
        return code[4:] == condition.rsplit("-", 1)[-1]
    if "open fracture" in condition:
        return code[6:7] in _OPEN_FRACTURE
    word, value = re.split(r"[\s-]", condition)[0], condition.split()[-1].lstrip(".")
    if word in _POSITIONS:
        return code[_POSITIONS[word] - 1 :].startswith(value)
    return code[3:].startswith(_between(re.findall(r"\.(\d+)", condition)))


def _between(ends: list[str]) -> tuple[str, ...]:
    """Decimals of ``.44`` or, for ``.51-.52``, all from the first to the last."""
    return tuple(str(n).zfill(len(ends[0])) for n in range(int(ends[0]), int(ends[-1]) + 1))
