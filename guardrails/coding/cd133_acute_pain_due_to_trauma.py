"""CD133 ACUTE_PAIN_DUE_TO_TRAUMA: acute pain due to trauma, without an injury diagnosis."""

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
from guardrails.reading.cause import trauma_link
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from scribe.schema.terms import Chronicity


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    acute = problem.acuity(Chronicity.ACUTE, by_clinician=True)
    trauma = trauma_link(problem)
    if acute and trauma:
        place = Place.LEADING_PAIN if picture.pain_control() else Place.PAIN
        because = "The clinician calls the pain acute and due to trauma, and diagnoses no injury."
        yield Suggestion("G89.11", problem.key, unique([*acute, *trauma]), because, place)


RULE = CodingRule(
    id="CD133",
    name="ACUTE_PAIN_DUE_TO_TRAUMA",
    title="Acute pain due to trauma, without an injury diagnosis",
    why="Trauma without an injury diagnosis stays pain; plain acute pain has no G89 code.",
    rows=("D32", "D33"),
    citation=guidelines("I.C.6.b.1.b.ii"),
    derive=for_each_problem(derive),
    yields_to=(*INJURIES, *PSYCHOGENIC, *CAUSES_WITHOUT_G89),
    examples=(
        gives("after a fall", diagnosis("acute low back pain due to a fall"), codes="M54.50 G89.11"),
        gives("acute without trauma", diagnosis("acute low back pain"), codes="M54.50"),
        gives("an injury diagnosis", diagnosis("acute lumbar strain due to a fall"), codes="S39.012A"),
        gives(
            "the patient's own link",
            diagnosis("acute low back pain"),
            said("mechanism", "fall", by="patient", injury="current"),
            codes="M54.50",
        ),
    ),
)
