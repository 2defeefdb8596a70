"""CD101 BACK_PAIN_UNSPECIFIED: pain of the back of which nobody named a region."""

import re
from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import OUTRANK_PAIN, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives, said
from guardrails.reading.concepts import PAINS
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import FAMILY, Family, Site


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    vague = [m for m in problem.named(PAINS) if FAMILY[m.reading.site or Site.BACK] is Family.BACK]
    if vague and problem.family is not Family.NECK:
        facts = tuple(m.fact for m in vague)
        open_region = any(_PART_OR_WHOLE.search(m.reading.text) for m in vague)
        because = "Back pain is stated and no region of it is named."
        yield Suggestion("M54.9", problem.key, facts, because, uncertain=open_region)


_PART_OR_WHOLE = re.compile(r"\b(upper|mid|middle|whole|entire)\b")
"""Words for which the Index has no entry of pain in the back."""


RULE = CodingRule(
    id="CD101",
    name="BACK_PAIN_UNSPECIFIED",
    title="Back pain, no region named",
    why="M54.9 holds Back pain NOS. An unspecified code is proper when it reflects what is known (I.B.18).",
    rows=("D01", "D59"),
    citation=tabular("M54.9 inclusion terms"),
    derive=for_each_problem(derive),
    yields_to=(
        *OUTRANK_PAIN,
        "CD102",
        "CD103",
        "CD104",
        "CD105",
        "CD107",
        "CD108",
        "CD111",
        "CD126",
        "CD128",
        "CD110",
        "CD166",
    ),
    uncertain="Upper or mid back: M54.9 or M54.6; the whole spine: M54.9 or one code a region.",
    examples=(
        gives("back pain and nothing nearer", diagnosis("back pain"), codes="M54.9"),
        gives("only the patient speaks of it", complaint("my back is killing me"), codes="M54.9"),
        gives("upper back is a hint, not a region", diagnosis("upper back pain"), codes="M54.9"),
        gives(
            "a region in the history names the site",
            complaint("low back pain"),
            diagnosis("back pain"),
            codes="M54.50",
            withheld="M54.9",
        ),
        gives("a denied pain is not coded", said("chief_complaint", "back pain", assertion="denied"), codes=""),
    ),
)
