"""NA104 SIDE_CHANGED: a sentence names a side that its own evidence does not."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.narrative.sentences import Sentence
from guardrails.reading.narrative.sides import SideWord, names_pair, sides_in, sides_of
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    return tuple(word.side for word in sides_in(sentence.text) if word.sure and not _held(word, sentence))


def _held(word: SideWord, sentence: Sentence) -> bool:
    """Where the evidence names both sides, the side must stand where the sentence says it."""
    anywhere = sides_of(sentence.evidence_texts)
    named = sides_of(sentence.evidence_at(word.at)) if len(anywhere) > 1 else anywhere
    return word.side in named or (word.both and names_pair(sentence.evidence_texts))


RULE = Rule(
    id="NA104",
    name="SIDE_CHANGED",
    title="A side that the sentence's own evidence does not name",
    why="A side that is wrong or added sends examination, injection or surgery to the wrong place.",
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A sentence of {where} says {what}; its own evidence does not name that side.",
    examples=(
        flags(
            "the other side",
            said("radiation", "leg", by="patient", side="left", quote="down my left leg"),
            sentence="Patient reports right leg pain.",
            section="History of present illness",
        ),
        flags(
            "both for one",
            said("radiation", "leg", by="patient", side="left", quote="down my left leg"),
            sentence="Patient reports pain in both legs.",
            section="History of present illness",
        ),
        flags(
            "the side of something else",
            said("radiation", "leg", by="patient", side="left", quote="down my left leg"),
            said("laterality", "right", by="patient", of_what="neck", quote="my right neck"),
            sentence="Patient reports right leg pain.",
            section="History of present illness",
        ),
        flags(
            "the side that was taken back",
            said("radiation", "leg", by="patient", side="left", quote="into the right leg. No wait, the left leg"),
            sentence="Patient reports right leg pain.",
            section="History of present illness",
        ),
        flags("an added side", diagnosis("sciatica"), sentence="Left sciatica."),
        passes(
            "a side that was lost",
            said("radiation", "leg", by="patient", side="left", quote="down my left leg"),
            sentence="Patient reports leg pain.",
            section="History of present illness",
        ),
        passes(
            "the side that took its place",
            said("radiation", "leg", by="patient", side="left", quote="into the right leg. No wait, the left leg"),
            sentence="Patient reports left leg pain.",
            section="History of present illness",
        ),
        passes(
            "one of two sides",
            said("radiation", "leg", by="patient", side="bilateral", quote="in both of my legs"),
            sentence="Patient reports pain in the left and the right leg.",
            section="History of present illness",
        ),
        passes(
            "right as an adverb",
            complaint("low back pain", quote="my low back hurts after sitting"),
            sentence="Low back pain, right after sitting.",
        ),
        passes(
            "left as a verb",
            said("history", "gave up work", by="patient"),
            sentence="Patient left the job.",
            section="Social history",
        ),
        passes(
            "each with its own side",
            said("neurologic_exam", "straight leg raise positive on the left"),
            said("neurologic_exam", "straight leg raise negative on the right"),
            sentence="Straight leg raise positive on the left, negative on the right.",
            section="Examination",
        ),
    ),
)
