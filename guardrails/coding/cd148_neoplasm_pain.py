"""CD148 NEOPLASM_PAIN: pain the provider calls due to a neoplasm."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import PSYCHOGENIC, VISIT, CodingRule, Place, Suggestion
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import unique


def derive(picture: Picture) -> Iterator[Suggestion]:
    stated = picture.established(Concept.NEOPLASM_PAIN)
    if stated:
        place = Place.LEADING_PAIN if picture.pain_control() else Place.PAIN
        because = "The provider says the pain is related to the neoplasm."
        yield Suggestion("G89.3", VISIT, unique(m.fact for m in stated), because, place)


RULE = CodingRule(
    id="CD148",
    name="NEOPLASM_PAIN",
    title="Pain the provider calls due to a neoplasm",
    why="The link between pain and neoplasm is the provider's to make; a past or suspected cancer makes none.",
    rows=("D48", "D49"),
    citation=guidelines("I.C.6.b.5"),
    derive=derive,
    yields_to=PSYCHOGENIC,
    examples=(
        gives(
            "spinal metastasis with cancer pain",
            diagnosis("spinal metastases with cancer-related pain"),
            codes="C79.51 G89.3",
        ),
        gives(
            "a past cancer",
            diagnosis("low back pain"),
            diagnosis("breast cancer", temporality="past"),
            codes="M54.50 Z85.3",
        ),
    ),
)
