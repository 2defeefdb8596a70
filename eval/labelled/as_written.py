"""A model's facts taken at its word, as claims: what would be scored if nothing were checked."""

from collections.abc import Iterator

from eval.labelled.mapping import modality
from eval.labelled.score import NOT_YET, Found
from scribe.extraction import wording
from scribe.extraction.reply_schema import ReplyFact
from scribe.schema.terms import Assertion, Experiencer, FactKind, ImagingStatus, RadiationSite

_OF_A_SIDE = (RadiationSite.LEG, RadiationSite.ARM)
_FREE = {
    FactKind.FUNCTIONAL_LIMITATION: "function",
    FactKind.RANGE_OF_MOTION: "function",
    FactKind.TREATMENT: "treatment",
}


def claims_as_written(kind: str, written: ReplyFact) -> Iterator[Found]:
    """The claims of one fact: its own line, its value in its own words, its assertion believed."""
    if written.experiencer != Experiencer.PATIENT or written.temporality in NOT_YET:
        return
    lines = frozenset({int(written.line)} if written.line.isdecimal() else ())
    for category, value in _claims(kind, written):
        yield Found(category, value, lines)


def _claims(kind: str, written: ReplyFact) -> Iterator[tuple[str, str | None]]:
    denied = written.assertion == Assertion.DENIED
    match kind:
        case FactKind.RADIATION:
            yield from _radiation(written)
        case FactKind.MECHANISM:
            yield "mechanism", "denied" if denied else written.injury
        case FactKind.IMAGING if written.imaging_status != ImagingStatus.ORDERED and not denied:
            yield "imaging", min(modality(written.modality or "") or {written.modality or ""})
        case FactKind.FUNCTIONAL_LIMITATION | FactKind.RANGE_OF_MOTION:
            yield _FREE[FactKind(kind)], None
        case _ if denied:
            return
        case FactKind.TREATMENT:
            yield "treatment", None
        case FactKind.REGION:
            yield "region", _first(wording.regions(written.value), written.value)
        case FactKind.LATERALITY:
            yield "laterality", _first(wording.sides(written.value), written.value)
        case FactKind.CHRONICITY:
            yield "chronicity", _first(wording.chronicities(written.value), written.value)


def _radiation(written: ReplyFact) -> Iterator[tuple[str, str]]:
    words = f"{written.value} {written.body_part or ''}"
    sites, sides = wording.radiation_sites(words), wording.sides(words)
    if written.assertion == Assertion.DENIED or written.value.strip().lower() in ("none", "no"):
        yield "radiation", "none"
        return
    side = _first(sides, "unspecified")
    site = _first(sites, written.value)
    yield "radiation", f"{site} {side}" if site in _OF_A_SIDE else site.replace("_", " ")
    if sides:
        yield "laterality", side


def _first(named: tuple[str, ...], otherwise: str) -> str:
    return str(named[0]) if named else otherwise
