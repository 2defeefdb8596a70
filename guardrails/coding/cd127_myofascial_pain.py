"""CD127 MYOFASCIAL_PAIN: myofascial pain of the back."""

from collections.abc import Iterator

from guardrails.citation import index
from guardrails.coding_rule import INJURIES, PSYCHOGENIC, CodingRule, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    stated = problem.named({Concept.MYOFASCIAL})
    if stated:
        yield Suggestion(
            "M79.18", problem.key, tuple(m.fact for m in stated), "The provider diagnoses myofascial pain."
        )


RULE = CodingRule(
    id="CD127",
    name="MYOFASCIAL_PAIN",
    title="Myofascial pain of the back",
    why="The kind of the pain is stated and has a code; M62 excludes it beside a spasm.",
    rows=("D27",),
    citation=index("Pain, myofascial"),
    derive=for_each_problem(derive),
    yields_to=(*INJURIES, *PSYCHOGENIC),
    examples=(
        gives("myofascial low back pain", diagnosis("myofascial low back pain"), codes="M79.18"),
        gives(
            "with spasm it stands alone",
            diagnosis("myofascial low back pain with muscle spasm"),
            codes="M79.18",
            withheld="M62.830",
        ),
        gives("with strain it is integral", diagnosis("lumbar strain with myofascial pain"), codes="S39.012A"),
    ),
)
