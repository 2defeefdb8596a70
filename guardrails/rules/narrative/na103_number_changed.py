"""NA103 NUMBER_CHANGED: a sentence gives a number, a dose or a duration that its own evidence does not hold."""

from collections.abc import Iterator
from functools import lru_cache

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, flags, passes, said
from guardrails.reading.narrative.numbers import Quantity, quantities_in
from guardrails.reading.narrative.sentences import Sentence
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    age = chart.draft.encounter.age_years
    for sentence, evidence in chart.sentences:
        changed = [q.words for q in _changed(sentence) if not (q.scale == "age" and q.plain == age)]
        if changed:
            yield Hit(words={"where": sentence.title, "what": ", ".join(dict.fromkeys(changed))}, evidence=evidence)


@lru_cache(maxsize=8192)
def _changed(sentence: Sentence) -> tuple[Quantity, ...]:
    return tuple(q for q in quantities_in(sentence.text) if not _held(q, sentence.evidence_at(q.at)))


def _held(quantity: Quantity, texts: tuple[str, ...]) -> bool:
    """The same quantity, or the same number where one of the two has no unit: it may stand in the question."""
    said = [q for text in texts for q in quantities_in(text)]
    if quantity.scale == "date" and not any(q.scale == "date" for q in said):
        return True
    return any(
        (q.scale, q.size) == (quantity.scale, quantity.size)
        or (q.plain is not None and q.plain == quantity.plain and "bare" in (q.scale, quantity.scale))
        for q in said
    )


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
