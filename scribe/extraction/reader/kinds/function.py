"""functional_limitation and range_of_motion: what the patient cannot do, and how far the spine moves."""

import re
from collections.abc import Iterator
from functools import cache

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import heard, idle, status_of, tidy
from scribe.extraction.reader.lexicon import compiled, lexicon, pattern
from scribe.extraction.reader.quantities import COUNT, NUMBER, number_of
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, FactKind, Motion, Temporality

_NOT_FUNCTION = re.compile(
    r"\b(?:breathe|breath|remember|recall|think of|tell|see|afford|believe|wait|complain|explain|pinpoint)\b"
)


@cache
def _limit() -> re.Pattern[str]:
    """What cannot be done, with the few words that follow: how long, how far, without what."""
    limit, activity, itself = (
        pattern_of("complaints", "function", name) for name in ("limit", "activity", "itself")
    )
    filler = r"(?:(?:really|even|ever|with|in|my|to|for|of|more than|much|very|(?:sit|stand|walk|walking) or)\s)*"
    rest = r"(?:,? (?!but\b|and (?:i|it|the|my)\b|because\b|so\b|then\b|right\b|okay\b)[\w'-]+){0,10}"
    timed = (
        rf"(?:only )?(?:sit|stand|walk|drive)s? (?:for )?(?:only |about |maybe |around )*(?:{NUMBER})(?: to "
        rf"{NUMBER})? "
        rf"(?:minutes?|blocks?|hours?)|after (?:about |maybe )?(?:{NUMBER}) minutes (?:of )?(?:sitting|"
        rf"standing|walking)"
    )
    return re.compile(rf"(?:{limit}\s{filler}{activity}|{itself}|\b(?:{timed})){rest}")


@cache
def _easy() -> re.Pattern[str]:
    activity = pattern_of("complaints", "function", "activity")
    return re.compile(
        rf"\b(?:no (?:trouble|difficulty|problems?|issues?)|without (?:trouble|difficulty)) (?:with )?{activity}"
    )


def read(clause: Clause) -> Iterator[Claim]:
    """Functional limits and motion in a clause."""
    if idle(clause):
        return
    if clause.section not in (IMAGING, PLAN, EXAM):
        yield from _limits(clause)
    yield from _motion(clause)


def _limits(clause: Clause) -> Iterator[Claim]:
    text = clause.text
    easy = _easy().search(text)
    if easy:
        yield heard(
            FactKind.FUNCTIONAL_LIMITATION,
            tidy(re.sub(r"^(?:no|without) ", "", easy.group())),
            clause,
            easy.start(),
            easy.end(),
            assertion=Assertion.DENIED,
        )
        return
    for match in _limit().finditer(text):
        if _NOT_FUNCTION.search(match.group()[:40]):
            continue
        status = status_of(clause, match.start(), match.end())
        yield heard(
            FactKind.FUNCTIONAL_LIMITATION,
            tidy(match.group()),
            clause,
            match.start(),
            match.end(),
            assertion=status.assertion,
        )


def _motion(clause: Clause) -> Iterator[Claim]:
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
