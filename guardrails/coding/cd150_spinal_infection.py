"""CD150 SPINAL_INFECTION: discitis or osteomyelitis of the spine, by region."""

import re
from collections.abc import Iterator

from guardrails.citation import tabular
from guardrails.coding_rule import CodingRule, Place, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import REGION_DIGIT

_STEMS = {Concept.OSTEOMYELITIS: "M46.2", Concept.PYOGENIC_DISC: "M46.3", Concept.DISCITIS: "M46.4"}
_ORGANISMS = (
    (r"mrsa|methicillin[- ]resistant", "B95.62"),
    (r"mssa|staph\w* aureus|s\.? ?aureus|methicillin[- ]susceptible", "B95.61"),
    (r"staphylococc\w*|staph", "B95.8"),
    (r"streptococc\w*|strep", "B95.5"),
    (r"e\.? ?coli|escherichia", "B96.20"),
    (r"pseudomonas", "B96.5"),
)
"""Words -> code of the organism, asked for beside M46.3-; the first that fits."""


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for concept, stem in _STEMS.items():
        for mention in problem.named({concept})[:1]:
            code = f"{stem}{REGION_DIGIT.get(problem.site_of(mention), '0')}"
            because = "The provider diagnoses it; the code says its region."
            yield Suggestion(code, problem.key, (mention.fact,), because)
            if stem == "M46.3":
                yield from _organism(mention, problem)


def _organism(mention: Mention, problem: Problem) -> Iterator[Suggestion]:
    text = normal(str(mention.fact.value))
    code = next((code for words, code in _ORGANISMS if re.search(rf"\b(?:{words})", text)), "")
    if code:
        because = "M46.3 asks for the organism, which the provider names."
        yield Suggestion(code, problem.key, (mention.fact,), because, Place.ASSOCIATED)


RULE = CodingRule(
    id="CD150",
    name="SPINAL_INFECTION",
    title="Discitis or osteomyelitis of the spine, by region",
    why="The block M50-M54 excludes discitis (M46.4-); an infection is coded instead of the pain.",
    rows=("D50",),
    citation=tabular("M46.2-M46.4, M50-M54 Excludes1"),
    derive=for_each_problem(derive),
    examples=(
        gives(
            "lumbar discitis",
            diagnosis("lumbar discitis"),
            complaint("low back pain"),
            codes="M46.46",
            withheld="M54.50",
        ),
        gives(
            "pyogenic, with its organism",
            diagnosis("pyogenic discitis of the lumbar spine due to MRSA"),
            codes="M46.36 B95.62",
        ),
        gives("osteomyelitis", diagnosis("vertebral osteomyelitis at L3"), codes="M46.26"),
        gives("a concern is no diagnosis", diagnosis("low back pain, concern for discitis"), codes="M54.50"),
    ),
)
