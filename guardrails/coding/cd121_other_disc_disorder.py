"""CD121 OTHER_DISC_DISORDER: disc degeneration of another region, or a disc disorder not further named."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.disc import UNSPECIFIED_DISC, disc_code
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import Family, Site


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named({Concept.DISC_DEGENERATION})[:1]:
        if problem.site_of(mention) not in (Site.LUMBAR, Site.LUMBOSACRAL):
            code = disc_code(problem, mention, "M50.3", "M51.3")
            yield Suggestion(code, problem.key, (mention.fact,), "The provider diagnoses disc degeneration.")
    for mention in problem.named({Concept.DISC_DISORDER})[:1]:
        code = "M50.90" if problem.family is Family.NECK else UNSPECIFIED_DISC
        yield Suggestion(
            code, problem.key, (mention.fact,), "A disc disorder is diagnosed, its kind is not stated."
        )


RULE = CodingRule(
    id="CD121",
    name="OTHER_DISC_DISORDER",
    title="Disc degeneration of another region, or a disc disorder not further named",
    why="Other regions keep five characters; a disc disorder of no stated kind is unspecified.",
    rows=("D21",),
    citation=tabular("M50.3, M51.34, M51.35, M51.9"),
    derive=for_each_problem(derive),
    yields_to=("CD114", "CD115", "CD116", "CD117"),
    examples=(
        gives("thoracic", diagnosis("thoracic disc degeneration"), codes="M51.34"),
        gives(
            "cervical without a level",
            diagnosis("cervical degenerative disc disease"),
            complaint("neck pain"),
            codes="M50.30",
        ),
        gives("kind not stated", diagnosis("lumbar disc disease"), codes="M51.9"),
        gives("degeneration is a kind", diagnosis("lumbar degenerative disc disease"), codes="M51.369"),
    ),
)
