"""range_of_motion: how far the spine moves, and whether moving it hurts."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import heard, idle
from scribe.extraction.reader.lexicon import compiled, lexicon, pattern
from scribe.extraction.reader.quantities import COUNT, number_of
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, FactKind, Motion, Temporality


def read(clause: Clause) -> Iterator[Claim]:
    """The motion of the spine in a clause."""
    if idle(clause):
        return
    text = clause.text
    general = pattern("examination", "motion", "general").search(text)
    if clause.asked or pattern("examination", "motion", "not_spine").search(text):
        return
    hits = lexicon("examination", "motion", "movement").find(text)
    region = next(
        (hit.value for hit in lexicon("anatomy", "region").find(text) if hit.value != "unspecified"), None
    )
    if general and not hits:
        found = _found(text, 0, len(text))
        if found:
            yield _motion_claim(
                clause, found, general.start(), general.end(), None, region, _degrees(text, 0, len(text))
            )
        return
    for at, hit in enumerate(hits):
        stop = hits[at + 1].start if at + 1 < len(hits) else len(text)
        begin = 0 if at == 0 else hits[at - 1].end
        found = _found(text, hit.end, stop) or _found(text, begin, hit.start) or _found(text, 0, hit.start)
        degrees = _degrees(text, hit.start, stop)
        if degrees is not None:
            found = _of_degrees(text, hit.start, stop, hit.end) or found
        if found:
            yield _motion_claim(clause, found, hit.start, hit.end, hit.value, region, degrees)


_Found = tuple[Motion, int, int, Assertion]


def _found(text: str, start: int, end: int) -> _Found | None:
    """What is said of the motion between two places."""
    for name, motion in (("painful", Motion.PAINFUL), ("limited", Motion.LIMITED), ("full", Motion.FULL)):
        match = pattern("examination", "motion", name).search(text, start, end)
        if match:
            denied = re.search(r"\b(?:no|without|not|doesn't|don't|nor)\b(?: \w+){0,2} ?$", text[: match.start()])
            if name == "painful" and denied and pattern("examination", "motion", "full").search(text, start, end):
                continue
            return motion, match.start(), match.end(), Assertion.DENIED if denied else Assertion.DOCUMENTED
    return None


def _of_degrees(text: str, start: int, stop: int, end: int) -> _Found | None:
    """A measured motion is limited unless the words before the number call it full."""
    measured = _measured(text, start, stop)
    full = pattern("examination", "motion", "full").search(text, 0, measured.start() if measured else stop)
    limited = pattern("examination", "motion", "limited").search(text, start, stop)
    if full:
        return None
    at, last = limited.span() if limited else (start, end)
    return Motion.LIMITED, at, last, Assertion.DOCUMENTED


def _measured(text: str, start: int, end: int) -> re.Match[str] | None:
    return compiled(rf"\b(?P<number>{COUNT}) ?(?:degrees?|°)").search(text, start, end)


def _degrees(text: str, start: int, end: int) -> float | None:
    match = _measured(text, start, end)
    return number_of(match.group("number")) if match else None


def _motion_claim(
    clause: Clause,
    found: _Found,
    start: int,
    end: int,
    movement: str | None,
    region: str | None,
    degrees: float | None,
) -> Claim:
    motion, at, stop, assertion = found
    first, last = min(start, at), max(end, stop)
    measured = _measured(clause.text, start, len(clause.text)) if degrees is not None else None
    if measured:
        last = max(last, measured.end())
    attributes: dict[str, Scalar] = {"movement": movement, "region": region, "degrees": degrees}
    given = {key: value for key, value in attributes.items() if value is not None}
    return heard(
        FactKind.RANGE_OF_MOTION,
        motion,
        clause,
        first,
        last,
        assertion=assertion,
        attributes=given,
        temporality=Temporality.CURRENT,
    )
