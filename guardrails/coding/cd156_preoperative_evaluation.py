"""CD156 PREOPERATIVE_EVALUATION: a visit only to evaluate a patient before surgery."""

import re
from collections.abc import Iterator

from guardrails.citation import guidelines
from guardrails.coding_rule import VISIT, CodingRule, Place, Suggestion
from guardrails.examples import diagnosis, gives, said
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture, stands
from scribe.schema.facts import EncounterReason

_BEFORE_SURGERY = re.compile(
    r"\bpre[- ]?(op\b|operative|surgical)|(surgical|medical|preoperative) clearance|"
    r"clearance (for|before) |before (the |her |his )?(\w+ )?surgery"
)


_KINDS = ((r"cardi", "Z01.810"), (r"respirat|pulmon", "Z01.811"), (r"laborator|blood work", "Z01.812"))
"""Words of the reason -> the Z code of that kind of evaluation."""


def derive(picture: Picture) -> Iterator[Suggestion]:
    reasons = [f for f in picture.of(EncounterReason) if stands(f)]
    before = tuple(f for f in reasons if _BEFORE_SURGERY.search(normal(f.value)))
    if before:
        because = "The visit is a preoperative evaluation; the indication follows."
        words = " ".join(normal(f.value) for f in before)
        code = next((code for kind, code in _KINDS if re.search(kind, words)), "Z01.818")
        yield Suggestion(code, VISIT, before, because, Place.LEADING_PAIN)


RULE = CodingRule(
    id="CD156",
    name="PREOPERATIVE_EVALUATION",
    title="Preoperative evaluation, then its indication",
    why="In a visit only for preoperative evaluation the Z01.81- code leads, then the indication, then findings.",
    rows=("D56",),
    citation=guidelines("IV.M"),
    derive=derive,
    examples=(
        gives(
            "before a decompression",
            said("encounter_reason", "preoperative evaluation"),
            diagnosis("lumbar stenosis"),
            codes="Z01.818 M48.061",
        ),
        gives(
            "cardiovascular",
            said("encounter_reason", "preoperative cardiovascular evaluation"),
            diagnosis("lumbar stenosis"),
            codes="Z01.810 M48.061",
        ),
        gives(
            "surgery is only discussed",
            diagnosis("lumbar stenosis"),
            said("plan", "discuss surgery"),
            codes="M48.061",
        ),
    ),
)
