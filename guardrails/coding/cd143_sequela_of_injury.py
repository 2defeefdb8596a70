"""CD143 SEQUELA_OF_INJURY: an old injury of which the provider says the pain is a residual."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Place, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.answers import answered_phase
from guardrails.reading.concepts import INJURIES, Concept
from guardrails.reading.fracture import is_collapse
from guardrails.reading.injury import injury_code, is_residual
from guardrails.reading.mentions import Standing
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique

_LEFT_BEHIND = frozenset({Concept.RADICULOPATHY, Concept.SCIATICA, Concept.STIFFNESS})


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    residual = problem.pain_facts() or problem.has(*_LEFT_BEHIND)
    answers = tuple(m for m in problem.mechanisms() if answered_phase(m) == "sequela")
    for mention in problem.named(INJURIES | {Concept.FRACTURE}):
        linked = is_residual(mention, problem, lasting=bool(answers))
        if mention.standing is Standing.ESTABLISHED and residual and linked:
            because = (
                "The provider links the complaint to an old injury: the residual first, then the injury with S."
            )
            code = injury_code(problem, mention, "S")
            facts = unique([mention.fact, *answers])
            doubtful = mention.concept in INJURIES or is_collapse(mention)
            yield Suggestion(code, problem.key, facts, because, Place.ASSOCIATED, uncertain=doubtful)


RULE = CodingRule(
    id="CD143",
    name="SEQUELA_OF_INJURY",
    title="Residual of an old injury",
    why="A sequela takes the residual first and the injury with 7th character S second.",
    rows=("D43",),
    citation=guidelines("I.B.10"),
    derive=for_each_problem(derive),
    uncertain=(
        "An old strain with pain of the same site meets an Excludes1 note read literally; an old compression "
        "fracture without trauma may be M48.5- with S."
    ),
    examples=(
        gives(
            "pain due to an old strain",
            diagnosis("low back pain due to an old lumbar strain"),
            codes="M54.50 S39.012S",
        ),
        gives(
            "radiculopathy left by an old fracture",
            diagnosis("lumbar radiculopathy due to old L1 fracture"),
            codes="M54.16 S32.019S",
        ),
        gives(
            "an old strain without a link",
            diagnosis("old lumbar strain"),
            complaint("low back pain"),
            codes="M54.50",
        ),
        gives("a current strain", diagnosis("acute lumbar strain"), codes="S39.012A"),
    ),
)
