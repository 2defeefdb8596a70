"""CD129 CHRONIC_PAIN: pain the clinician calls chronic, its cause not known."""

from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import (
    CAUSES_WITHOUT_G89,
    INJURIES,
    PSYCHOGENIC,
    CodingRule,
    Place,
    Suggestion,
    for_each_problem,
)
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.cause import has_sequela, trauma_link
from guardrails.reading.concepts import Concept
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from scribe.schema.terms import Chronicity


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    chronic = problem.acuity(Chronicity.CHRONIC, by_clinician=True)
    if chronic and not picture.pain_control():
        trauma = trauma_link(problem)
        code = "G89.21" if trauma else "G89.29"
        facts = unique([*chronic, *trauma])
        because = "A clinician calls the pain chronic."
        doubtful = bool(problem.has(Concept.VERTEBROGENIC)) or has_sequela(problem)
        yield Suggestion(code, problem.key, facts, because, Place.PAIN, uncertain=doubtful)


RULE = CodingRule(
    id="CD129",
    name="CHRONIC_PAIN",
    title="Pain the clinician calls chronic, its cause not known",
    why="'Chronic' is the provider's word and no time limit (I.C.6.b.4); the site code does not carry it.",
    rows=("D29",),
    citation=guidelines("I.C.6.b.1, I.C.6.b.4"),
    derive=for_each_problem(derive),
    yields_to=(*INJURIES, *PSYCHOGENIC, *CAUSES_WITHOUT_G89, "CD133", "CD134", "CD148", "CD155"),
    uncertain="G89.29 beside M54.51; G89.21 beside the sequela of an injury.",
    examples=(
        gives("of the vertebra", diagnosis("chronic vertebrogenic low back pain"), codes="M54.51 G89.29"),
        gives("chronic low back pain", diagnosis("chronic low back pain"), codes="M54.50 G89.29"),
        gives(
            "the clinician's word in the history",
            diagnosis("low back pain"),
            said("chronicity", "chronic", words="chronic"),
            codes="M54.50 G89.29",
        ),
        gives(
            "the patient's word only",
            diagnosis("low back pain"),
            said("chronicity", "chronic", by="patient", words="chronic"),
            codes="M54.50",
        ),
        gives(
            "five years are not the word chronic",
            diagnosis("low back pain"),
            said("onset", "five years", duration=5.0, unit="year"),
            codes="M54.50",
        ),
        gives(
            "another organ is chronic",
            diagnosis("low back pain"),
            said("chronicity", "chronic", quote="chronic kidney disease"),
            codes="M54.50",
        ),
        gives(
            "a known cause",
            diagnosis("chronic low back pain due to lumbar stenosis"),
            codes="M48.061",
            withheld="G89.29",
        ),
        gives(
            "due to an old fracture",
            diagnosis("chronic low back pain due to old L1 compression fracture"),
            codes="M54.50 G89.21 S32.010S",
        ),
        gives("due to trauma", diagnosis("chronic low back pain due to a car accident"), codes="M54.50 G89.21"),
    ),
)
