"""Films: imaging findings that might explain a problem and that the provider has not made a diagnosis."""

import re

from guardrails.reading.concepts import CAUSES, Concept
from guardrails.reading.lexicon import NORMAL_FINDING
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import FAMILY, OF_REGION, Family, Site
from scribe.schema.facts import Fact, Imaging

C = Concept
_MEANINGFUL = CAUSES | {C.DISC_NARROWING, C.ENDPLATE, C.DEGENERATIVE_CHANGE, C.ABNORMAL_FINDING, C.METASTASIS}
_SAME = (
    frozenset({C.DISC_NARROWING, C.DISC_DEGENERATION, C.DEGENERATIVE_CHANGE, C.DISC_DISORDER, C.ENDPLATE}),
    frozenset({C.SPONDYLOSIS, C.DEGENERATIVE_CHANGE}),
    frozenset({C.VERTEBROGENIC, C.ENDPLATE}),
    frozenset({C.DISC_DISPLACEMENT, C.DISC_DISORDER}),
    frozenset({C.FRACTURE, C.OSTEOPOROTIC_FRACTURE, C.PATHOLOGICAL_FRACTURE}),
    frozenset({C.ABNORMAL_FINDING, C.METASTASIS, C.MYELOMA, C.SPINE_TUMOUR, C.CANCER}),
)
"""Concepts that restate each other: the provider's word for what a film shows."""

_NORMAL = re.compile(NORMAL_FINDING)


def film_findings(picture: Picture, problem: Problem) -> tuple[Fact, ...]:
    """Facts of abnormal findings near the problem that no diagnosis of the provider restates."""
    films = picture.with_standing(Standing.IMAGING)
    return unique(m.fact for m in films if _counts(m) and _near(m, problem) and not _restated(m, picture))


def _counts(mention: Mention) -> bool:
    return mention.concept in _MEANINGFUL and not _NORMAL.search(mention.reading.text)


def _near(mention: Mention, problem: Problem) -> bool:
    site = mention.reading.site
    if site in (None, Site.BACK) and isinstance(mention.fact, Imaging) and mention.fact.attributes.region:
        site = OF_REGION[mention.fact.attributes.region]
    family = FAMILY[site or Site.BACK]
    return Family.BACK in (family, problem.family) or family is problem.family


def _restated(mention: Mention, picture: Picture) -> bool:
    same = frozenset({mention.concept}).union(*(group for group in _SAME if mention.concept in group))
    return any(m.concept in same for m in picture.with_standing(Standing.ESTABLISHED))
