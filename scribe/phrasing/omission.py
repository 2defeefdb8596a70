"""Omission: what the facts of a sentence say and a new wording of it does not."""

from collections.abc import Iterable

from scribe.extraction import wording
from scribe.schema.facts import Fact, Region
from scribe.schema.terms import Assertion
from scribe.writing.phrases import denied_phrase, phrase


def omitted(facts: Iterable[Fact], text: str) -> tuple[str, ...]:
    """Content words, sides and numbers of the facts that the text leaves out, in order; empty where it has all."""
    said = _content(text)
    return tuple(sorted({word for fact in facts for word in _content(_claim(fact)) - said}))


def _claim(fact: Fact) -> str:
    """What the template says of the fact, without the section's labels and without its speaker."""
    text = denied_phrase(fact) if fact.assertion is Assertion.DENIED else phrase(fact)
    # "low back (lumbar)" says one place twice: either word will do for a reader, the first is the spoken one.
    return text.partition(" (")[0].partition(",")[0] if isinstance(fact, Region) else text


def _content(text: str) -> frozenset[str]:
    return wording.stems(text) | wording.numbers(text) | frozenset(map(str, wording.sides(text)))
