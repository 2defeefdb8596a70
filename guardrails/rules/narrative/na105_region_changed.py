"""NA105 REGION_CHANGED: a sentence names a region, a level or a limb other than its own evidence."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes, said
from guardrails.narrating import differing
from guardrails.reading.narrative.places import Place, places_in, supported_by
from guardrails.reading.narrative.sentences import Sentence
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    yield from differing(chart, _changed)


def _changed(sentence: Sentence) -> tuple[str, ...]:
    return tuple(place.words for place in places_in(sentence.text) if not _held(place, sentence))


def _held(place: Place, sentence: Sentence) -> bool:
    """Evidence that names no place at all holds any: whether one was invented is NA101's to say."""
    said = frozenset().union(*map(supported_by, sentence.evidence_texts))
    return place.name in said or not said


RULE = Rule(
    id="NA105",
    name="REGION_CHANGED",
    title="A region, a level or a limb other than the sentence's own evidence names",
    why="The place decides the code and the examination; a nearer or another place than was said is invented.",
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A sentence of {where} says {what}; its own evidence names another place.",
    examples=(
        flags("another region", diagnosis("lumbar strain"), sentence="Cervical strain."),
        flags("a nearer region", complaint("upper back pain"), sentence="Thoracic pain."),
        flags("another level", diagnosis("L4-5 disc herniation"), sentence="L5-S1 disc herniation."),
        flags(
            "another limb",
            said("radiation", "leg", by="patient", quote="into my leg"),
            sentence="Patient reports arm pain.",
            section="History of present illness",
        ),
        passes(
            "a wider word", diagnosis("L5-S1 disc herniation"), sentence="Lumbosacral disc herniation of the back."
        ),
        passes(
            "another word", complaint("low back pain"), diagnosis("cervicalgia"), sentence="Lumbago and neck pain."
        ),
        passes(
            "the limb of the foot",
            said("radiation", "leg", by="patient", to_where="to the foot", quote="down to my foot"),
            sentence="Patient reports pain into the leg and the foot.",
            section="History of present illness",
        ),
        passes(
            "back as an adverb",
            said("plan", "come again in two weeks", temporality="planned"),
            diagnosis("neck pain"),
            sentence="Come back in two weeks for the neck.",
            section="Plan",
        ),
    ),
)
