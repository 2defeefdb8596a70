"""CD130 CHRONIC_PAIN_CONTROL: chronic pain in a visit for its control."""

import re
from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import INJURIES, PSYCHOGENIC, CodingRule, Place, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.cause import has_sequela, trauma_link
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from scribe.schema.terms import Chronicity


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    chronic = problem.acuity(Chronicity.CHRONIC, by_clinician=True)
    if chronic and picture.pain_control():
        code = "G89.21" if trauma_link(problem) else "G89.29"
        facts = unique([*chronic, *picture.pain_control()])
        because = "The visit is for control of a pain the clinician calls chronic, so this code leads."
        injected = any(_INJECTION.search(normal(str(fact.value))) for fact in picture.pain_control())
        doubtful = injected or has_sequela(problem)
        yield Suggestion(code, problem.key, facts, because, Place.LEADING_PAIN, uncertain=doubtful)


_INJECTION = re.compile(r"\b(inject\w*|nerve block|medial branch|ablation|epidural)\b")


RULE = CodingRule(
    id="CD130",
    name="CHRONIC_PAIN_CONTROL",
    title="Chronic pain in a visit for its control",
    why="When pain control is the reason for the visit, G89 leads and the site or the known cause follows.",
    rows=("D30",),
    citation=guidelines("I.C.6.b.1.a"),
    derive=for_each_problem(derive),
    yields_to=(*INJURIES, *PSYCHOGENIC, "CD133", "CD134", "CD148", "CD155"),
    uncertain="At a visit for an injection a payer may want the disc code before G89; G89.21 beside a sequela.",
    examples=(
        gives(
            "an injection for pain control",
            diagnosis("chronic low back pain"),
            said("encounter_reason", "epidural steroid injection for pain management"),
            codes="G89.29 M54.50",
        ),
        gives(
            "pain clinic, cause unknown",
            diagnosis("chronic low back pain"),
            said("encounter_reason", "pain management"),
            codes="G89.29 M54.50",
        ),
        gives(
            "pain clinic, cause known",
            diagnosis("lumbar stenosis with chronic low back pain"),
            said("encounter_reason", "pain control"),
            codes="G89.29 M48.061",
        ),
        gives(
            "an ordinary visit",
            diagnosis("chronic low back pain"),
            said("encounter_reason", "follow-up"),
            codes="M54.50 G89.29",
        ),
    ),
)
