"""NA103 NUMBER_CHANGED: a sentence gives a number, a dose or a duration that its own evidence does not hold."""

from collections.abc import Iterator
from functools import lru_cache

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, flags, passes, said
from guardrails.narrating import hits
from guardrails.reading.narrative.numbers import Quantity, quantities_in
from guardrails.reading.narrative.sentences import Sentence
from guardrails.reading.narrative.words import words_of
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.terms import FactKind


def check(chart: Chart) -> Iterator[Hit]:
    age = chart.draft.encounter.age_years
    found = (
        (n, tuple(q.words for q in changed if not _is_age(q, age))) for n, changed in _changed(chart.sentences)
    )
    yield from hits(chart, tuple((n, what) for n, what in found if what))


def _is_age(quantity: Quantity, age: int | None) -> bool:
    return quantity.scale == "age" and quantity.plain == age


@lru_cache(maxsize=1024)
def _changed(sentences: tuple[Sentence, ...]) -> tuple[tuple[int, tuple[Quantity, ...]], ...]:
    found = ((n, _of_sentence(sentence)) for n, sentence in enumerate(sentences))
    return tuple((n, changed) for n, changed in found if changed)


def _of_sentence(sentence: Sentence) -> tuple[Quantity, ...]:
    return tuple(
        q
        for q in quantities_in(sentence.text)
        if not _held(q, sentence.evidence_at(q.at)) and not _is_the_score(q, sentence)
    )


def _is_the_score(quantity: Quantity, sentence: Sentence) -> bool:
    """The one score of the pain that the sentence rests on, joined into a clause about something else."""
    scores = [claim.texts for claim in sentence.facts if claim.kind is FactKind.SEVERITY]
    return quantity.scale == "of 10" and len(scores) == 1 and _held(quantity, scores[0])


def _held(quantity: Quantity, texts: tuple[str, ...]) -> bool:
    said = [q for text in texts for q in quantities_in(text)]
    if quantity.scale in _LOOSE and not any(_comparable(q, quantity) for q in said):
        return True
    if (quantity.scale, quantity.size) == ("rate", 1.0) and any(_DAILY & set(words_of(text)) for text in texts):
        return True
    return any(_same(q, quantity) for q in said)


def _same(said: Quantity, written: Quantity) -> bool:
    """The same quantity, or the same number where one of the two has no unit: it may stand in the question."""
    if (said.scale, said.size) == (written.scale, written.size):
        return True
    return said.plain is not None and said.plain == written.plain and "bare" in (said.scale, written.scale)


def _comparable(said: Quantity, written: Quantity) -> bool:
    """Evidence that could hold the quantity: of its own scale, or any number for a number without a unit."""
    return said.scale == written.scale or (written.scale == "bare" and said.plain is not None)


_LOOSE = frozenset({"bare", "date", "vague", "age"})
"""Scales too common in prose to be wrong where the evidence holds nothing to compare them with."""
_DAILY = frozenset({"day", "daily", "night", "nights", "nightly", "bedtime", "morning", "mornings", "evening"})
"""Words that say "once a day" without a number."""

RULE = Rule(
    id="NA103",
    name="NUMBER_CHANGED",
    title="A number or a unit that the sentence's own evidence does not hold",
    why=(
        "A dose, a duration or a score that differs from what was said is wrong however likely it reads, and a "
        "reader cannot see it."
    ),
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A sentence of {where} says {what}; its own evidence holds no such number.",
    examples=(
        flags(
            "another score",
            said("severity", 2, by="patient", quote="a two"),
            sentence="Patient rates the pain 5 of 10.",
            section="History of present illness",
        ),
        flags(
            "a lost zero",
            said("treatment", "naproxen", temporality="planned", dose="500 mg", quote="naproxen 500 mg"),
            sentence="Start naproxen 50 mg.",
            section="Plan",
        ),
        flags(
            "another unit",
            said("onset", "two years", by="patient", duration=2.0, unit="year"),
            sentence="Patient reports pain for two months.",
            section="History of present illness",
        ),
        flags(
            "one end of a range",
            said("onset", "four or five days ago", by="patient", unit="day"),
            sentence="Patient reports pain for four to six days.",
            section="History of present illness",
        ),
        flags(
            "how often",
            said("treatment", "naproxen", dose="500 mg twice a day", temporality="planned"),
            sentence="Naproxen 500 mg three times a day.",
            section="Plan",
        ),
        passes(
            "the same number in digits",
            said("onset", "three weeks", by="patient", duration=3.0, unit="week"),
            sentence="Patient reports pain for 3 weeks.",
            section="History of present illness",
        ),
        passes(
            "the same span in another unit",
            said("onset", "two weeks", by="patient", duration=2.0, unit="week"),
            sentence="Patient reports pain for 14 days.",
            section="History of present illness",
        ),
        passes(
            "abbreviated",
            said("treatment", "naproxen", dose="500 milligrams twice a day", temporality="planned"),
            sentence="Naproxen 500mg BID.",
            section="Plan",
        ),
        passes(
            "the unit stands in the question",
            said("severity", "seven", by="patient", quote="seven"),
            sentence="Pain is 7/10.",
            section="History of present illness",
        ),
        passes(
            "a level of the spine is a place",
            said("imaging", "disc bulge at L4-5", modality="MRI", status="reported"),
            sentence="MRI shows a disc bulge at L4-L5.",
            section="Diagnostic testing",
        ),
        passes(
            "the age of the encounter",
            complaint("low back pain"),
            age_years=45,
            sentence="45-year-old patient with low back pain.",
            section="History of present illness",
        ),
    ),
)
