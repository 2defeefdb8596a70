"""CD136 PAIN_WITH_PSYCHOLOGICAL_FACTORS: pain disorder with related psychological factors."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import PSYCHOGENIC, VISIT, CodingRule, Place, Suggestion
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import unique


def derive(picture: Picture) -> Iterator[Suggestion]:
    stated = picture.established(Concept.PAIN_PSYCH_FACTORS)
    if stated:
        because = "The provider diagnoses a pain disorder with related psychological factors."
        yield Suggestion("F45.42", VISIT, unique(m.fact for m in stated), because, Place.ASSOCIATED)


RULE = CodingRule(
    id="CD136",
    name="PAIN_WITH_PSYCHOLOGICAL_FACTORS",
    title="Pain disorder with related psychological factors",
    why="F45.42 may stand with M54 and carries 'code also' the associated acute or chronic pain.",
    rows=("D36",),
    citation=guidelines("I.C.5.a"),
    derive=derive,
    yields_to=PSYCHOGENIC,
    examples=(
        gives(
            "with chronic low back pain",
            diagnosis("chronic low back pain"),
            diagnosis("pain disorder with related psychological factors"),
            codes="M54.50 G89.29 F45.42",
        ),
        gives(
            "stress alone is no pain disorder",
            diagnosis("low back pain"),
            said("history", "stress at work"),
            codes="M54.50",
        ),
    ),
)
