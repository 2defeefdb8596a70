"""CD145 OSTEOPOROTIC_FRACTURE: osteoporotic fracture of a vertebra."""

import re
from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.injury import fracture_phase, is_current
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from scribe.schema.facts import Diagnosis, Fact, History


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    weak = picture.established(Concept.OSTEOPOROSIS)
    named = problem.named({Concept.OSTEOPOROTIC_FRACTURE})
    broken = problem.named({Concept.FRACTURE, Concept.PATHOLOGICAL_FRACTURE}) if weak else ()
    for mention in (*named, *broken)[:1]:
        if not is_current(mention, problem):
            continue
        character, because_of = fracture_phase(picture, mention, problem, "M80.08XA")
        facts = unique([mention.fact, *(m.fact for m in weak), *because_of])
        stem = "M80.88X" if any(_OTHER_KIND.search(_words(f)) for f in facts) else "M80.08X"
        because = "An osteoporotic fracture of a vertebra is diagnosed; the code says the kind of osteoporosis."
        yield Suggestion(f"{stem}{character}", problem.key, facts, because)


_OTHER_KIND = re.compile(
    r"(drug|steroid|glucocorticoid|corticosteroid|prednisone|medication)[- ]induced|disuse|idiopathic osteop|"
    r"post-?oophorectomy|post-?traumatic osteop|malabsorption|secondary osteop|"
    r"due to (long[- ]term )?(steroid|gluco|corti)"
)
"""Kinds of osteoporosis that are not age-related: M80.8-."""


def _words(fact: Fact) -> str:
    return normal(fact.value) if isinstance(fact, Diagnosis | History) else ""


RULE = CodingRule(
    id="CD145",
    name="OSTEOPOROTIC_FRACTURE",
    title="Osteoporotic fracture of a vertebra",
    why="With known osteoporosis a fracture after minor or no trauma is M80, even where a fall is told.",
    rows=("D45", "D42"),
    citation=guidelines("I.C.13.d.2"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "compression fracture in osteoporosis",
            diagnosis("osteoporotic compression fracture of L1"),
            codes="M80.08XA",
        ),
        gives(
            "steroid-induced osteoporosis",
            diagnosis("T12 compression fracture"),
            diagnosis("steroid-induced osteoporosis"),
            codes="M80.88XA",
        ),
        gives("healing", diagnosis("osteoporotic L1 fracture with routine healing"), codes="M80.08XD"),
        gives(
            "its follow-up",
            complaint("follow-up of the T9 compression fracture"),
            diagnosis("fracture of T9 due to idiopathic osteoporosis"),
            codes="M80.88XD",
        ),
        gives(
            "a follow-up of something else",
            complaint("follow-up of diabetes, new back pain"),
            diagnosis("osteoporotic compression fracture of L1"),
            codes="M80.08XA",
        ),
        gives("the fracture alone", diagnosis("L1 compression fracture"), codes="M48.56XA"),
    ),
)
