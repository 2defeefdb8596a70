"""CD153 PUERPERIUM: pain of the spine after delivery."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import VISIT, CodingRule, Place, Suggestion
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.picture import Picture
from guardrails.reading.pregnancy import postpartum


def derive(picture: Picture) -> Iterator[Suggestion]:
    state = postpartum(picture)
    if picture.problems and state.facts and (state.linked or state.within_puerperium) and not state.unlinked:
        because = "Chapter 15 leads: the pain falls into the puerperium or the provider links it to the delivery."
        yield Suggestion("O99.893", VISIT, state.facts, because, Place.CHAPTER_15)


RULE = CodingRule(
    id="CD153",
    name="PUERPERIUM",
    title="Pain of the spine after delivery",
    why="Within six weeks of delivery chapter 15 leads; later only where the provider makes the link.",
    rows=("D53",),
    citation=guidelines("I.C.15.o"),
    derive=derive,
    yields_to=("CD152",),
    examples=(
        gives(
            "three weeks after delivery",
            diagnosis("low back pain"),
            said("history", "3 weeks postpartum"),
            codes="O99.893 M54.50",
        ),
        gives(
            "months later, linked",
            diagnosis("low back pain due to pregnancy and delivery, 4 months postpartum"),
            codes="O99.893 M54.50",
        ),
        gives(
            "months later, no link",
            diagnosis("low back pain"),
            said("history", "4 months postpartum"),
            codes="M54.50",
        ),
    ),
)
