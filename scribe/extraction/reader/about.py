"""About: which problem a fact belongs to."""

from collections.abc import Sequence

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.lexicon import lexicon
from scribe.schema.terms import Assertion, Experiencer, FactKind, Temporality
from scribe.schema.transcript import SpeakerRole

_ANCHORS = (FactKind.DIAGNOSIS, FactKind.CHIEF_COMPLAINT)
LINKED = frozenset(
    {
        *(FactKind.REGION, FactKind.LATERALITY, FactKind.RADIATION, FactKind.CHRONICITY, FactKind.ONSET),
        *(FactKind.SEVERITY, FactKind.PAIN_DESCRIPTION, FactKind.MECHANISM, FactKind.FUNCTIONAL_LIMITATION),
        FactKind.RANGE_OF_MOTION,
    }
)
"""Kinds that belong to a problem. Background, plans and pictures stand for themselves."""


def problems(claims: Sequence[Claim]) -> tuple[int | None, ...]:
    """For each claim the index of the problem claim it is about, or None.

    A problem of the same clause wins; else the visit's only spine problem, the clinician's diagnosis before the
    complaint. With problems at two sites, a claim that names one of them belongs to it, others to none.
    """
    anchors = (at for at, each in enumerate(claims) if each.kind in _ANCHORS and _is_current(each))
    spine = [at for at in anchors if _sites(claims[at])]
    return tuple(_problem(claims, at, spine) for at in range(len(claims)))


def _is_current(each: Claim) -> bool:
    return (
        each.assertion is not Assertion.DENIED
        and each.experiencer is Experiencer.PATIENT
        and each.temporality is Temporality.CURRENT
    )


def _sites(each: Claim) -> frozenset[str]:
    """The regions a problem names; a spine word without a region is "unspecified"."""
    if each.site:
        return frozenset({each.site})
    found = frozenset(hit.value for hit in lexicon("anatomy", "region").find(str(each.value)))
    return found or (frozenset({"unspecified"}) if _is_spine_name(str(each.value)) else frozenset())


def _is_spine_name(text: str) -> bool:
    """Whether a name means a spine problem although it names no site."""
    return any(
        word in text
        for word in ("sciatica", "radiculopathy", "disc", "disk", "spondyl", "stenosis", "lumb", "cervic", "facet")
    )


def _problem(claims: Sequence[Claim], at: int, spine: list[int]) -> int | None:
    each = claims[at]
    if each.kind not in LINKED:
        return None
    near = [other for other in spine if claims[other].clause is each.clause]
    if near:
        return min(near, key=lambda other: abs(claims[other].spans[-1].start - each.spans[-1].start))
    regions = {region for other in spine for region in _sites(claims[other])}
    named = regions - {"unspecified"}
    if len(named) <= 1:
        return _best(claims, spine)
    if each.site in named:
        return _best(claims, [other for other in spine if each.site in _sites(claims[other])])
    return None


def _best(claims: Sequence[Claim], spine: list[int]) -> int | None:
    """The problem to name: the clinician's firm diagnosis, else any firm one, else the complaint."""
    if not spine:
        return None
    return min(spine, key=lambda at: (_weight(claims[at]), at))


def _weight(each: Claim) -> int:
    firm = each.assertion is Assertion.DOCUMENTED
    if each.kind is FactKind.DIAGNOSIS:
        return 0 if firm and each.role is SpeakerRole.CLINICIAN else 3
    return 1 if firm else 2
