"""CD116 DISC_DISPLACEMENT: disc displacement with pain of the spine only."""

from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.disc import disc_codes
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    discs = problem.named({Concept.DISC_DISPLACEMENT})
    for code, facts in disc_codes(problem, discs, "M50.2", "M51.2").items():
        yield Suggestion(code, problem.key, facts, "The provider diagnoses a displaced disc.")


RULE = CodingRule(
    id="CD116",
    name="DISC_DISPLACEMENT",
    title="Disc displacement with pain of the spine only",
    why="Lumbago due to a displaced disc is inside M51.2-; M54.5 excludes it.",
    rows=("D16",),
    citation=tabular("M51.2 inclusion terms, M54.5 Excludes1"),
    derive=for_each_problem(derive),
    yields_to=("CD114", "CD115"),
    examples=(
        gives(
            "lumbar disc herniation", diagnosis("L3-4 disc herniation"), complaint("low back pain"), codes="M51.26"
        ),
        gives(
            "told by a chiropractor",
            complaint("low back pain"),
            diagnosis("slipped disc", by="patient", stated_by="other"),
            codes="M54.50",
        ),
    ),
)
