"""CD126 SACRAL_PAIN: pain of the sacroiliac joint, sacrum or coccyx."""

from collections.abc import Iterator

from guardrails.citation import index
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import PAINS, Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import Family, Site


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named(PAINS | {Concept.SACROILIAC_DISORDER})
    if stated and problem.family is Family.TAILBONE:
        because = "Pain or disorder of the sacroiliac joint, the sacrum or the coccyx is stated."
        unnamed = any(m.concept in PAINS and m.reading.site is Site.SACRAL for m in stated)
        yield Suggestion("M53.3", problem.key, unique(m.fact for m in stated), because, uncertain=unnamed)


RULE = CodingRule(
    id="CD126",
    name="SACRAL_PAIN",
    title="Pain of the sacroiliac joint, sacrum or coccyx",
    why="The Index sends this pain out of M54, to M53.3.",
    rows=("D26",),
    citation=index("Pain, sacroiliac; Pain, coccyx"),
    derive=for_each_problem(derive),
    yields_to=OUTRANK_PAIN,
    uncertain="Sacral pain not further named has no exact Index entry.",
    examples=(
        gives("sacral pain", diagnosis("sacral pain"), codes="M53.3"),
        gives("coccydynia", diagnosis("coccydynia"), codes="M53.3"),
        gives("sacroiliac joint pain", diagnosis("sacroiliac joint pain"), codes="M53.3"),
        gives("dysfunction of the joint", diagnosis("SI joint dysfunction"), codes="M53.3"),
        gives("sacroiliitis is an inflammation", diagnosis("sacroiliitis"), codes="M46.1"),
    ),
)
