"""CD164 NAMED_SPINAL_CONDITION: conditions of the spine that have a code of their own and no row of their own."""

from collections.abc import Iterator, Mapping

from guardrails.citation import tabular
from guardrails.coding_rule import INJURIES, CodingRule, Suggestion, for_each_problem
from guardrails.examples import complaint, diagnosis, gives
from guardrails.reading.concepts import OTHER_CONDITIONS, Concept
from guardrails.reading.mentions import Mention
from guardrails.reading.picture import Picture
from guardrails.reading.problem import Problem
from guardrails.reading.sites import REGION_DIGIT, Site
from scribe.schema.terms import Side

C, S = Concept, Site
_BY_DIGIT: Mapping[Concept, str] = {
    C.FACET_SYNDROME: "M47.89",
    C.INSTABILITY: "M53.2X",
    C.HYPEROSTOSIS: "M48.1",
    C.SCHEUERMANN: "M42.0",
    C.INFLAMMATORY_SPONDYLOPATHY: "M46.9",
}
"""Stem of a code whose next character is the region."""
_FIXED: Mapping[Concept, str] = {
    C.MYELOPATHY: "G95.9",
    C.CORD_COMPRESSION: "G95.20",
    C.TORTICOLLIS: "M43.6",
    C.CERVICOBRACHIAL: "M53.1",
    C.CERVICOCRANIAL: "M53.0",
}
_BY_SITE: Mapping[Concept, Mapping[Site, str]] = {
    C.KYPHOSIS: {
        S.CERVICAL: "M40.202",
        S.CERVICOTHORACIC: "M40.203",
        S.THORACIC: "M40.204",
        S.THORACOLUMBAR: "M40.205",
        S.BACK: "M40.209",
    },
    C.SCHMORL: {
        S.THORACIC: "M51.44",
        S.THORACOLUMBAR: "M51.45",
        S.LUMBAR: "M51.46",
        S.LUMBOSACRAL: "M51.47",
    },
    C.SEGMENTAL_DYSFUNCTION: {
        S.CERVICAL: "M99.01",
        S.THORACIC: "M99.02",
        S.LUMBAR: "M99.03",
        S.LUMBOSACRAL: "M99.03",
        S.SACRAL: "M99.04",
        S.SACROILIAC: "M99.04",
    },
}
_SCOLIOSIS = (("degenerative", "M41.8"), ("idiopathic", "M41.2"), ("neuromuscular", "M41.4"))
"""Kinds of scoliosis whose next character is the region; any other is M41.9."""
_PIRIFORMIS = {frozenset({Side.RIGHT}): ("G57.01",), frozenset({Side.LEFT}): ("G57.02",)}
_PIRIFORMIS |= {frozenset({Side.LEFT, Side.RIGHT}): ("G57.03",), frozenset(): ("G57.00",)}


def derive(problem: Problem, picture: Picture) -> Iterator[Suggestion]:
    for mention in problem.named(OTHER_CONDITIONS | {C.FACET_SYNDROME, C.MYELOPATHY}):
        for code in _codes(problem, mention):
            because, beside = "The provider diagnoses it; it has a code of its own.", bool(problem.pain_facts())
            yield Suggestion(code, problem.key, (mention.fact,), because, uncertain=beside)


def _codes(problem: Problem, mention: Mention) -> tuple[str, ...]:
    concept, site = mention.concept, problem.site_of(mention)
    if concept is C.PIRIFORMIS:
        return _PIRIFORMIS[problem.sides({concept}).sides]
    if concept is C.SCOLIOSIS:
        return (_scoliosis(mention, site),)
    if concept in _FIXED:
        return (_FIXED[concept],)
    if concept in _BY_DIGIT:
        digit = REGION_DIGIT.get(site, "0")
        return (f"{_BY_DIGIT[concept]}{digit.replace('0', '9') if concept is C.FACET_SYNDROME else digit}",)
    code = _BY_SITE[concept].get(site)
    return (code,) if code else ()


def _scoliosis(mention: Mention, site: Site) -> str:
    if "congenital" in mention.reading.text:
        return ""
    stem = next((stem for word, stem in _SCOLIOSIS if word in mention.reading.text), "")
    return f"{stem}{REGION_DIGIT.get(site, '0')}" if stem else "M41.9"


RULE = CodingRule(
    id="CD164",
    name="NAMED_SPINAL_CONDITION",
    title="A named condition of the spine with a code of its own",
    why="A definitive cause that is managed is coded instead of the pain.",
    rows=("D22", "D31"),
    citation=tabular("M40-M43, M46.9, M47.89, M48.1, M51.4, M53.0-M53.2, M99.0, G57.0, G95"),
    derive=for_each_problem(derive),
    yields_to=(*INJURIES, "CD115", "CD122"),
    uncertain="Whether the pain is coded beside a condition that no row of the decision table names.",
    examples=(
        gives("scoliosis", diagnosis("lumbar scoliosis"), complaint("low back pain"), codes="M41.9"),
        gives("degenerative scoliosis", diagnosis("degenerative lumbar scoliosis"), codes="M41.86"),
        gives("myelopathy of no stated cause", diagnosis("cervical myelopathy"), codes="G95.9"),
        gives("facet syndrome", diagnosis("lumbar facet syndrome"), codes="M47.896"),
        gives("instability", diagnosis("lumbar spinal instability"), codes="M53.2X6"),
        gives("somatic dysfunction", diagnosis("somatic dysfunction of the lumbar region"), codes="M99.03"),
        gives("the sister's", diagnosis("scoliosis", experiencer="family"), complaint("back pain"), codes="M54.9"),
    ),
)
