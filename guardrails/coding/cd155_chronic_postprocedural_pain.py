"""CD155 CHRONIC_POSTPROCEDURAL_PAIN: chronic pain that the provider links to an operation."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import INJURIES, PSYCHOGENIC, CodingRule, Place, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.postoperative import surgery_link
from guardrails.reading.problem import Problem, unique
from scribe.schema.terms import Chronicity


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    control = picture.pain_control()
    named = [m.fact for m in problem.named({Concept.CHRONIC_POSTOP_PAIN})]
    chronic = problem.acuity(Chronicity.CHRONIC, by_clinician=True)
    linked = surgery_link(problem)
    syndrome = [m.fact for m in problem.named({Concept.POSTLAMINECTOMY})] if control else []
    if named or (chronic and linked) or syndrome:
        place = Place.LEADING_PAIN if control else Place.PAIN
        facts = unique([*named, *(chronic if linked else ()), *linked, *syndrome, *control])
        because = "The provider calls the pain chronic and of the operation." if named or linked else _SYNDROME
        beside = bool(problem.has(Concept.POSTLAMINECTOMY))
        yield Suggestion("G89.28", problem.key, facts, because, place, uncertain=beside)


_SYNDROME = "The visit is for control of the pain of a postlaminectomy syndrome."


RULE = CodingRule(
    id="CD155",
    name="CHRONIC_POSTPROCEDURAL_PAIN",
    title="Chronic pain that the provider links to an operation",
    why="Chronic postprocedural pain has a G89 code of its own; an operation in the past alone makes no link.",
    rows=("D25", "D29", "D55"),
    citation=guidelines("I.C.6.b.3"),
    derive=for_each_problem(derive),
    yields_to=(*INJURIES, *PSYCHOGENIC, "CD134", "CD148"),
    uncertain="G89.28 beside M96.1.",
    examples=(
        gives("after a fusion", diagnosis("chronic low back pain due to lumbar fusion"), codes="M54.50 G89.28"),
        gives(
            "beside the named syndrome",
            diagnosis("failed back surgery syndrome with chronic postprocedural pain"),
            codes="M96.1 G89.28",
        ),
        gives(
            "the syndrome in a visit for pain control",
            diagnosis("postlaminectomy syndrome"),
            said("encounter_reason", "pain control"),
            codes="G89.28 M96.1",
        ),
        gives(
            "an operation in the past",
            diagnosis("chronic low back pain"),
            said("treatment", "laminectomy", temporality="past"),
            codes="M54.50 G89.29",
        ),
    ),
)
