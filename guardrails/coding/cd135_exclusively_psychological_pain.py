"""CD135 EXCLUSIVELY_PSYCHOLOGICAL_PAIN: pain that the provider calls exclusively psychological."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import VISIT, CodingRule, Suggestion
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import unique


def derive(picture: Picture) -> Iterator[Suggestion]:
    stated = picture.established(Concept.SOMATOFORM_PAIN)
    if stated:
        because = "The provider diagnoses pain exclusively related to psychological factors."
        yield Suggestion("F45.41", VISIT, unique(m.fact for m in stated), because)


RULE = CodingRule(
    id="CD135",
    name="EXCLUSIVELY_PSYCHOLOGICAL_PAIN",
    title="Pain that the provider calls exclusively psychological",
    why="M54, G89, R52 and M79 exclude F45.41 (Excludes1), so it stands without them.",
    rows=("D35",),
    citation=guidelines("I.C.5.a"),
    derive=derive,
    examples=(
        gives(
            "somatoform pain disorder of the back",
            diagnosis("persistent somatoform pain disorder of the back"),
            complaint("chronic back pain"),
            codes="F45.41",
            withheld="M54.9",
        ),
        gives(
            "depression beside the pain",
            diagnosis("low back pain"),
            diagnosis("major depression"),
            codes="M54.50",
        ),
        gives(
            "a psychological origin excluded",
            diagnosis("low back pain"),
            said("psychogenic", "unspecified", assertion="denied", quote="not psychological"),
            codes="M54.50",
        ),
    ),
)
