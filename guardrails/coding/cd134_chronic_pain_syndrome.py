"""CD134 CHRONIC_PAIN_SYNDROME: chronic pain syndrome, in those words."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import PSYCHOGENIC, VISIT, CodingRule, Place, Suggestion
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import unique


def derive(picture: Picture) -> Iterator[Suggestion]:
    stated = picture.established(Concept.CHRONIC_PAIN_SYNDROME)
    if stated:
        place = Place.LEADING_PAIN if picture.pain_control() else Place.PAIN
        because = "The provider diagnoses chronic pain syndrome in those words."
        yield Suggestion("G89.4", VISIT, unique(m.fact for m in stated), because, place)


RULE = CodingRule(
    id="CD134",
    name="CHRONIC_PAIN_SYNDROME",
    title="Chronic pain syndrome, in those words",
    why="G89.4 needs the term itself; chronic pain alone is G89.29, which excludes it.",
    rows=("D34",),
    citation=guidelines("I.C.6.b.6"),
    derive=derive,
    yields_to=PSYCHOGENIC,
    examples=(
        gives(
            "in those words", complaint("low back pain"), diagnosis("chronic pain syndrome"), codes="M54.50 G89.4"
        ),
        gives("chronic pain is not the syndrome", diagnosis("chronic low back pain"), codes="M54.50 G89.29"),
    ),
)
