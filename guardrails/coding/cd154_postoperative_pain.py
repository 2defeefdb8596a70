"""CD154 POSTOPERATIVE_PAIN: pain after an operation, routine or beyond routine."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import PSYCHOGENIC, CodingRule, Place, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.picture import Picture
from guardrails.reading.postoperative import is_beyond_routine, postoperative_pain
from guardrails.reading.problem import Problem, unique


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    mentions = postoperative_pain(problem)
    beyond = [m for m in mentions if is_beyond_routine(m)]
    facts = unique(m.fact for m in beyond or mentions)
    if beyond:
        place = Place.LEADING_PAIN if picture.pain_control() else Place.CONDITION
        because = (
            "The provider calls the postoperative pain more than routine; not said to be chronic, it is acute."
        )
        yield Suggestion("G89.18", problem.key, facts, because, place, uncertain=True)
    elif mentions:
        yield Suggestion(
            "", problem.key, facts, "Postoperative pain that is not called beyond routine is not coded."
        )


RULE = CodingRule(
    id="CD154",
    name="POSTOPERATIVE_PAIN",
    title="Pain after an operation",
    why="Routine or expected postoperative pain is not coded; beyond routine it is G89.18 unless called chronic.",
    rows=("D54", "D55"),
    citation=guidelines("I.C.6.b.3"),
    derive=for_each_problem(derive),
    yields_to=PSYCHOGENIC,
    uncertain="Aftercare and status codes (Z47.89, Z48.89, Z98.1) are not derived.",
    examples=(
        gives(
            "routine",
            diagnosis("routine postoperative pain after lumbar fusion"),
            complaint("low back pain"),
            codes="",
            withheld="M54.50",
        ),
        gives(
            "beyond routine",
            diagnosis("postoperative lumbar pain beyond what is expected after discectomy"),
            codes="G89.18",
        ),
        gives("acute, in those words", diagnosis("acute postoperative pain after lumbar fusion"), codes="G89.18"),
        gives(
            "beyond routine, the operation named elsewhere",
            complaint("pain at the incision after microdiscectomy"),
            diagnosis("postoperative pain beyond the expected"),
            codes="G89.18",
        ),
        gives(
            "an operation on something else",
            complaint("pain after ankle fusion"),
            diagnosis("postoperative pain beyond the expected"),
            codes="",
        ),
        gives("no operation", diagnosis("acute low back pain"), codes="M54.50"),
    ),
)
