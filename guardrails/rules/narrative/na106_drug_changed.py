"""NA106 DRUG_CHANGED: a sentence names a drug that its own evidence does not."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.narrative.drugs import drugs_in, supported_by
from guardrails.reading.narrative.sentences import Sentence
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    drugs = drugs_in(sentence.text)
    said = frozenset().union(*map(supported_by, sentence.evidence_texts)) if drugs else frozenset()
    return tuple(drug.word for drug in drugs if drug.name not in said)


RULE = Rule(
    id="NA106",
    name="DRUG_CHANGED",
    title="A drug that the sentence's own evidence does not name",
    why="A drug that is not the one spoken of can harm the patient who is given it, or hide the one taken.",
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A sentence of {where} names {what}; its own evidence names no such drug.",
    examples=(
        flags(
            "another drug",
            said("treatment", "naproxen", temporality="planned"),
            sentence="Start ibuprofen.",
            section="Plan",
        ),
        flags(
            "a drug for a family of drugs",
            said("treatment", "anti-inflammatories", by="patient", temporality="past"),
            sentence="Patient tried ibuprofen.",
            section="History of present illness",
        ),
        flags(
            "another family",
            said("treatment", "muscle relaxant", temporality="planned"),
            sentence="Start an opioid.",
            section="Plan",
        ),
        flags(
            "a drug the list does not hold",
            said("treatment", "naproxen", temporality="planned"),
            sentence="Start loxoprofen.",
            section="Plan",
        ),
        passes(
            "the generic name of a brand",
            said("treatment", "Advil", by="patient", temporality="past"),
            sentence="Patient tried ibuprofen.",
            section="History of present illness",
        ),
        passes(
            "the family of a drug",
            said("treatment", "naproxen", temporality="planned"),
            sentence="Start an NSAID.",
            section="Plan",
        ),
        passes(
            "a part of a combination",
            said("treatment", "Percocet", by="patient", temporality="past"),
            sentence="Patient took oxycodone with acetaminophen.",
            section="History of present illness",
        ),
    ),
)
