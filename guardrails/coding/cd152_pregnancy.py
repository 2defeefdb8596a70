"""CD152 PREGNANCY: pain of the spine in pregnancy."""

from collections.abc import Iterator
from datetime import date

from guardrails.citation import guidelines
from guardrails.coding_rule import VISIT, CodingRule, Place, Suggestion
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.picture import Picture
from guardrails.reading.pregnancy import is_incidental, pregnant, weeks_codes
from guardrails.reading.problem import unique


def derive(picture: Picture) -> Iterator[Suggestion]:
    mentions = pregnant(picture)
    if not picture.problems or not mentions:
        return
    facts = unique(m.fact for m in mentions)
    if is_incidental(picture):
        because = "The provider calls the pregnancy incidental to the condition."
        yield Suggestion("Z33.1", VISIT, facts, because, Place.ASSOCIATED)
        return
    because = (
        "Chapter 15 leads: a condition in pregnancy is taken to complicate it unless the provider says otherwise."
    )
    yield Suggestion("O99.891", VISIT, facts, because, Place.CHAPTER_15, uncertain=True)
    for code in weeks_codes(facts):
        yield Suggestion(code, VISIT, facts, "The stated week of gestation.", Place.ASSOCIATED)


RULE = CodingRule(
    id="CD152",
    name="PREGNANCY",
    title="Pain of the spine in pregnancy",
    why="Chapter 15 codes come first (I.C.15.a.1); only the provider can call the pregnancy incidental.",
    rows=("D52",),
    citation=guidelines("I.C.15.a.1, I.C.21.c.11"),
    derive=derive,
    uncertain="O99.891 or O26.89-.",
    examples=(
        gives(
            "24 weeks",
            diagnosis("low back pain of pregnancy at 24 weeks"),
            codes="O99.891 M54.50 Z3A.24",
        ),
        gives(
            "31 weeks in words",
            diagnosis("low back pain with left sciatica, brought on by the pregnancy"),
            said("history", "thirty-one weeks pregnant"),
            codes="O99.891 M54.42 Z3A.31",
        ),
        gives(
            "a few weeks",
            diagnosis("low back pain for several weeks"),
            said("history", "pregnant"),
            codes="O99.891 M54.50",
        ),
        gives(
            "before O99.89 was split",
            diagnosis("low back pain"),
            said("history", "24 weeks pregnant"),
            codes="O99.89 M54.5 Z3A.24",
            day=date(2020, 9, 30),
        ),
        gives(
            "incidental by the provider's word",
            diagnosis("low back pain, unrelated to her pregnancy"),
            said("history", "24 weeks pregnant"),
            codes="M54.50 Z33.1",
        ),
        gives(
            "a denied pregnancy",
            diagnosis("low back pain"),
            said("history", "pregnant", assertion="denied"),
            codes="M54.50",
        ),
    ),
)
