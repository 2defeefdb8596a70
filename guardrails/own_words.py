"""Own words: an answer that is none of the listed ones, read by the same lexicon as every other phrase.

Words that deny or doubt name no answer: "it is not chronic" stays a description, which supports no code.
"""

import re
from collections.abc import Iterator

from guardrails.asking import Claim, claim
from guardrails.reading.lexicon import HEDGES, NEGATIONS
from guardrails.reading.phrases import normal, sides_in
from guardrails.reading.sites import OF_REGION, site_in
from scribe.schema.terms import Chronicity, FactKind, Side

_OPEN = re.compile(rf"(?<!\w)(?:{NEGATIONS}|{HEDGES}|not|isn't|neither|never|unsure|unknown)(?!\w)")


def claims_of(kind: FactKind | None, words: str) -> tuple[Claim, ...]:
    """What the words claim of the kind that was asked for; a description where they name nothing of it."""
    readers = {FactKind.REGION: _region, FactKind.LATERALITY: _side, FactKind.CHRONICITY: _course}
    plain = normal(words)
    if kind in readers:
        found = () if _OPEN.search(plain) else tuple(readers[kind](plain))
    else:
        found = (claim(kind, words),) if kind else ()
    return found or (claim("pain_description", words),)


def _region(words: str) -> Iterator[Claim]:
    site = site_in(words)
    name = next((region for region, of in OF_REGION.items() if of is site), None)
    if name is not None:
        yield claim("region", name.value)


def _side(words: str) -> Iterator[Claim]:
    named = sides_in(words)
    if named:
        side = Side.BILATERAL if len(named) > 1 else next(iter(named))
        yield claim("laterality", side.value, of_what=words)


def _course(words: str) -> Iterator[Claim]:
    for course in (Chronicity.ACUTE, Chronicity.CHRONIC, Chronicity.SUBACUTE):
        if re.search(rf"\b{course.value}\b", words):
            yield claim("chronicity", course.value, words=course.value)
