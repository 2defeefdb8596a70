"""Swaps: left for right, and low back for neck, in every word of a visit. What rests on those words must follow."""

import re
from collections.abc import Callable, Mapping

from eval.perturb.counted import Counts
from scribe.schema.facts import Fact
from scribe.schema.result import Result
from scribe.schema.terms import RegionName, Side
from scribe.schema.transcript import Transcript

_SIDES = {"left": "right", "right": "left"}
_REGIONS = {
    "lower back": "neck",
    "low back": "neck",
    "lumbar spine": "cervical spine",
    "lumbar": "cervical",
    "neck": "low back",
    "cervical spine": "lumbar spine",
    "cervical": "lumbar",
}
_MIRRORED = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
_NOT_A_SIDE = re.compile(
    r"\b(?:all right|right now|right away|right here|right there|right,|right\.|right\?|right$)", re.I
)

Draft = Callable[[Transcript], Result]


def sides(transcript: Transcript, before: Result, draft: Draft) -> Counts:
    """(facts that kept a side whose word was swapped, facts with a side)."""
    after = draft(_swapped(transcript, _SIDES))
    sided = [fact for fact in before.documentation.facts if _side(fact) in _MIRRORED and _says(fact, _SIDES)]
    same = {_place(fact): _side(fact) for fact in after.documentation.facts}
    return sum(same.get(_place(fact)) is _side(fact) for fact in sided), len(sided)


def regions(transcript: Transcript, before: Result, draft: Draft) -> Counts:
    """(regions that are still there although every word for them is gone, regions that were there)."""
    after = draft(_swapped(transcript, _REGIONS))
    swapped = {RegionName.LUMBAR: RegionName.CERVICAL, RegionName.CERVICAL: RegionName.LUMBAR}
    was = [f for f in before.documentation.facts if _region(f) in swapped and _says(f, _REGIONS)]
    both = {segment.id for segment in transcript.segments if _names_both(segment.text.lower())}
    was = [fact for fact in was if fact.evidence[0].segment_id not in both]
    still = {
        (_region(fact), fact.evidence[0].segment_id) for fact in after.documentation.facts if _says(fact, _REGIONS)
    }
    return sum((_region(fact), fact.evidence[0].segment_id) in still for fact in was), len(was)


def _names_both(text: str) -> bool:
    """After the swap either region is rightly there again."""
    return ("back" in text or "lumbar" in text) and ("neck" in text or "cervical" in text)


def _swapped(transcript: Transcript, words: Mapping[str, str]) -> Transcript:
    pattern = re.compile(r"\b(" + "|".join(sorted(words, key=len, reverse=True)) + r")\b", re.I)

    def other(found: re.Match[str]) -> str:
        return words[found.group(0).lower()]

    segments = tuple(
        segment.model_copy(update={"text": _keeping(segment.text, pattern, other, words), "words": ()})
        for segment in transcript.segments
    )
    return transcript.model_copy(update={"segments": segments})


def _keeping(
    text: str, pattern: re.Pattern[str], other: Callable[[re.Match[str]], str], words: Mapping[str, str]
) -> str:
    if words is not _SIDES:
        return pattern.sub(other, text)
    kept = [found.span() for found in _NOT_A_SIDE.finditer(text)]
    return pattern.sub(
        lambda found: found.group(0) if any(a <= found.start() < b for a, b in kept) else other(found), text
    )


def _side(fact: Fact) -> Side | None:
    if isinstance(fact.value, Side):
        return fact.value
    side = getattr(fact.attributes, "side", None)
    return side if isinstance(side, Side) else None


def _region(fact: Fact) -> RegionName | None:
    return fact.value if isinstance(fact.value, RegionName) else None


def _says(fact: Fact, words: Mapping[str, str]) -> bool:
    quotes = " ".join(quote.quote.lower() for quote in fact.evidence)
    return any(word in quotes for word in words)


def _place(fact: Fact) -> tuple[str, str]:
    return fact.kind, fact.evidence[0].segment_id
