"""CD163 SPINAL_METASTASIS: a metastasis to the spine that the provider diagnoses."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import VISIT, CodingRule, Suggestion
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import unique


def derive(picture: Picture) -> Iterator[Suggestion]:
    spread = [m for m in picture.established(Concept.METASTASIS) if m.reading.site]
    if spread:
        yield Suggestion("C79.51", VISIT, unique(m.fact for m in spread), "Metastasis to the spine is diagnosed.")


RULE = CodingRule(
    id="CD163",
    name="SPINAL_METASTASIS",
    title="Metastasis to the spine",
    why="A confirmed metastasis is coded as such; its primary site lies outside the spine and is not derived.",
    rows=("D48", "D49"),
    citation=guidelines("I.C.2, I.C.6.b.5"),
    derive=derive,
    examples=(
        gives("confirmed", diagnosis("metastasis of the thoracic spine"), codes="C79.51"),
        gives(
            "to be ruled out",
            diagnosis("low back pain"),
            diagnosis("spinal metastasis", assertion="uncertain", certainty_words="rule out"),
            codes="M54.50",
        ),
    ),
)
