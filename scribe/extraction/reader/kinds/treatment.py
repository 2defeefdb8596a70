# ruff: noqa: E501 - a pattern is read as one row
"""treatment: what was taken, done or prescribed for the pain, its dose and what it did."""

import re
from collections.abc import Iterator

from scribe.extraction.reader.claim import Claim
from scribe.extraction.reader.clauses import Clause
from scribe.extraction.reader.kinds.common import by_clinician, heard, idle, status_of, supposed
from scribe.extraction.reader.lexicon import Hit, compiled, lexicon, pattern
from scribe.extraction.reader.quantities import NUMBER
from scribe.extraction.reader.scenes import EXAM, IMAGING, PLAN
from scribe.extraction.reader.vocabulary import pattern_of
from scribe.schema.facts import Assertion, Experiencer, FactKind, Scalar, Temporality, TreatmentResponse

_NOT_FOR_PAIN = re.compile(
    r"\b(?:knee (?:surgery|replacement)|heart|cabg|bypass|carpal tunnel|acid reflux|rest of|the rest|heat of|ice cream|ice cold|walker's|arrest|cold therapy for|allerg\w*|blood thinners?)\b"
)
_NOT_TREATMENT = {
    "rest": r"\b(?:the|and the|all the) rest\b|rest of|at rest|resting",
    "pt": r"\bpt (?:has been fine|is a)",
    "exercise": r"do you exercise|exercise at all",
    "surgery": r"without surgery|before surgery|discuss surgery|had surgery (?:on|for) (?:my|his|her) (?:knee|shoulder|hand|foot|heart|eye)",
    "therapy": r"\b(?:off|and|with|hormone|speech) therapy",
    "heat": r"heat (?:wave|stroke)",
    "steroids": r"long-term|chronic steroid",
}


_EXPECTED = re.compile(
    r"\b(?:if (?:it|that|they|this) \w+|(?:to|might|should|can|will|would|could|may|that'll|it'll|we'll|hopefully|really|see if \w+|let's see if \w+) (?:\w+ )?(?:help|relieve|work|ease)\w*(?: \w+){0,3})"
)
"""What a treatment is hoped to do is no response."""


def read(clause: Clause) -> Iterator[Claim]:
    """The treatments of a clause."""
    if clause.section in (EXAM, IMAGING) or _NOT_FOR_PAIN.search(clause.text):
        return
    hits = [hit for hit in lexicon("treatments", "kind").find(clause.text) if _is_treatment(clause.text, hit)]
    for at, hit in enumerate(hits):
        stop = hits[at + 1].start if at + 1 < len(hits) else len(clause.text)
        made = _treatment(clause, hit, stop)
        if made is None:
            continue
        yield (
            made.but(temporality=Temporality.HYPOTHETICAL)
            if (idle(clause) or supposed(clause, hit.start)) and not clause.asked
            else made
        )


def _is_treatment(text: str, hit: Hit) -> bool:
    unless = _NOT_TREATMENT.get(text[hit.start : hit.end])
    return not (unless and re.search(unless, text))


def _treatment(clause: Clause, hit: Hit, stop: int) -> Claim | None:
    text = clause.text
    dose = _dose(text, hit, stop)
    start, end = (min(hit.start, dose[0]), max(hit.end, dose[1])) if dose else (hit.start, hit.end)
    when = _when(clause, hit)
    if when is None:
        return None
    attributes: dict[str, Scalar] = {"kind": hit.value}
    if dose:
        attributes["dose"] = text[dose[0] : dose[1]]
    answer = response_in(text) if when is not Temporality.PLANNED and not clause.asked else None
    if answer:
        attributes["response"] = answer[0]
        start, end = min(start, answer[1]), max(end, answer[2])
    status = status_of(clause, hit.start, hit.end)
    if status.experiencer is not Experiencer.PATIENT:
        return None
    assertion = Assertion.DOCUMENTED if answer and not _never_had(text, hit) else status.assertion
    return heard(
        FactKind.TREATMENT,
        text[hit.start : hit.end].strip(),
        clause,
        start,
        end,
        attributes=attributes,
        temporality=when,
        assertion=assertion,
    )


def _never_had(text: str, hit: Hit) -> bool:
    return bool(re.search(r"\b(?:haven't|never|not|didn't|no) (?:\w+ ){0,3}$", text[: hit.start]))


def _dose(text: str, hit: Hit, stop: int) -> tuple[int, int] | None:
    unit, frequency = pattern_of("treatments", "dose", "unit"), pattern_of("treatments", "dose", "frequency")
    amount = compiled(rf"\b(?:{NUMBER})(?: to (?:{NUMBER}))? ?{unit}(?:,? (?:\w+ ){{0,2}}?{frequency})*")
    match = amount.search(text, hit.end, stop) or compiled(frequency).search(text, hit.end, min(stop, hit.end + 40))
    if match and not (stop < len(text) and match.end() + 1 >= stop):
        return match.start(), match.end()
    before = compiled(rf"(?:(?:{NUMBER}) ?{unit} of|{frequency}) $").search(text[: hit.start])
    return (before.start(), hit.start) if before else None


def _when(clause: Clause, hit: Hit) -> Temporality | None:
    """When it is taken, by the last word of time before it; a bare answer to "what have you taken?" counts as past."""
    text = clause.text
    before = text[: hit.start]
    planned = (
        _last(before, "planned")
        if by_clinician(clause) and not clause.asked and not re.search(r"\bthey\b", before)
        else -1
    )
    marks = {
        Temporality.PLANNED: planned,
        Temporality.CURRENT: _last(before, "current"),
        Temporality.PAST: _last(before, "past"),
    }
    when, at = max(marks.items(), key=lambda item: item[1])
    if at >= 0:
        return when
    if clause.section == PLAN:
        return Temporality.PLANNED
    if compiled(pattern_of("treatments", "tense", "past")).search(text, hit.end, min(len(text), hit.end + 30)):
        return Temporality.PAST
    if (
        clause.asked
        or clause.topics & {"treatment", "response"}
        or response_in(text)
        or status_of(clause, hit.start, hit.end).denied
    ):
        return Temporality.PAST
    return (
        Temporality.CURRENT if re.match(r"^(?:and |also |just |some )*$", before) and by_clinician(clause) else None
    )


def _last(text: str, tense: str) -> int:
    return max((match.start() for match in pattern("treatments", "tense", tense).finditer(text)), default=-1)


def response_in(text: str) -> tuple[TreatmentResponse, int, int] | None:
    """What a treatment did, as said in these words: a failure outweighs a part, a part a success."""
    text = _EXPECTED.sub(lambda match: "_" * len(match.group()), text)
    for name, response in (
        ("no", TreatmentResponse.NO),
        ("partly", TreatmentResponse.PARTLY),
        ("helped", TreatmentResponse.HELPED),
    ):
        match = pattern("treatments", "response", name).search(text)
        if match and (
            response is TreatmentResponse.NO
            or re.search(
                r"\b(?:help\w*|relie\w*|edge|work\w*|better|effective|benefit|wears|temporar\w*|partial\w*|trick)\b",
                text,
            )
        ):
            return response, match.start(), match.end()
    return None
