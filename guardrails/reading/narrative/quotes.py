"""Quotes: the words a sentence rests on, each read as a claim where no fact speaks for it.

A question is answered by the quote behind it: "Any numbness?", "No." denies numbness. A question without its
answer says nothing either way.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.claims import Claim
from guardrails.reading.narrative.polarity import NEGATIONS
from guardrails.reading.narrative.words import words_of
from scribe.schema.terms import Assertion
from scribe.schema.transcript import SpeakerRole

Quote = tuple[str, SpeakerRole]
_SENTENCES = re.compile(r"(?<=[.?!;])\s+")
_NO = frozenset({"no", "nope", "nah", "never", "neither", "none", "not"})
_YES = frozenset({"yes", "yeah", "yep", "yup", "correct", "right", "sure", "mm", "mhm", "exactly", "true"})
_ASKS = listed("any do does did is are was were have has had can could how what where when which who")


@lru_cache(maxsize=4096)
def claims_of(quotes: tuple[Quote, ...]) -> tuple[Claim, ...]:
    """The claims of quotes in the order they are cited, one a clause."""
    exchange = len({role for _, role in quotes}) > 1
    sentences = (claim for number in range(len(quotes)) for claim in _of_quote(quotes, number, exchange))
    return tuple(replace(claim, nth=n) for claim in sentences for n in range(len(claim.clauses)))


def _of_quote(quotes: tuple[Quote, ...], number: int, exchange: bool) -> Iterator[Claim]:
    """The sentences of a quote; the last is what is answered."""
    text, role = quotes[number]
    *before, last = [sentence for sentence in _SENTENCES.split(text) if sentence.strip()] or [text]
    asks = exchange and role is SpeakerRole.CLINICIAN
    yield from (_stated(sentence, role, asks) for sentence in before)
    answer = _answer_to(quotes, number) if asks or _is_question(last) else None
    yield _answered(last, answer) if answer else _stated(last, role, asks)


def _stated(text: str, role: SpeakerRole, asked: bool) -> Claim:
    """Words as they stand; the clinician's beside a patient's may be a question, so they are open."""
    return Claim(text=text, speaker=role, quotes=(text,), open=asked or _is_question(text))


def _answered(text: str, answer: tuple[bool, SpeakerRole]) -> Claim:
    """A question that holds a "no" keeps it when answered "no", and is open when answered "yes"."""
    yes, by = answer
    negative = bool(set(words_of(text)) & NEGATIONS)
    denied = Assertion.DENIED if not yes and not negative else Assertion.DOCUMENTED
    return Claim(text=text, assertion=denied, speaker=by, quotes=(text,), open=yes and negative)


def _answer_to(quotes: tuple[Quote, ...], number: int) -> tuple[bool, SpeakerRole] | None:
    """What the next other speaker answers to this quote, and who; None where that is no yes or no."""
    role = quotes[number][1]
    answer = next(((text, by) for text, by in quotes[number + 1 :] if by is not role), None)
    said = _yes_or_no(answer[0]) if answer else None
    return (said, answer[1]) if answer and said is not None else None


def _yes_or_no(text: str) -> bool | None:
    first = words_of(text)[:1]
    if first and first[0] in _NO:
        return False
    return True if first and first[0] in _YES else None


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?") or words_of(text)[:1] in [(word,) for word in _ASKS]
