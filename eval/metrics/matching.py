"""Matching: which facts of a result say what a label says, and which come near and err in one respect.

A fact matches a label where all of these hold: the kind, the standing and the experiencer are equal; every
attribute that the label names is equal (texts without regard to case); a quote of the fact stands in one of the
label's segments; and the value agrees. A closed kind (region, laterality, radiation, chronicity, range_of_motion,
psychogenic) agrees where the fact's value is the label's ``value`` or one of ``or_values``. An open kind agrees
there too, and where the label's value, one of its ``or_values`` or one of its ``words`` stands in the fact's value,
or in one of its quotes that bears the fact's own value out, at the beginning of a word and without regard to case.
A number agrees with an equal number alone.

The standing is the assertion, but for one thing: a finding may be denied by its assertion ("herniation", denied) or
by its value ("no herniation", documented; radiation "none"; "straight leg raise negative"), and both say the same.
So what a value denies counts as denied, and its words are compared without the "no". A value of several findings
("no mass, pulses good") may be read either way.

One fact may match several labels, and one label several facts: a reader may say two things in one fact, or one
thing twice. So recall counts labels that any fact matches, precision counts facts that match any label, and what is
said twice is counted by ``doubled-facts`` alone. Temporality is not compared.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from eval.metrics.same_words import is_of_words
from eval.samples.labels import Expected, FactLabel, Value
from scribe.schema.facts import Fact
from scribe.schema.result import Result
from scribe.schema.terms import Assertion, FactKind

CLOSED = frozenset(
    {FactKind.REGION, FactKind.LATERALITY, FactKind.RADIATION, FactKind.CHRONICITY}
    | {FactKind.RANGE_OF_MOTION, FactKind.PSYCHOGENIC}
)
"""Kinds whose values are terms. A severity may be a number or words, so it is open."""

_FINDINGS = frozenset(
    {FactKind.RADIATION, FactKind.MECHANISM, FactKind.RED_FLAG, FactKind.IMAGING, FactKind.NEUROLOGIC_EXAM}
    | {FactKind.PHYSICAL_EXAM, FactKind.HISTORY, FactKind.DIAGNOSIS}
)
"""Kinds whose "no" denies. "Not able to bend" states a limit, and "no relief" a response."""
_TOLD = r"^(?:(?:says|shows|there is|there are)\s+)?"
_SAYS_NO = re.compile(rf"{_TOLD}(?:no|not|none|without|denies|negative)\b|\b(?:negative|absent)\b", re.IGNORECASE)
_LEADING_NO = re.compile(rf"{_TOLD}(?:(?:no|not|without|denies|negative for)\b\s*)+", re.IGNORECASE)
_SEVERAL = re.compile(r"[,;]|\b(?:and|but)\b", re.IGNORECASE)


def matches(label: FactLabel, fact: Fact) -> bool:
    """Whether the fact says what the label says, of the words it says it of."""
    return standing_agrees(label, fact) and is_of(label, fact) and attributes_agree(label, fact)


def standing_agrees(label: FactLabel, fact: Fact) -> bool:
    """Both state, both deny, or both doubt."""
    if any(_SEVERAL.search(str(one.value)) for one in (label, fact)) and label.assertion is fact.assertion:
        return True
    return standing(label) is standing(fact)


def standing(claim: FactLabel | Fact) -> Assertion:
    """The assertion of what a claim is about: denied also where its own value denies it."""
    in_value = claim.kind in _FINDINGS and isinstance(claim.value, str) and _SAYS_NO.search(claim.value)
    by_value = in_value and not _SEVERAL.search(str(claim.value))
    return Assertion.DENIED if by_value and claim.assertion is Assertion.DOCUMENTED else claim.assertion


def is_of(label: FactLabel, fact: Fact) -> bool:
    """Kind, experiencer, value and segment agree, whatever the assertion and the attributes."""
    same = fact.kind is label.kind and fact.experiencer is label.experiencer
    return same and in_segments(label, fact) and (value_agrees(label, fact) or quote_agrees(label, fact))


def in_segments(label: FactLabel, fact: Fact) -> bool:
    """A quote of the fact stands in one of the label's segments."""
    return any(quote.segment_id in label.segments for quote in fact.evidence)


def attributes_agree(label: FactLabel, fact: Fact) -> bool:
    """Every attribute that the label names has its value in the fact."""
    return all(_same(value, getattr(fact.attributes, name, None)) for name, value in label.attributes.items())


def value_agrees(label: FactLabel, fact: Fact) -> bool:
    """The fact's value is the label's or, of an open kind, holds one of its words."""
    if any(_same(value, fact.value) for value in (label.value, *label.or_values)):
        return True
    return label.kind not in CLOSED and isinstance(fact.value, str) and stands_in(words_of(label), fact.value)


def quote_agrees(label: FactLabel, fact: Fact) -> bool:
    """Of an open kind: one of the label's words stands in a quote of the fact, whose value is of that quote.

    A value is of a quote where one of its words of content stands there too, or a word for the same: "tramadol" on
    the words "I take naproxen" is another claim, however well it is quoted.
    """
    if label.kind in CLOSED:
        return False
    quoted = [quote.quote for quote in fact.evidence if stands_in(words_of(label), quote.quote)]
    return bool(quoted) and (not isinstance(fact.value, str) or is_of_words(fact.value, quoted))


def words_of(label: FactLabel) -> tuple[str, ...]:
    """The words any of which names what the label says, without a "no" before them; none of a number."""
    texts = (v for v in (label.value, *label.or_values, *label.words) if isinstance(v, str))
    return tuple(filter(None, (_LEADING_NO.sub("", text) for text in texts)))


def stands_in(words: Iterable[str], text: str) -> bool:
    """Whether any of the words begins a word of the text, without regard to case."""
    return any(_beginning(word).search(text) for word in words)


def matched(labels: Iterable[FactLabel], result: Result) -> Iterator[tuple[FactLabel, tuple[Fact, ...]]]:
    """Each label with the facts that match it."""
    for label in labels:
        yield label, tuple(fact for fact in result.documentation.facts if matches(label, fact))


def place_of(label: FactLabel, result: Result) -> tuple[str, int, int] | None:
    """Where the label's quote stands: segment, first and last offset; None where the transcript has it not."""
    segment = result.transcript.segment(label.segments[0])
    start = segment.text.find(label.quote) if segment else -1
    return (label.segments[0], start, start + len(label.quote)) if start >= 0 else None


def of_same_words(label: FactLabel, fact: Fact, result: Result) -> bool:
    """A quote of the fact shares words with the label's quote, or stands in another of the label's segments.

    Where the transcript has not the label's quote (it was heard otherwise), standing in the segment is enough.
    """
    place = place_of(label, result)
    if place is None:
        return in_segments(label, fact)
    segment, start, end = place
    return any(
        (quote.start_char < end and start < quote.end_char)
        if quote.segment_id == segment
        else quote.segment_id in label.segments
        for quote in fact.evidence
    )


def near(labels: Expected, result: Result) -> Iterator[tuple[FactLabel, tuple[Fact, ...]]]:
    """Each label with the facts of its kind and person about the same words, whatever they make of them."""
    for label in labels.facts:
        yield (
            label,
            tuple(
                fact
                for fact in result.documentation.facts
                if fact.kind is label.kind
                and fact.experiencer is label.experiencer
                and of_same_words(label, fact, result)
            ),
        )


def _same(expected: Value | bool, found: object) -> bool:
    if isinstance(expected, str) and isinstance(found, str):
        return expected.casefold() == found.casefold()
    return expected == found


@lru_cache(maxsize=4096)
def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)
