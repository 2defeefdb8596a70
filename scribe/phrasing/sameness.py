"""Sameness: whether a sentence says what some facts say: all of it, nothing else, and each thing of its own.

Compared word by word, so what two true words are made to say together is compared too: the words of one fact stand
side by side and those of two facts do not mix. What is left to the guardrails is who says it, and how surely.
"""

import re
from collections.abc import Container, Sequence

from scribe.extraction import wording
from scribe.extraction.canonical import words
from scribe.schema.facts import Fact, Region
from scribe.schema.terms import Assertion
from scribe.writing.phrases import denied_phrase, phrase

OMISSION, ADDITION, MIXED, QUOTATION = "omission", "addition", "mixed", "quotation"
_QUOTED = re.compile('[“"]([^”"]*)[”"]')
_MOST_CLAIMS = 10
"""Of one sentence; the search for their places grows with them."""

_CONNECTING = wording.stems(
    "clinician provider reports states denies describes notes rates complains complaint presents presenting "
    "history site side located location area region duration onset severity score intensity radiation radiates "
    "chronicity mechanism function movement treatment treated warning signs diagnosis assessment examination exam "
    "findings found revealed shows imaging plan includes lasting began ago experiences uncertain motion range "
    "bilaterally nature characterized level date today visit following"
)
"""Words that lead to what is said and say nothing themselves."""
_TURNING = frozenset(
    words(
        "because due from after secondary caused since despite until unless if when will would had started stopped "
        "stop start before previously formerly now currently then later always never again still already only"
    )
)
"""Words of cause, time and change: they stand only where the template has them."""
_GRAMMAR = frozenset(
    words(
        "a an the of in on at to with for by and or as that this these those there it its is are was were be been "
        "being do does did done have has having they them their he she his him her who which not no nt any nor "
        "pain pains patient out"
    )
)
"""Words that only hold a sentence together; what a "no" does is left to the guardrails."""
Claim = tuple[str, ...]
"""The words of a claim as they are compared, in the template's order, each once."""


def claim_text(fact: Fact) -> str:
    """What the template says of the fact, without the section's labels and without its speaker."""
    text = denied_phrase(fact) if fact.assertion is Assertion.DENIED else phrase(fact)
    # "low back (lumbar)" says one place twice: the first word is the spoken one.
    return text.partition(" (")[0].partition(",")[0] if isinstance(fact, Region) else text


def contents(text: str) -> Claim:
    """The words of a text that say something, in order, as they are compared; numbers and sides among them."""
    sides = {str(side) for side in wording.sides(text)}
    return tuple(said for word in words(text) if (said := _compared(word, sides)))


def _compared(word: str, sides: Container[str]) -> str:
    """A number, a side or a turning word as it is; else its stem; nothing of a word without content."""
    if word in sides or word in _TURNING or word.replace(".", "", 1).isdigit():
        return word
    return next(iter(wording.stems(word)), "")


def says_whole(facts: Sequence[Fact], text: str) -> bool:
    """Whether a text holds every word of these facts; never of a fact without words of its own."""
    said = frozenset(contents(text))
    return bool(facts) and all(claim and said.issuperset(claim) for claim in _claims(facts))


def objection(facts: Sequence[Fact], template: str, text: str) -> str | None:
    """Why a text that says the facts whole is no wording of them; None where it is. template: their sentences."""
    if len({(fact.assertion, fact.experiencer, fact.temporality, fact.speaker_role) for fact in facts}) > 1:
        return MIXED
    if any(quoted not in template for quoted in _QUOTED.findall(text)):
        return QUOTATION
    claims = _apart(_claims(facts))
    own = frozenset(word for claim in claims for word in claim)
    if _adds(text, own, template):
        return ADDITION
    mine = [word for word in contents(text) if word in own]
    return None if len(claims) <= _MOST_CLAIMS and _side_by_side(mine, claims) else MIXED


def _adds(text: str, own: frozenset[str], template: str) -> bool:
    """Whether a word is neither the facts' nor the template's, nor one that says nothing."""
    sides = {str(side) for side in wording.sides(text)}
    known, verbatim = own | frozenset(contents(template)), frozenset(words(template))
    for word in words(text):
        if word in verbatim or word in _GRAMMAR:
            continue
        said = _compared(word, sides)
        if not said or (said not in known and said not in _CONNECTING):
            return True
    return False


def _claims(facts: Sequence[Fact]) -> list[Claim]:
    return list(dict.fromkeys(tuple(dict.fromkeys(contents(claim_text(fact)))) for fact in facts))


def _apart(claims: Sequence[Claim]) -> list[Claim]:
    """Without those that another claim says as well ("left leg" beside "left leg pain, past the knee").

    A claim with a number is never said by another: its number is its own.
    """
    sets = list(map(frozenset, claims))
    return [
        claim
        for claim, mine in zip(claims, sets, strict=True)
        if any(map(str.isdigit, claim)) or not any(mine < other for other in sets)
    ]


def _side_by_side(said: Sequence[str], claims: Sequence[Claim]) -> bool:
    """Whether the words can be cut into stretches, one for each claim: its words in its order and no others.

    A word that several claims have ("left") may stand in the stretch of any of them.
    """
    every = (1 << len(claims)) - 1
    reached: list[set[int]] = [{0}, *(set() for _ in said)]
    for end in range(1, len(said) + 1):
        for start in range(end):
            stretch = tuple(dict.fromkeys(said[start:end]))
            fitting = [1 << number for number, claim in enumerate(claims) if claim == stretch]
            reached[end] |= {done | one for done in reached[start] for one in fitting if not done & one}
    return every in reached[-1]
