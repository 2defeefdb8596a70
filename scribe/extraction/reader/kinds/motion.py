"""range_of_motion: how far the spine moves, and whether moving it hurts."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim, Span, claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.exchanges import Reply, reply_of
from scribe.extraction.reader.kinds.common import by_clinician, heard, idle
from scribe.extraction.reader.lexicon import Hit, compiled, lexicon, pattern
from scribe.extraction.reader.quantities import COUNT, number_of
from scribe.schema.facts import Scalar
from scribe.schema.terms import Assertion, FactKind, Motion, Temporality


def read(clause: Clause) -> Iterator[Claim]:
    """The motion of the spine in a clause."""
    if idle(clause):
        return
    text = clause.text
    general = pattern("examination", "motion", "general").search(text)
    if pattern("examination", "motion", "not_spine").search(text):
        return
    if clause.asked:
        yield from _asked(clause)
        return
    if by_clinician(clause) and _COMMAND.search(text):
        return
    yield from _answered(clause)
    found_hits = lexicon("examination", "motion", "movement").find(text)
    hits = [hit for hit in found_hits if not _of_the_leg(text, hit)]
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


def _of_the_leg(text: str, hit: Hit) -> bool:
    """Whether a movement belongs to a raised leg that is named in the same item of a list."""
    start, end = text.rfind(",", 0, hit.start) + 1, text.find(",", hit.end)
    return (
        pattern("examination", "motion", "leg_raise").search(text, start, end if end > 0 else len(text)) is not None
    )


_FREE = re.compile(r"[ -]free\b")
_HURTS = re.compile(
    r"\b(?:does|do|did|is|any|have)\b.{0,14}\b(?:hurts?|pain|painful|sore|bother(?! your)|uncomfortable|"
    r"discomfort)\b"
)
_COMMAND = re.compile(
    r"^(?:and |so |then |now |okay |just |go ahead and )*"
    r"(?:turn|bend|lean|touch|twist|look|try|stand|arch|extend|flex|reach|tilt|see how)\b|\bjust look\b"
    r"|\b(?:can you|could you|if you|you to|go ahead and|trying? to|as (?:far|much) as you can)\b"
)
"""What the patient is to do is not how far it went."""
_REACH = 80
"""How far back a movement may be asked for before "does that hurt?"."""


def _asked(clause: Clause) -> Iterator[Claim]:
    """ "Does it hurt when you lean back?": what the answer makes of it, once it is given."""
    hurts = _HURTS.search(clause.text) if by_clinician(clause) else None
    found = _moved(clause) if hurts else None
    if hurts and found:
        movement, start, end = found
        yield claim(
            FactKind.RANGE_OF_MOTION,
            Motion.PAINFUL,
            clause,
            hurts.start(),
            hurts.end(),
            attributes={"movement": movement},
        ).but(spans=(Span(clause, min(start, clause.start), max(end, clause.end)),))


def _moved(clause: Clause) -> tuple[str, int, int] | None:
    """The movement a question is about, and where its turn names it: in the question, or shortly before."""
    text = clause.turn.text
    start = (
        clause.start if lexicon("examination", "motion", "movement").find(clause.text) else clause.start - _REACH
    )
    words = text[max(0, start) : clause.end]
    if lexicon("anatomy", "limb").find(clause.text):
        return None
    hits = lexicon("examination", "motion", "movement").find(words)
    if not hits or pattern("examination", "motion", "not_spine").search(words, hits[-1].start):
        return None
    if _of_the_leg(words, hits[-1]):
        return None
    return hits[-1].value, max(0, start) + hits[-1].start, max(0, start) + hits[-1].end


def _answered(clause: Clause) -> Iterator[Claim]:
    """ "And when you lean back?" "That hurts.": the answer's own words, where they are no plain yes or no."""
    question = clause.question
    if question is None or clause.start or not by_clinician(question) or reply_of(clause)[0] is not Reply.OTHER:
        return
    found, moved = _found(clause.text, 0, len(clause.text)), _moved(question)
    if found is None or moved is None or found[0] is Motion.FULL:
        return
    motion, start, end, assertion = found
    movement, first, last = moved
    made = claim(
        FactKind.RANGE_OF_MOTION, motion, clause, start, end, assertion=assertion, attributes={"movement": movement}
    )
    yield made.but(spans=(Span(question, first, last), *made.spans))


_Found = tuple[Motion, int, int, Assertion]


def _found(text: str, start: int, end: int) -> _Found | None:
    """What is said of the motion between two places."""
    for name, motion in (("painful", Motion.PAINFUL), ("limited", Motion.LIMITED), ("full", Motion.FULL)):
        match = pattern("examination", "motion", name).search(text, start, end)
        if match and not _FREE.match(text, match.end()):
            denied = re.search(
                r"\b(?:no|without|not|doesn't|don't|nor|free of)\b(?: \w+){0,2} ?$", text[: match.start()]
            )
            if name == "painful" and denied and pattern("examination", "motion", "full").search(text, 0, end):
                continue
            if name == "full" and denied:
                continue  # "not able to bend" is told as a limit of function
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
