"""CD147 PATHOLOGICAL_FRACTURE: a pathological fracture of a vertebra, in neoplastic disease or of no cause."""

import re
from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Place, Suggestion, for_each_problem
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.cause import neoplasm_link
from guardrails.reading.concepts import Concept
from guardrails.reading.injury import fracture_phase, is_current
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture, stands
from guardrails.reading.problem import Problem, unique
from scribe.schema.facts import EncounterReason

_ONCOLOGY = re.compile(r"\b(oncolog\w*|chemotherapy|radiation|radiotherapy|cancer (care|treatment|follow))")


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    broken = problem.named({Concept.PATHOLOGICAL_FRACTURE})
    tumour = neoplasm_link(problem, picture)
    if not broken and tumour:
        broken = tuple(m for m in problem.named({Concept.FRACTURE}) if m.fact in tumour)
    for mention in broken[:1]:
        if not is_current(mention, problem):
            continue
        stem = "M84.58" if tumour else "M84.48"
        character, because_of = fracture_phase(picture, mention, problem, f"{stem}XA")
        facts = unique([mention.fact, *tumour, *because_of])
        place = Place.CONDITION if _for_the_tumour(picture) else Place.FOCUS
        because = "A pathological fracture is diagnosed; what the visit is for comes first."
        yield Suggestion(f"{stem}X{character}", problem.key, facts, because, place, uncertain=True)


def _for_the_tumour(picture: Picture) -> bool:
    reasons = [f for f in picture.of(EncounterReason) if stands(f)]
    return any(_ONCOLOGY.search(normal(f.value)) for f in reasons)


RULE = CodingRule(
    id="CD147",
    name="PATHOLOGICAL_FRACTURE",
    title="Pathological fracture of a vertebra, in neoplastic disease or of no stated cause",
    why="A fracture in neoplastic disease is M84.5-, not the traumatic or the osteoporotic one.",
    rows=("D42", "D47"),
    citation=guidelines("I.C.2.l.6, I.C.13.c"),
    derive=for_each_problem(derive),
    yields_to=("CD145",),
    uncertain="The order follows the focus of treatment: the fracture, unless the visit is oncologic.",
    examples=(
        gives(
            "due to a metastasis",
            diagnosis("pathological fracture of L2 due to spinal metastasis"),
            codes="M84.58XA C79.51",
        ),
        gives(
            "in myeloma, the tumour is treated",
            diagnosis("pathological fracture of T10 due to multiple myeloma"),
            said("encounter_reason", "chemotherapy"),
            codes="C90.00 M84.58XA",
        ),
        gives("no cause stated", diagnosis("pathological fracture of L2"), codes="M84.48XA"),
        gives(
            "in osteoporosis", diagnosis("pathological fracture of L2"), diagnosis("osteoporosis"), codes="M80.08XA"
        ),
    ),
)
